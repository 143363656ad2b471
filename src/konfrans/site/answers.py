"""Answers that are given without Django: in both languages, with the remedy, and without a frame that could fail as well."""

from __future__ import annotations

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
        "Göndərilən məlumat çox böyükdür: bir dəfəyə ən çoxu {facts} göndərilə bilər. Geri qayıdın və daha kiçik fayl seçin.",
        "What was sent is too large: at most {facts} can be sent at a time. Go back and choose a smaller file.",
    ),
    503: (
        "Hazırda çox sayda sorğu var. Bir dəqiqədən sonra yenidən cəhd edin.",
        "There are too many requests at this moment. Try again in a minute.",
    ),
}


def page(status: int, facts: str = "") -> bytes:
    """The page of a status in `WORDS`; `facts` is what its sentences name."""
    az, en = (words.format(facts=facts) for words in WORDS[status])
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{status}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>\n'
        f'<body><h1>{status}</h1><p lang="az">{az}</p><p>{en}</p></body></html>\n'
    ).encode()


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


async def refusal(send: Send, unfit: Unfit) -> None:
    """The page for a request that is not handed on."""
    await answer(send, unfit.status, page(unfit.status, unfit.facts), b"text/html")
