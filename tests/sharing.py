"""Long tests, of which a day runs a part: which, is fixed by a seed.

`--part 1/6` runs the first sixth of the tests in `LONG`, and all others; `--sample 1/4` the first quarter of every test there is. Parts
share nothing and leave nothing out. The suite of every day takes parts, `make soak` runs everything whole.
"""

from __future__ import annotations

import re
from zlib import crc32

import pytest

LONG = (
    "tests/analysis/test_summing.py",
    "tests/charter/test_arrears.py", "tests/charter/test_check_command.py", "tests/charter/test_comparing.py", "tests/charter/test_difference.py",
    "tests/charter/test_exchange.py", "tests/charter/test_exchange_strangers.py", "tests/charter/test_exhaustion.py", "tests/charter/test_loading.py",
    "tests/charter/test_mechanisms_told.py", "tests/charter/test_models.py", "tests/charter/test_mutants.py", "tests/charter/test_power.py",
    "tests/charter/test_properties.py", "tests/charter/test_published.py", "tests/charter/test_starters.py", "tests/charter/test_streams.py",
    "tests/committees/test_appointment.py", "tests/committees/test_calls.py", "tests/committees/test_personal.py", "tests/committees/test_public.py",
    "tests/committees/test_sheets_nominations.py", "tests/committees/test_sheets_out.py", "tests/committees/test_walls.py",
    "tests/decisions/test_pages.py", "tests/decisions/test_publishing.py", "tests/decisions/test_recompute.py", "tests/founding/test_live.py",
    "tests/founding/test_pages.py", "tests/keeping/test_backup.py", "tests/keeping/test_benchmarks.py", "tests/keeping/test_dead_databases.py",
    "tests/keeping/test_doctor.py", "tests/keeping/test_hostile_backups.py", "tests/keeping/test_letters_of_old.py", "tests/keeping/test_limits.py",
    "tests/keeping/test_serve.py", "tests/keeping/test_work_done_again.py", "tests/kernel/test_sheets.py", "tests/meetings/test_sessions.py",
    "tests/membership/test_register.py", "tests/portal/test_pages.py", "tests/projects/test_pages.py", "tests/statutes/test_adopting.py",
    "tests/statutes/test_comparing.py", "tests/statutes/test_drafts.py", "tests/statutes/test_drafts_history.py",
    "tests/statutes/test_drafts_together.py", "tests/statutes/test_laboratory.py", "tests/statutes/test_papers.py",
    "tests/statutes/test_papers_word.py", "tests/statutes/test_remarks.py", "tests/statutes/test_rule_forms.py", "tests/statutes/test_start.py",
    "tests/verify/test_second_hand.py",
)  # fmt: skip
"""The files whose tests start processes, lay out papers or open many pages."""
SEED = 20261129


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", help="which part of the long tests, as 1/6; left out: all of them")
    parser.addoption("--sample", help="which part of every test, as 1/4; left out: all of them")


def chosen(node: str, part: str) -> bool:
    """Whether a test belongs to a part: `1/3`, `2/3` and `3/3` hold each test once."""
    found = re.fullmatch(r"([1-9])/([1-9])", part)
    if found is None or int(found[1]) > int(found[2]):
        raise pytest.UsageError(f"a part {part}: write 1/3")
    return crc32(f"{SEED} {node}".encode()) % int(found[2]) == int(found[1]) - 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    part, sample = config.getoption("--part"), config.getoption("--sample")
    if not (part or sample):
        return
    long = [item for item in items if sample or item.nodeid.partition("::")[0] in LONG]
    left = {item.nodeid for item in long if not chosen(item.nodeid, sample or part)}
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
        part, sample = config.getoption("--part"), config.getoption("--sample")
        which = f"all tests: {counts[0]} of {counts[1]} here (sample {sample})" if sample else ""
        words = which or f"long tests: {counts[0]} of {counts[1]} here (part {part})"
        terminalreporter.write_line(words)  # type: ignore[attr-defined]
