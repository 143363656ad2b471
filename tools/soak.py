"""The long tests: what is marked `soak`, on both databases and with the browser; writes docs/soak.md."""

from __future__ import annotations

import datetime
import platform
import sys

from tools import suite, system
from tools.console import ROOT, Stop, say

PAGE = ROOT / "docs" / "soak.md"
HEAD = """# The long tests

`make soak` runs them and writes this page. Each is a test marked `soak`: many rounds, many writers, large numbers,
or a fresh installation. They are too long for `make test`.

"""


def main() -> int:
    system.end_on_signals()
    results: list[suite.Result] = []
    try:
        chromium = {"KONFRANS_CHROMIUM": str(system.browser())}
        print(suite.TITLES["sqlite"], flush=True)
        results.append(suite.pytest("sqlite", ["-m", "soak", *suite.SHARED], chromium))
        with system.postgres() as address:
            print(f"\n{suite.TITLES['postgresql']}", flush=True)
            ignored = (f"--ignore={folder}" for folder in (*suite.PURE, "tests/pages"))
            words = ["-m", "soak and not sqlite", *ignored, *suite.SHARED]
            more = {**chromium, "KONFRANS_DATABASE": address}
            results.append(suite.pytest("postgresql", words, more))
            results.append(
                suite.pytest("postgresql", ["-m", "not sqlite and not soak", *suite.WORDS, *suite.SPREAD], more)
            )
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    rows = ["| | tests | failed | time |", "|---|---|---|---|"]
    rows += [
        f"| {suite.TITLES[r.part]} | {r.tests} | {r.failed + r.skipped} | {suite.span(r.seconds)} |" for r in results
    ]
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    where = f"Python {platform.python_version()}, {platform.system()}"
    PAGE.write_text(f"{HEAD}Last run: {today}, {where}.\n\n" + "\n".join(rows) + "\n", "utf-8")
    print(suite.summary(results))
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
