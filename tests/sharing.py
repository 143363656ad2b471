"""Long tests, of which a day runs a part: which, is fixed by a seed.

`--part 1/3` runs the first third of the tests in `LONG`, and all others. Parts share nothing and leave nothing out: the suite of every day
runs one on SQLite and another on PostgreSQL, `make soak` the rest.
"""

from __future__ import annotations

import re
from zlib import crc32

import pytest

LONG = (
    "tests/keeping/test_backup.py", "tests/keeping/test_doctor.py", "tests/keeping/test_serve.py", "tests/keeping/test_work_done_again.py",
    "tests/keeping/test_hostile_backups.py", "tests/keeping/test_dead_databases.py", "tests/statutes/test_papers.py",
    "tests/statutes/test_papers_word.py", "tests/statutes/test_remarks.py", "tests/statutes/test_laboratory.py",
    "tests/statutes/test_comparing.py", "tests/statutes/test_drafts.py", "tests/decisions/test_pages.py", "tests/decisions/test_publishing.py",
    "tests/decisions/test_recompute.py", "tests/meetings/test_sessions.py", "tests/portal/test_pages.py", "tests/projects/test_pages.py",
    "tests/membership/test_register.py",
)  # fmt: skip
"""The files whose tests start processes, lay out papers or open many pages."""
SEED = 20261129


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", help="which part of the long tests, as 1/3; left out: all of them")


def chosen(node: str, part: str) -> bool:
    """Whether a test belongs to a part: `1/3`, `2/3` and `3/3` hold each test once."""
    found = re.fullmatch(r"([1-9])/([1-9])", part)
    if found is None or int(found[1]) > int(found[2]):
        raise pytest.UsageError(f"--part {part}: write 1/3")
    return crc32(f"{SEED} {node}".encode()) % int(found[2]) == int(found[1]) - 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    part = config.getoption("--part")
    if not part:
        return
    long = [item for item in items if item.nodeid.partition("::")[0] in LONG]
    left = {item.nodeid for item in long if not chosen(item.nodeid, part)}
    items[:] = [item for item in items if item.nodeid not in left]
    config.stash[_COUNTS] = (len(long) - len(left), len(long))
    if hasattr(config, "workeroutput"):
        config.workeroutput["long_tests"] = config.stash[_COUNTS]


_COUNTS = pytest.StashKey[tuple[int, int]]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """What a worker counted, for the line at the end."""
    counts = getattr(node, "workeroutput", {}).get("long_tests")
    if counts:
        node.config.stash[_COUNTS] = tuple(counts)  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    counts = config.stash.get(_COUNTS, None)
    if counts:
        terminalreporter.write_line(f"long tests: {counts[0]} of {counts[1]} here (part {config.getoption('--part')})")  # type: ignore[attr-defined]
