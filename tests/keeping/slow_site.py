"""The product's settings with one more address: a request that takes a while."""

from konfrans.site.settings import *  # noqa: F403

ROOT_URLCONF = "tests.keeping.slow_urls"
# No conference is founded there, and the address is asked for all the same.
MIDDLEWARE = [one for one in MIDDLEWARE if not one.endswith(".unfounded")]  # noqa: F405
