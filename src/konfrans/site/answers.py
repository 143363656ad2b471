"""Answers that are given without Django: in both languages, with the remedy, and without a frame that could fail as well."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from konfrans.site.pages import Send, Unfit

WORDS = {
    400: (
        "Sorğu düzgün deyil. Ünvanı yoxlayın.",
        "The request could not be read. Check the address.",
    ),
    408: (
        "Sorğu çox yavaş gəldi. Geri qayıdın və yenidən göndərin.",
        "The request came too slowly. Go back and send it again.",
    ),
    411: (
        "Sorğunun uzunluğu göstərilməyib (Content-Length). Brauzerdə geri qayıdın və formanı yenidən göndərin.",
        "The request does not say its length (Content-Length). Go back in the browser and send the form again.",
    ),
    413: (
        "Göndərilən məlumat çox böyükdür: bir fayl ən çoxu {file}, hamısı birlikdə ən çoxu {whole} ola bilər. Daha kiçik fayl seçin.",
        "What was sent is too large: one file may have at most {file}, everything together at most {whole}. Choose a smaller file.",
    ),
    503: (
        "Hazırda çox sayda sorğu var. Bir dəqiqədən sonra yenidən cəhd edin.",
        "There are too many requests at this moment. Try again in a minute.",
    ),
}


TEXT_TOO_LONG = (
    "Formadakı mətn çox uzundur: bir dəfəyə ən çoxu {most} göndərilə bilər. Geri qayıdın və mətni qısaldın.",
    "The form has too much text: at most {most} can be sent at a time. Go back and shorten it.",
)
BACK, HOME = ("Formaya qayıdın", "Back to the form"), ("Ana səhifə", "Home page")


def page(status: int, said: tuple[str, str], *, back: str = "", **facts: str) -> bytes:
    """The page of a status that says a sentence in both languages; `facts` is what it names, `back` the path of the form that was sent."""
    az, en = (words.format(**facts) for words in said)
    ways = [(back, BACK)] if back else []
    links = "".join(
        f'<li><a href="{escape(path)}"><span lang="az">{own}</span> · {other}</a></li>'
        for path, (own, other) in [*ways, ("/", HOME)]
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{status}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>\n'
        f'<body><h1>{status}</h1><p lang="az">{az}</p><p>{en}</p><ul>{links}</ul></body></html>\n'
    ).encode()


def came_from(headers: Mapping[bytes, bytes]) -> str:
    """The path of the page that a request came from; empty where the browser does not say, or where it is another site's."""
    told = headers.get(b"referer", b"").decode("latin-1")
    try:
        page_of = urlsplit(told)
    except ValueError:
        return ""
    own = page_of.netloc.encode("latin-1") == headers.get(b"host", b"")
    path = "/" + page_of.path.lstrip("/") + (f"?{page_of.query}" if page_of.query else "")
    return path if own and page_of.path else ""


async def answer(send: Send, status: int, body: bytes, kind: bytes = b"text/plain") -> None:
    """A short answer; the connection ends with it."""
    headers = [
        (b"content-type", kind + b"; charset=utf-8"), (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store"), (b"connection", b"close"),
    ]  # fmt: skip
    if kind == b"text/html":
        headers.append((b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refusal(send: Send, unfit: Unfit, back: str = "") -> None:
    """The page for a request that is not handed on; `back` is where it came from."""
    await answer(send, unfit.status, page(unfit.status, WORDS[unfit.status], back=back, **unfit.facts), b"text/html")
