"""The pictures of the README, and many more to look at: the demonstration in a real browser, wide and narrow, light and dark.

`python -m tools.screens` writes those of the README into docs/pictures and all of them into build/screens.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools import system
from tools.console import PYTHON, ROOT, Stop, say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALL = ROOT / "build" / "screens"
KEPT = ROOT / "docs" / "pictures"
README = ROOT / "README.md"
BEGIN, END = "<!-- pictures:begin -->", "<!-- pictures:end -->"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WIDE, NARROW = (1280, 860), (360, 720)


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as somebody sees it. `link` is the end of an address to follow from `path`, first found."""

    name: str
    path: str
    role: str = ""
    link: str = ""
    kept: str = ""  # what the picture shows, for the README and for who does not see it


SHOTS = (
    Shot("home.az", "/az/", kept="The home page in Azerbaijani: every star of the window is a member university"),
    Shot("home.en", "/en/"),
    Shot("ecar.en", "/en/projects/ecar/", kept="A project: partners by role, work packages on a month grid, each fact with its source"),
    Shot("ecar.az", "/az/projects/ecar/"),
    Shot("decision.en", "/en/decisions/", link=r"/en/decisions/\d+/\d+/$", kept="A decision: what was needed, what was got, by which article"),
    Shot("decision.az", "/az/decisions/", link=r"/az/decisions/\d+/\d+/$"),
    Shot("members.en", "/en/members/"),
    Shot("charter.en", "/en/charter/", kept="The charter: beside each paragraph its rule in words, its examples, and how often it was used"),
    Shot("charter.az", "/az/charter/"),
    Shot("draft.en", "/en/charter/drafts/draft-3/", role="secretary"),
    Shot("laboratory.en", "/en/charter/laboratory/?charter=force&charter=model:crc-like&charter=model:hrk-like&charter=model:krasp-like", kept="The laboratory: the decisions of a year under four charters, and which would have gone otherwise"),
    Shot("laboratory.az", "/az/charter/laboratory/?charter=force&charter=draft:draft-3", role="secretary"),
    Shot("beside.en", "/en/charter/beside/?t=force&t=model:cpu-like&t=model:krasp-like"),
    Shot("compare.en", "/en/charter/compare/?b=draft:draft-3", role="secretary"),
    Shot("board.en", "/en/desk/calls/committees-2026/", role="coordinator", kept="A call for nominations: universities by committees, what is missing, what the charter asks for"),
    Shot("board.az", "/az/desk/calls/committees-2026/", role="coordinator"),
    Shot("answer.az", "/az/answers/survey-2027/xu/", role="rector"),
    Shot("room.en", "/en/desk/committees/science/room/", role="chair"),
    Shot("committee.en", "/en/committees/science/"),
    Shot("committee.az", "/az/committees/science/"),
    Shot("desk.en", "/en/desk/", role="secretary", kept="The secretary's desk: what waits, by urgency"),
    Shot("desk.az", "/az/desk/", role="secretary"),
)  # fmt: skip


@contextmanager
def demonstration() -> Iterator[str]:
    """Play the demonstration into a folder of its own and serve it; gives its address."""
    home = ALL / "demo"
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    log = ALL / "demo.log"
    with log.open("w") as out:
        command = [PYTHON.parent / "konfrans", "demo", "--port", str(port), "--home", home]
        server = subprocess.Popen([str(w) for w in command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + 180
        while not _answers(f"{address}/en/"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Stop(f"the demonstration is not served; see {log.relative_to(ROOT)}")
            time.sleep(0.3)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def open_page(page: Page, address: str, shot: Shot) -> None:
    """Sign in where the shot needs it, and open its page."""
    if shot.role:
        page.goto(f"{address}/en/demo/")
        page.locator(f'form[action$="/sign-in/{shot.role}/"] button').click()
        page.wait_for_load_state()
    answer = page.goto(f"{address}{shot.path}")
    if shot.link:
        links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
        target = next((link for link in links if re.search(shot.link, link)), None)
        if target is None:
            raise Stop(f"{shot.path} has no link to {shot.link}")
        answer = page.goto(f"{address}{target}")
    if answer is None or answer.status != 200:
        raise Stop(f"{page.url} answered {answer.status if answer else 'nothing'}")
    page.evaluate("document.fonts.ready")


def draw(browser: Browser, address: str, shot: Shot) -> None:
    for size, width in (("wide", WIDE), ("narrow", NARROW)):
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width[0], "height": width[1]}, color_scheme="dark" if theme == "dark" else "light"
            )
            page = context.new_page()
            open_page(page, address, shot)
            page.screenshot(path=ALL / f"{shot.name}.{size}.{theme}.png", full_page=True)
            if shot.kept and size == "wide":
                page.screenshot(path=KEPT / f"{shot.name}.{theme}.png")
                _shrink(KEPT / f"{shot.name}.{theme}.png")
            context.close()


def _shrink(path: Path) -> None:
    """To a palette: a page has few colours, and the file becomes a third."""
    from PIL import Image

    with Image.open(path) as image:
        small = image.convert("RGB").quantize(192, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def block() -> str:
    """The pictures as the README shows them, light or dark as the reader's own pages are."""
    parts = []
    for shot in SHOTS:
        if shot.kept:
            light, dark = (f"docs/pictures/{shot.name}.{theme}.png" for theme in ("light", "dark"))
            parts.append(
                f'<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="{dark}">\n'
                f'  <img src="{light}" alt="{shot.kept}" width="1280">\n</picture>\n\n*{shot.kept}.*'
            )
    return "\n\n".join(parts)


def main() -> int:
    from playwright.sync_api import sync_playwright

    system.end_on_signals()
    KEPT.mkdir(parents=True, exist_ok=True)
    try:
        with demonstration() as address, sync_playwright() as player:
            browser = player.chromium.launch(executable_path=system.browser(), args=FLAGS)
            for shot in SHOTS:
                draw(browser, address, shot)
                say("drawn", shot.name)
            browser.close()
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    page = README.read_text("utf-8")
    marks = re.compile(rf"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    README.write_text(marks.sub(lambda _: f"{BEGIN}\n{block()}\n{END}", page), "utf-8")
    say("pictures", "docs/pictures and README.md written; all of them, whole pages, in build/screens")
    return 0


if __name__ == "__main__":
    sys.exit(main())
