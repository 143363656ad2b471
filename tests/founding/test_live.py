"""From an empty home to a first verdict, over HTTP as a browser without JavaScript sends it, against a running `konfrans serve`."""

from __future__ import annotations

import base64
import hmac
import html
import re
import struct
import time
from email import message_from_bytes, policy
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from tests.keeping.places import Places, Serving, free_port, until

START = Path("tests/statutes/start")


class Office:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(f"To: {message['To']}\n{message.get_content()}")
        return "250 taken"


class Browser:
    """Pages, forms with their hidden fields, cookies; redirects are followed."""

    def __init__(self, root: str) -> None:
        self.root, self.path, self.page, self.status = root, "", "", 0
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, body: bytes | None = None, kind: str = "") -> str:
        address = path if path.startswith("http") else f"{self.root}{path}"
        headers = {
            "Accept-Language": "en",
            "Referer": f"{self.root}{self.path}",
            **({"Content-Type": kind} if kind else {}),
        }
        try:
            answer = self.opener.open(Request(address, body, headers), timeout=60)
        except HTTPError as error:
            answer = error
        self.status, self.page = answer.status, html.unescape(answer.read().decode()).replace("\u00a0", " ")
        self.path = answer.url.removeprefix(self.root)
        return self.page

    def send(self, path: str = "", **fields: str | bytes) -> str:
        """The form of the page, or one that is sent elsewhere."""
        secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        assert secret, (self.path, self.page)
        mark, parts = uuid4().hex, []
        hidden = dict(re.findall(r'<input type="hidden" name="(seal)" value="([^"]+)"', self.page))
        for name, value in {"csrfmiddlewaretoken": secret[1], **hidden, **fields}.items():
            file = f'; filename="{name}.csv"' if isinstance(value, bytes) else ""
            data = value if isinstance(value, bytes) else value.encode()
            parts.append(
                f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
            )
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        return self.open(path or self.path, body, f"multipart/form-data; boundary={mark}")

    def wrong(self) -> list[str]:
        return re.findall(r'class="errors".*?</div>', self.page, re.DOTALL)


