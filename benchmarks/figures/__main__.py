"""Write the README's table from the kept results."""

import json
import sys

from benchmarks.figures import README, RESULTS, table, write

if not RESULTS.exists():
    sys.exit(f"There are no results: type make bench, which writes {RESULTS.name}.")
if not write(table(json.loads(RESULTS.read_text("utf-8")))):
    sys.exit(f"{README.name} has no marks to write between.")
