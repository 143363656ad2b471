"""What the pages of the repository point at is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.test_files import ROOT, name_of, tracked

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")


def headings(page: Path) -> set[str]:
    """The anchors of a page, as a forge makes them from its headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_every_link_between_the_pages_leads_somewhere():
    broken = []
    for page in (path for path in tracked() if path.suffix == ".md"):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for link in (first or second for first, second in LINK.findall(text)):
            if re.match(r"[a-z]+:", link) or link.startswith("{"):
                continue
            place, _, anchor = link.partition("#")
            target = (page.parent / place).resolve() if place else page
            if not target.exists() or (anchor and target.suffix == ".md" and anchor not in headings(target)):
                broken.append(f"{name_of(page)}: {link}")
    assert broken == []


def test_every_page_of_docs_can_be_reached_from_the_readme():
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.is_file() or page.suffix != ".md":
            continue
        seen.add(page)
        for first, second in LINK.findall(page.read_text("utf-8")):
            target = (page.parent / (first or second).partition("#")[0]).resolve()
            waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    lost = [name_of(path) for path in tracked() if path.suffix == ".md" and "docs" in path.parts and path not in seen]
    assert lost == []


def test_the_licence_is_the_one_the_project_names():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for article in range(1, 16):
        assert re.search(rf"^{article}\. [A-Z]", text, re.MULTILINE), article
    assert "Appendix" in text
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_changelog_has_a_heading_for_what_is_not_released():
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_button_and_page_that_the_guides_name_is_called_so():
    """A name in italics in the guides of those who work in the browser is a text of the pages, letter by letter."""
    from tools import catalogues

    shown = {key.text for key in catalogues.used().messages}
    for name in ("secretariat", "rector"):
        guide = re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / "docs" / f"{name}.md").read_text("utf-8"), flags=re.DOTALL)
        named = {" ".join(each.split()) for each in re.findall(r"(?<!\*)\*(?!\*|\s)([^*]+)\*(?!\*)", guide)}
        assert named and named <= shown, (name, sorted(named - shown))
