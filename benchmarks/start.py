"""How long a command takes from typing to its answer, beside a bare Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import ROOT, Judge, environment, median, tell

ROUNDS = 15
DRAFT = str(ROOT / "charters" / "azerbaijan-draft.toml")
COUNTS = ["--entitled", "15", "--present", "11", "--yes", "9", "--no", "1", "--abstain", "1"]
COMMANDS = {
    "bare python": ["-c", "pass"],
    "konfrans --help": ["-m", "konfrans", "--help"],
    "konfrans decide": ["-m", "konfrans", "decide", "--charter", DRAFT, "--kind", "charter_adoption", *COUNTS],
    "konfrans decide, wrong option": [
        "-m",
        "konfrans",
        "decide",
        "--charter",
        DRAFT,
        "--kind",
        "no_such_kind",
        *COUNTS,
    ],
}
BELOW = 0.3


def main() -> int:
    judge = Judge()
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory(prefix="konfrans-bench-") as folder:
        env = environment(Path(folder))
        for number in range(ROUNDS + 1):
            for name, words in COMMANDS.items():
                began = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, *words], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True
                )
                if number:  # the first round fills the disk's cache
                    took[name].append(time.perf_counter() - began)
                if done.returncode not in (0, 2):
                    raise SystemExit(f"{name} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    judge.again()
    figures = {f"{name}: median s": median(each) for name, each in took.items()}
    figures |= {f"{name}: fastest s": min(each) for name, each in took.items()}
    bare = median(took["bare python"])
    ratios = {f"{name} / bare python": median(each) / bare for name, each in took.items() if name != "bare python"}
    for name in took:
        if name != "bare python":
            judge.time(f"{name}: median s", figures[f"{name}: median s"], BELOW)
    tell("start", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
