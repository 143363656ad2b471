"""The founding's pages in a real browser: axe, width, both languages, without JavaScript, by the keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.founding.conftest import ANSWERS, SHEET
from tests.keeping.places import Places
from tests.pages.reading import read

LOOKS = [(1280, "light"), (360, "light"), (360, "dark")]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """A served home without a conference: its root, the path of the founding, the folder of the answers."""
    places = Places(tmp_path_factory.mktemp("founding"))
    place = places.empty("sqlite")
    with place.serve() as serving:
        folder = place.home / "start"
        yield f"http://localhost:{serving.port}", f"start/{(folder / 'token').read_text()}/", folder
    places.close()


def answer(folder: Path, **other: Any) -> None:
    (folder / "answers.json").write_text(json.dumps({**ANSWERS, **other}))
    (folder / "members").write_text(SHEET)


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_page_of_the_founding_reads_without_fault(empty, browser, language: str):
    root, path, folder = empty
    answer(folder)
    context = browser.new_context()
    faults: list[str] = []
    for page in ("start/", *(f"{path}{step}" for step in ("", "conference/", "charter/", "members/", "look/"))):
        faults += [f"{page}: {one}" for one in read(context, f"{root}/{language}/{page}", language=language, axe=True, looks=LOOKS).faults]  # fmt: skip
    faults += read(context, f"{root}/{language}/start/wrong/", language=language, axe=True, expected=404).faults
    context.close()
    assert not faults, "\n".join(faults)


def test_answers_are_given_by_the_keyboard_alone_without_javascript(empty, browser):
    root, path, folder = empty
    answer(folder, languages=[], names={}, country="")
    context = browser.new_context(viewport={"width": 360, "height": 720}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/en/{path}")
    for _time in range(40):
        page.keyboard.press("Tab")
        if page.locator('[name="country"]:focus').count():
            break
    page.keyboard.type("Lith")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/conference/"))
    assert page.input_value('[name="time_zone"]') == "Europe/Vilnius"
    page.click("main form.form button")
    assert page.locator(".formfield--error").count() >= 2 and page.locator(".errors a").count() >= 2
    page.locator(".errors a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#id_names_az")
    context.close()
