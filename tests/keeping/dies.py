"""A child that ends as soon as it is started, and writes down each start."""

import os
import sys

with open(os.environ["DIES_LOG"], "a") as log:
    log.write("started\n")
sys.exit(7)
