"""Every page that a role may open, in both languages, opened in a real browser: status, console, axe, language, width.

The suite of every day opens a seeded share and says how large it was; `make soak` opens them all.
"""

from __future__ import annotations

import random

import pytest

from tests.pages import crawl, house
from tests.pages.reading import read

SHARE = 0.1
SEED = 20261125
DOWNLOADS = {
    "decision_evidence",
    "decision_pdf",
    "decision_card",
    "card",
    "charter_toml",
    "news_feed",
    "sitemap",
    "file",
    "mfa_download_recovery_codes",
}


def _visits(site: house.Site, every: dict[str, crawl.Reached]) -> list[tuple[str, str, str]]:
    """(role, name, path): for every role one page of each address it reaches; strangers open every page there is."""
    visits = []
    for role, reached in every.items():
        for name, paths in reached.paths.items():
            pages = [p for p in paths if name not in DOWNLOADS and site.get(p, role).is_page]
            visits += [(role, name, path) for path in (pages if role == "stranger" else pages[:1])]
    return visits


def _walk(site, browser, visits, language: str, *, width: int, scheme: str = "light", looks=()) -> list[str]:
    faults = []
    for role in house.ROLES:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        cookies = [{"name": k, "value": v, "url": site.url} for k, v in site.cookies_of(role).items()]
        if cookies:
            context.add_cookies(cookies)
        for who, name, path in visits:
            if who == role:
                seen = read(context, site.url + path, language=language, axe=True, looks=looks)
                faults += [f"{role} {name} {path} at {width} px: {fault}" for fault in seen.faults]
        context.close()
    return faults


@pytest.mark.parametrize("language", ["az", "en"])
def test_a_seeded_share_of_all_pages_reads_without_fault(site, reached, browser, language, capsys):
    english = _visits(site, reached)
    visits = [(role, name, path.replace("/en/", f"/{language}/", 1)) for role, name, path in english]
    rng = random.Random(f"{SEED}{language}")
    chosen = rng.sample(visits, max(1, round(len(visits) * SHARE)))
    with capsys.disabled():
        print(f"\n  {language}: {len(chosen)} of {len(visits)} visits opened in the browser")
    half = len(chosen) // 2
    faults = _walk(site, browser, chosen[:half], language, width=1280)
    faults += _walk(site, browser, chosen[half:], language, width=360, scheme="dark")
    assert not faults, "\n".join(faults[:40])


@pytest.mark.soak
@pytest.mark.parametrize("language", ["az", "en"])
def test_every_page_reads_without_fault(site, browser, language, capsys):
    """Every role's pages in both widths and both colour schemes: wide and light, narrow and dark."""
    visits = _visits(site, {role: crawl.crawl(site, role, language) for role in house.ROLES})
    faults = _walk(site, browser, visits, language, width=1280, looks=[(1280, "light"), (360, "dark")])
    with capsys.disabled():
        print(f"\n  {language}: {len(visits)} visits, each at 1280 px in light and at 360 px in dark")
    assert len(visits) > 200
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:60])
