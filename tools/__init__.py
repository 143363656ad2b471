"""What makes, checks and keeps the project. Nothing here is in the wheel; run each with `python3 -m tools.NAME`."""

import sys

# Here and in old words, because an old Python fails on the syntax of every other file before it can say why.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "konfrans needs Python 3.11 or later; this is %d.%d. Name another one: make demo PYTHON=python3.12"  # noqa: UP031
        % sys.version_info[:2]
    )