def one_time_code(secret: str) -> str:
    """RFC 6238, as an app on a phone counts it."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def places(tmp_path_factory: pytest.TempPathFactory):
    made = Places(tmp_path_factory.mktemp("places"))
    yield made
    made.close()


def answer_everything(browser: Browser) -> None:
    """The four pages, in English, of a conference that speaks Lithuanian first."""
    browser.send(language_1="lt", language_2="en", country="LT")
    assert browser.path.endswith("/conference/"), browser.wrong()
    assert 'value="Europe/Vilnius"' in browser.page
    browser.send(
        names_lt="Pavyzdinė universitetų rektorių konferencija", names_en="Sample Conference of University Rectors", short_name="PURK",
        seats_lt="Vilnius", seats_en="Vilnius", time_zone="Europe/Vilnius", mail="sekretoriatas@example.org", key="",
    )  # fmt: skip
    assert browser.path.endswith("/charter/"), browser.wrong()
    since = re.search(r'name="since" value="([-0-9]+)"', browser.page)
    assert since
    browser.send(begins="", since=since[1], file=(START / "istatai.toml").read_bytes())
    assert browser.path.endswith("/members/"), browser.wrong()
    browser.send(
        secretary="sekretore@example.org", secretary_name="Vardenė Pavardenė", sample="on", file=(START / "nariai.csv").read_bytes(),
    )  # fmt: skip
    assert browser.path.endswith("/look/"), browser.wrong()
    assert "Universitetas 12 (pavyzdys)" in browser.page and "tikrasis narys" not in browser.wrong()


def sign_in(browser: Browser, office: Office) -> None:
    """The letter, the code, the second factor: all that the pages of a new secretary ask."""
    letter = until(lambda: next((one for one in office.letters if "/lt/invitations/" in one), None), "the letter came")
    assert letter.startswith("To: sekretore@example.org")
    found = re.search(r"https?://\S+/lt/invitations/\S+", letter)
    assert found
    browser.open(found[0])
    browser.send()
    code = re.search(r"\b(\d{3} \d{3})\b", office.letters[-1])
    assert code, office.letters[-1]
    browser.send(code=code[1])
    browser.open("/lt/desk/")
    assert browser.path.startswith("/lt/accounts/2fa/"), browser.path
    browser.open("/lt/accounts/2fa/totp/activate/")
    secret = re.search(r'<p class="hash">(\w+)</p>', browser.page)
    assert secret
    browser.send(code=one_time_code(secret[1]))
    browser.open("/lt/desk/start/")
    assert browser.status == 200 and '<html lang="lt">' in browser.page


def decide(browser: Browser, day: str) -> None:
    """The first session and its decision."""
    browser.open("/lt/desk/meetings/create/")
    browser.send(body="assembly", kind="ordinary", call="1", date=day, place_lt="Vilnius", place_en="Vilnius")
    assert browser.status == 200 and not browser.wrong(), browser.wrong()
    browser.send(**{f"how_u{n}": "present" if n <= 9 else "absent" for n in range(1, 13)})
    assert not browser.wrong(), browser.wrong()
    browser.open(f"{browser.path}decide/")
    browser.send(
        kind="ordinary", title_lt="Dėl veiklos plano", title_en="On the plan", text_lt="Pritarti.", text_en="To approve.", yes="6",
        no="2", abstain="1", blank="0", invalid="0", do="save",
    )  # fmt: skip
    assert not browser.wrong(), browser.wrong()
    browser.send(f"{browser.path}publish/")


def test_from_an_empty_home_to_a_first_verdict(places: Places) -> None:
    place, office = places.empty(), Office()
    place.more["KONFRANS_NO_PAGE_CACHE"] = ""
    post = Controller(office, hostname="127.0.0.1", port=free_port())
    post.start()
    place.more["KONFRANS_MAIL"] = f"smtp://127.0.0.1:{post.port}"
    try:
        with place.serve() as serving:
            found_and_decide(serving, office, place)
            assert serving.stop() == 0
    finally:
        post.stop()


def found_and_decide(serving: Serving, office: Office, place: Any) -> None:
    root = f"http://localhost:{serving.port}"
    told = re.search(rf"{root}(/start/[\w-]+/)\s", serving.lines())
    assert told, serving.lines()
    assert f"{root}{told[1]}" in place.run("doctor").stdout
    before = serving.children("konfrans.site.server"), serving.children("konfrans.site.worker")
    browser = Browser(root)
    assert "No conference is founded here yet" in browser.open("/lt/members/") and browser.path == "/en/start/"
    browser.open(told[1])
    answer_everything(browser)
    page = browser.send()
    assert browser.status == 200 and "The Conference is founded" in page, page
    again = browser.path
    link = re.search(r'href="(https?://[^"]+/lt/invitations/[^"]+)"', page)
    assert link and browser.open(link[1]) and browser.status == 200, "at once, while the processes are started anew"
    until(
        lambda: not {*serving.children("konfrans.site.server"), *serving.children("konfrans.site.worker")} & {*before[0], *before[1]},
        "both were started anew",
    )  # fmt: skip
    sign_in(browser, office)
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 3 * 3600))
    decide(browser, day)
    page = browser.open(f"/lt/decisions/{day[:4]}/1/")
    assert "Priimta" in page and "reikėjo 5 balsų" in page, page
    stranger = Browser(root)
    assert '<html lang="lt">' in stranger.open("/") and "Pavyzdinė universitetų rektorių konferencija" in stranger.page
    for path in ("/start/", told[1], again, again.replace("/en/", "/lt/"), "/lt/start/"):
        stranger.open(path)
        assert stranger.status == 404, path
        browser.open(path)
        assert browser.status == 404, path
    assert not (place.home / "start").exists()
    assert place.run("doctor").stdout.count("/start/") == 0
    assert "holds" in place.run("journal", "verify").stdout
