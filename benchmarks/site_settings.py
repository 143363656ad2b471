"""The product's settings, with an empty view beside its pages, and with what the server says of each answer."""

from konfrans.site.settings import *  # noqa: F403
from konfrans.site.settings import MIDDLEWARE as PRODUCT

ROOT_URLCONF = "benchmarks.site_urls"
MIDDLEWARE = ["benchmarks.timing.server_timing", *PRODUCT]
