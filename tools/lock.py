"""The locks: hash-locked lists of Python packages for every system, and npm's lock without addresses.

`python -m tools.lock` keeps the versions that are locked and adds or drops what the sources ask; `upgrade` takes newer ones.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.console import PYTHON, ROOT, Stop, run, say
from tools.setup import node

LISTS = ROOT / "requirements"
TOOL = ROOT / "build" / "uv"
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "-q"]
# Each lock with what it is compiled from; `all` takes the versions of `core`, so that one set holds the other.
SOURCES: dict[str, list[str]] = {
    "core": ["pyproject.toml", "requirements/build.in"],
    "all": [
        "pyproject.toml",
        "requirements/build.in",
        "--extra",
        "dev",
        "--extra",
        "postgres",
        "--extra",
        "stats",
        "-c",
        "requirements/core.txt",
    ],
    "spark": ["requirements/spark.in", "-c", "requirements/all.txt"],
    "node": ["requirements/node.in"],
    "pip": ["requirements/pip.in"],
    "uv": ["requirements/uv.in"],
}


def compile_lock(uv: Path, name: str, upgrade: bool) -> bool:
    """Compile one lock; whether it changed."""
    target = LISTS / f"{name}.txt"
    before = target.read_text("utf-8") if target.exists() else ""
    more = ["--upgrade"] if upgrade else []
    run([uv, "pip", "compile", *SOURCES[name], *OPTIONS, *more, "-o", target.relative_to(ROOT)])
    text = target.read_text("utf-8")
    if "://" in text:
        raise Stop(f"{target.name} holds an address; a package is asked for by address, which no lock may do")
    return text != before


def main(words: Sequence[str]) -> int:
    if list(words) not in ([], ["upgrade"]):
        print(__doc__)
        return 2
    try:
        uv = TOOL / "bin" / "uv"
        if not uv.exists():
            pip: list[str | Path] = [
                PYTHON,
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                TOOL,
                "--require-hashes",
                "-r",
                LISTS / "uv.txt",
            ]
            run(pip)
        for name in SOURCES:
            changed = compile_lock(uv, name, upgrade=bool(words))
            say(name, "changed" if changed else "as it was")
        run(["npm", "install", "--package-lock-only", "--no-progress", "--loglevel=error"], env=node())
        if '"resolved"' in (ROOT / "package-lock.json").read_text("utf-8"):
            raise Stop("package-lock.json holds addresses: an npm older than 8.19 does not know the setting of .npmrc")
        say("npm", "locked")
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
