"""The demonstration as a real server, and a reader who signs in with one button: what the tests of pages stand on."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

ROLES = ("stranger", "member", "secretary", "chair", "coordinator")
"""The roles of the table; each is a button of the demonstration's page, the stranger none."""

BUTTON = {"member": "rector", "secretary": "secretary", "chair": "chair", "coordinator": "coordinator"}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def demo_environment(home: Path, port: int) -> dict[str, str]:
    """What `konfrans demo` sets, for a process beside it."""
    return os.environ | {
        "KONFRANS_DEMO": "1", "KONFRANS_HOME": str(home), "KONFRANS_URL": f"http://localhost:{port}",
        "KONFRANS_DATABASE": f"sqlite:///{home / 'konfrans.sqlite3'}", "DJANGO_SETTINGS_MODULE": "konfrans.site.settings",
        "KONFRANS_NO_PAGE_CACHE": "",
    }  # fmt: skip


@dataclass
class Site:
    """A running demonstration."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def stop(self) -> int:
        """End it by one signal; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def get(self, path: str, role: str = "stranger") -> Answer:
        """One request by a role, redirects not followed."""
        return self._request("GET", path, self.cookies_of(role))

    def post(self, path: str, form: dict[str, str], cookies: dict[str, str]) -> Answer:
        """A form, with its token taken from the cookies."""
        from urllib.parse import urlencode

        token = cookies.get("csrftoken", "")
        body = urlencode(form | {"csrfmiddlewaretoken": token})
        return self._request("POST", path, cookies, body)

    def cookies_of(self, role: str) -> dict[str, str]:
        """The cookies of a signed-in role; signed in the first time it is asked."""
        if role == "stranger":
            return {}
        if role not in self.cookies:
            jar: dict[str, str] = {}
            jar |= self._request("GET", "/en/demo/", {}).cookies
            answer = self.post(f"/en/demo/sign-in/{BUTTON.get(role, role)}/", {}, jar)
            assert answer.status == 302, (role, answer.status, answer.text[:500])
            jar |= answer.cookies
            self.cookies[role] = jar
        return self.cookies[role]

    def _request(self, method: str, path: str, cookies: dict[str, str], body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "Host": f"localhost:{self.port}"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.url + "/en/demo/"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        new = dict(c.split(";")[0].split("=", 1) for c in response.headers.get_all("Set-Cookie") or [])
        connection.close()
        return Answer(
            response.status, {k.lower(): v for k, v in response.headers.items()}, content, new, urljoin(self.url, path)
        )


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes
    cookies: dict[str, str]
    url: str

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", errors="replace")

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")

    def links(self) -> list[str]:
        """Addresses of this site that the page links to, without fragments."""
        if not self.is_page:
            return []
        finder = _Links()
        finder.feed(self.text)
        here = urlsplit(self.url).netloc
        out = []
        for href in finder.found:
            whole = urldefrag(urljoin(self.url, href)).url
            parts = urlsplit(whole)
            if parts.scheme == "http" and parts.netloc == here:
                out.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return out


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [v for k, v in attrs if k == "href" and v]


def play(home: Path) -> None:
    """Play the demonstration into `home`."""
    subprocess.run(
        [sys.executable, "-m", "konfrans", "demo", "--home", str(home), "--only-play"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def serve(home: Path, port: int | None = None) -> Site:
    """Serve a played demonstration; waits until it answers."""
    port = port or free_port()
    log = (home / "serve.log").open("ab")  # the child keeps it
    process = subprocess.Popen(
        [sys.executable, "-m", "konfrans", "serve", "--port", str(port)],
        env=demo_environment(home, port), stdout=subprocess.DEVNULL, stderr=log,
    )  # fmt: skip
    site = Site(home, port, process)
    for _ in range(150):
        try:
            if site.get("/health/").status == 200:
                return site
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            break
    raise RuntimeError(f"the server did not answer: {(home / 'serve.log').read_text()[-2000:]}")


@dataclass(frozen=True)
class Address:
    """One pattern of the site's addresses: its name, and a regular expression for the path below the language."""

    name: str
    pattern: str


_DUMP = """
import django, json, re
django.setup()
from django.urls import get_resolver
def walk(resolver, prefix=""):
    for p in resolver.url_patterns:
        raw = p.pattern.regex.pattern if not hasattr(p.pattern, "prefix") and not hasattr(p.pattern, "language_prefix") else ""
        raw = re.sub(r"^\\^", "", raw)
        if hasattr(p, "url_patterns"):
            yield from walk(p, prefix + raw)
        else:
            yield {"name": p.name or "", "pattern": prefix + raw}
print(json.dumps(list(walk(get_resolver()))))
"""


@cache
def addresses(home: str) -> tuple[Address, ...]:
    """Every address of the site with the demonstration installed, from the resolver itself."""
    ran = subprocess.run(
        [sys.executable, "-c", _DUMP],
        env=demo_environment(Path(home), 8000),
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(Address(**row) for row in json.loads(ran.stdout))


def name_of(home: str, path: str) -> str:
    """The name of the address that answers a path; empty where none does."""
    whole = urlsplit(path).path
    inside = re.match(r"^/(az|en)/", whole)
    below = whole[inside.end() :] if inside else whole.lstrip("/")
    for address in addresses(home):
        if (address.name in OUTSIDE) != bool(inside) and re.match("^" + address.pattern.replace(r"\Z", "$"), below):
            return address.name
    return ""


OUTSIDE = ("root", "health", "robots", "favicon", "calendar_feed")
"""Addresses without a language."""
