"""Reading a page as a person and as a machine: status, console, axe, the words of the other language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_TEXTS = """
() => {
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!parent || parent.closest('script,style,[lang="en"]')) continue;
    const words = node.textContent.replace(/\\s+/g, ' ').trim();
    if (words) out.push(words);
  }
  for (const e of document.querySelectorAll('[aria-label],[title],[alt],[placeholder]')) {
    if (e.closest('[lang="en"]')) continue;
    for (const a of ['aria-label', 'title', 'alt', 'placeholder']) if (e.getAttribute(a)) out.push(e.getAttribute(a).trim());
  }
  return out;
}
"""


@cache
def english_of_azerbaijani() -> frozenset[str]:
    """English messages whose Azerbaijani is something else: none of them may stand on a page in Azerbaijani."""
    found = set()
    for path in (ROOT / "src" / "konfrans").glob("**/locale/az/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            if (
                entry.msgstr
                and entry.msgstr != entry.msgid
                and re.search(r"[A-Za-z]{3}", entry.msgid)
                and "%" not in entry.msgid
            ):
                found.add(" ".join(entry.msgid.split()))
    return frozenset(found)


@dataclass
class Seen:
    """What was wrong with one page."""

    where: str
    faults: list[str] = field(default_factory=list)


def _looked(page: Any, *, axe: bool) -> list[str]:
    """What is wrong with a page as it stands in the window: wider than it, and whatever axe finds."""
    faults = []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width > 0:
        faults.append(f"the page is {width} px wider than the window")
    if axe:
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for violation in result["violations"]:
            nodes = "; ".join(n["html"][:160] for n in violation["nodes"][:3])
            faults.append(f"axe {violation['id']} ({violation['impact']}): {nodes}")
    return faults


def read(
    context: Any, url: str, *, language: str, axe: bool, expected: int = 200, shot: str | None = None,
    looks: Sequence[tuple[int, str]] = (),
) -> Seen:  # fmt: skip
    """Open a page in the browser; every fault is a sentence. `looks` are widths and colour schemes to look at it in."""
    page = context.new_page()
    seen = Seen(url)
    page.on(
        "console",
        lambda m: seen.faults.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda e: seen.faults.append(f"script error: {e}"))
    try:
        response = page.goto(url, wait_until="load")
        status = response.status if response else 0
        if status != expected:
            seen.faults.append(f"status {status}, expected {expected}")
        if expected >= 400:
            seen.faults = [f for f in seen.faults if "Failed to load resource" not in f]
        if page.evaluate("document.documentElement.lang") != language:
            seen.faults.append("the page's language is not that of its address")
        for wide, scheme in looks or [(None, None)]:
            if wide is not None:
                page.set_viewport_size({"width": wide, "height": 900})
                page.emulate_media(color_scheme=scheme)
            seen.faults += [f"{f'at {wide} px, {scheme}: ' if wide else ''}{fault}" for fault in _looked(page, axe=axe)]
        if language == "az":
            seen.faults += [
                f"English on a page in Azerbaijani: “{w}”"
                for w in page.evaluate(_TEXTS)
                if w in english_of_azerbaijani()
            ]
        if shot:
            page.screenshot(path=shot, full_page=True)
    finally:
        page.close()
    return seen
