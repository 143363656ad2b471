"""Following links: everything a role can reach from the start, the desk and the demonstration's page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.pages.house import Site, name_of

START = ("", "desk/", "demo/", "desk/account/")
MOST = 6000
LOGGED_OUT = ("/accounts/logout/",)


@dataclass
class Reached:
    """What one role reached in one language: address name to paths, and what was answered wrongly on the way."""

    paths: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    number: int = 0
    left: int = 0
    """Links that were not followed, because as many of their address were already."""

    def every(self) -> list[tuple[str, str]]:
        """Pairs of name and path."""
        return [(name, path) for name, paths in self.paths.items() for path in paths]


def crawl(site: Site, role: str, language: str, *, each: int = MOST) -> Reached:
    """Follow every link below this language, of each address the first `each` paths. A link that answers neither 200 nor a redirect inside is a fault of the page
    that carries it: no page may show a link that its reader cannot open."""
    home = str(site.home)
    reached, queue, seen = Reached(), [], set()
    followed: dict[str, int] = {}
    for start in START:
        path = f"/{language}/{start}"
        if role != "stranger" or not start.startswith("desk"):
            queue.append((path, "start"))
            seen.add(path)
    while queue and reached.number < MOST:
        path, parent = queue.pop(0)
        reached.number += 1
        answer = site.get(path, role)
        name = name_of(home, path)
        if answer.status not in (200, 302, 301):
            reached.faults.append(f"{role}: {path} answers {answer.status}, linked from {parent}")
        if not name:
            reached.faults.append(f"{role}: {path} has no address name, linked from {parent}")
        reached.paths.setdefault(name, []).append(path)
        for link in answer.links():
            parts = urlsplit(link)
            inside = parts.path.startswith((f"/{language}/", "/files/"))
            if not inside or link in seen or link.endswith(LOGGED_OUT) or _endless(link, reached.paths):
                continue
            target = name_of(home, link)
            followed[target] = followed.get(target, 0) + 1
            if followed[target] > each:
                reached.left += 1
                continue
            seen.add(link)
            queue.append((link, path))
    return reached


def _endless(link: str, paths: dict[str, list[str]]) -> bool:
    """Filters and searches by query multiply without end: a path is followed with at most a dozen queries."""
    parts = urlsplit(link)
    if not parts.query:
        return False
    return sum(known.startswith(parts.path + "?") for known_paths in paths.values() for known in known_paths) >= 12
