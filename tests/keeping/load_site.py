"""The settings of the benchmarks on an installation where no conference is founded: their addresses are asked for all the same."""

from benchmarks.site_settings import *  # noqa: F403

MIDDLEWARE = [one for one in MIDDLEWARE if not one.endswith(".unfounded")]  # noqa: F405
