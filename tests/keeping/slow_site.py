"""The product's settings with one more address: a request that takes a while."""

from konfrans.site.settings import *  # noqa: F403

ROOT_URLCONF = "tests.keeping.slow_urls"
