"""One demonstration and one browser for all tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages import crawl, house

EACH = 3
"""Of each address so many paths are followed on the days when not all are."""

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    " --disable-sync --disable-dev-shm-usage"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/pages" in str(item.path).replace("\\", "/"):
            item.add_marker(pytest.mark.pages)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A played demonstration; `KONFRANS_TEST_DEMO` names one that is played already."""
    given = os.environ.get("KONFRANS_TEST_DEMO")
    home = tmp_path_factory.mktemp("demo") / "home"
    if given:
        shutil.copytree(given, home)
    else:
        house.play(home)
    return home


@pytest.fixture(scope="session")
def site(played: Path) -> Iterator[house.Site]:
    """The demonstration, served."""
    running = house.serve(played)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def own(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[house.Site]:
    """A demonstration of a module's own, for journeys that change it."""
    home = tmp_path_factory.mktemp("journeys") / "home"
    shutil.copytree(played, home)
    running = house.serve(home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def reached(site: house.Site) -> dict[str, crawl.Reached]:
    """What each role reaches by following links, in English: of each address a few paths."""
    return {role: crawl.crawl(site, role, "en", each=EACH) for role in house.ROLES}


@pytest.fixture(scope="session")
def browser():
    """A real Chromium."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KONFRANS_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium, Chrome or Edge is installed: type apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()
