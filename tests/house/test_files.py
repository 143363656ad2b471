"""The house holds: sizes and names of files, who reads a clock, and what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "konfrans"
LONGEST = 400
REFUSED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
ENGINES = {"charter", "instrument", "analysis"}
NO_ROOM = {"site", "cli", "demo", "kernel", *ENGINES}
"""What is not a domain: the room's order is not asked of them."""
MAY_IMPORT_BY_NAME = {"src/konfrans/cli/group.py", "src/konfrans/charter/__init__.py"}
"""The command imports a command's module, and the engine its own files, when they are asked for: both answer in 0.3 s."""


GIT = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
"""A checkout may belong to another user than the one who tests it."""


def sources() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def tracked() -> list[Path]:
    listed = subprocess.run(GIT, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_python_file_is_longer_than_400_lines():
    long = {name_of(path): lines for path in sources() if (lines := path.read_text("utf-8").count("\n")) > LONGEST}
    assert long == {}


def test_no_file_or_folder_has_a_name_that_says_nothing():
    named = [name_of(path) for path in sources() if REFUSED & {part.removesuffix(".py") for part in path.parts}]
    assert named == []


# The clock ------------------------------------------------------------------------------------------------------------

CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
    "timezone": {"now", "localdate", "localtime"},
}
READS = {"time": CLOCKS["time"], "django.utils.timezone": CLOCKS["timezone"], "django.db.models.functions": {"Now"}}
FIELDS = {"auto_now", "auto_now_add"}


def clock_reads(text: str) -> Iterator[int]:
    """The lines of a Python file that read a clock, directly, by an imported name, or by a field that does."""
    tree = ast.parse(text)
    direct: set[str] = set()
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            direct |= {a.asname or a.name for a in node.names if a.name in READS.get(node.module or "", ())}
            called |= {a.asname or a.name: a.name for a in node.names if a.name in CLOCKS}
        elif isinstance(node, ast.Import):
            called |= {a.asname or a.name: a.name for a in node.names if a.name in CLOCKS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in CLOCKS.get(called.get(base, base), ()):
                yield node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in direct:
            yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg in FIELDS:
            yield node.value.lineno


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import date as day\nday.today()",
        "from django.utils import timezone\ndefault = timezone.now",
        "from django.utils.timezone import now\nnow()",
        "from time import time\ntime()",
        "import time\ntime.time_ns()",
        "from django.db.models.functions import Now\nNow()",
        "from django.db import models\nmodels.DateTimeField(auto_now_add=True)",
    ],
)
def test_a_read_of_a_clock_is_found(text):
    assert list(clock_reads(text)) == [2]


def test_a_clock_that_only_measures_is_no_clock():
    assert list(clock_reads("import time\ntime.monotonic()\nfrom datetime import date\ndate(2026, 11, 25)")) == []


def test_only_the_kernels_clock_reads_a_clock():
    readers = {name_of(path) for path in sources() if list(clock_reads(path.read_text("utf-8")))}
    assert readers <= {"src/konfrans/kernel/clock.py"}
    templates = [path for path in PACKAGE.rglob("templates/**/*") if path.is_file()]
    assert [name_of(path) for path in templates if re.search(r"\{%\s*now\b", path.read_text("utf-8"))] == []


# What no file says ----------------------------------------------------------------------------------------------------


def test_no_module_is_imported_by_its_name():
    calls = {
        name_of(path)
        for path in sources()
        if re.search(r"\b(?:import_module|__import__|import_string)\s*\(", path.read_text("utf-8"))
    }
    assert calls <= MAY_IMPORT_BY_NAME


# Put together from halves, or this file would name them itself.
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "npm" + "js.com",
    "deb.deb" + "ian.org",
    "un" + "pkg.com",
]
HOSTS += ["cdn.js" + "delivr", "cdn" + "js.", "fonts.google" + "apis"]
PLACES = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/[a-z]+/", "/Use" + r"rs/[a-z]+/", "/farm" + "/in"])
)


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        try:
            yield name_of(path), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_registry_or_a_network_of_copies():
    assert [(name, host) for name, text in texts() for host in HOSTS if host in text] == []


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    here = str(ROOT)
    said = [name for name, text in texts() if here in text or PLACES.search(text)]
    assert said == []


def test_nothing_that_setup_or_a_run_makes_is_kept():
    made = re.compile(r"\.(mo|pyc|sqlite3|whl|db)$|^(node_modules|var|build|dist|\.venv)/|/static/built/")
    assert [name for name in map(name_of, tracked()) if made.search(name)] == []


# Floors and rooms -----------------------------------------------------------------------------------------------------


def configuration() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]


def contract(kind: str, start: str) -> dict:
    every = configuration()["importlinter"]["contracts"]
    return next(each for each in every if each["type"] == kind and each["name"].startswith(start))


def test_every_package_has_a_floor_and_every_domain_a_room():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    floors = {name.strip(" ()") for layer in contract("layers", "The building")["layers"] for name in layer.split("|")}
    assert packages <= floors
    assert contract("layers", "The building")["exhaustive"] is True
    rooms = set(contract("layers", "The room")["containers"])
    assert {f"konfrans.{name}" for name in packages - NO_ROOM} <= rooms
    assert contract("layers", "The room")["exhaustive"] is True


def test_the_engines_and_every_rules_file_know_no_django_and_have_strict_types():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    pure = contract("forbidden", "Pure")
    wanted = {f"konfrans.{name}" for name in packages & ENGINES} | {"konfrans.*.rules"}
    assert wanted <= set(pure["source_modules"])
    assert pure["forbidden_modules"] == ["django"]
    strict = next(each for each in configuration()["mypy"]["overrides"] if each.get("disallow_any_generics"))
    assert {f"konfrans.{name}.*" for name in packages & ENGINES} <= set(strict["module"])


def test_ruff_forbids_what_is_wrong_for_azerbaijani_and_what_hides_an_import():
    banned = configuration()["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    assert {"importlib.import_module", "django.utils.text.slugify", "django.utils.text.capfirst"} <= set(banned)
    wrong = re.compile(r"\|\s*(?:upper|capfirst|title|slugify)\b|__i?contains\b|__istartswith\b|__iexact\b")
    found = [
        (name_of(path), match[0])
        for path in [*sources(), *(p for p in PACKAGE.rglob("templates/**/*") if p.is_file())]
        if (match := re.search(wrong, path.read_text("utf-8"))) and match[0] != "__contains"
    ]
    assert found == []
