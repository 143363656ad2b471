"""A charter in other forms: JSON, TOML laid out anew, Akoma Ntoso; and a charter document from any of them.

In every form each rule stays beside its article: in TOML below its paragraph, in JSON as in the document, in Akoma Ntoso
with the eId of the paragraph (`konfrans.charter.akoma`). Comments of a document are lost.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from konfrans.charter.akoma import from_akoma, to_akoma
from konfrans.charter.faults import EvidenceError, ExchangeError, repeated
from konfrans.charter.law import Charter
from konfrans.charter.layout import checked
from konfrans.charter.records import sha256
from konfrans.charter.toml_text import charter_toml

__all__ = ["FORMS", "from_akoma", "from_json", "json_text", "read_any", "to_akoma", "to_json", "to_toml"]

FORMS = ("akoma", "json", "toml")

LARGEST_JSON = 2_097_152
"""Bytes: twice a charter document, for its quotes and spaces."""


def to_toml(charter: Charter) -> str:
    """The charter's document laid out anew, each rule below the paragraph that it cites. It parses to an equal document."""
    return charter_toml(tomllib.loads(charter.document))


def to_json(charter: Charter) -> dict[str, Any]:
    """The charter as one JSON object.

    `charter` is the document as it parses; `sha256` that of the TOML document, which is the charter's identity; `digest`
    the SHA-256 of `charter` in canonical form (RFC 8785), by which a reader can tell that nothing was altered.
    """
    document = checked(tomllib.loads(charter.document))
    return {"charter": document, "sha256": charter.sha256, "digest": sha256(document)}


def json_text(charter: Charter) -> str:
    """`to_json` as text that is easy to read; controls are escaped."""
    text = json.dumps(to_json(charter), ensure_ascii=False, indent=2)
    if len(text.encode()) > LARGEST_JSON:
        raise ExchangeError("exchange_large", most=LARGEST_JSON)
    return "".join(sign if sign.isprintable() or sign in "\n\u00a0" else _escaped(sign) for sign in text) + "\n"


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]


def from_json(found: Mapping[str, Any] | str | bytes) -> str:
    """The TOML document of a charter from its JSON, as text or already parsed.

    `digest` is checked where it is given; `sha256` is that of another document, and is not. `ExchangeError` for what is no
    JSON, and for values that no charter has; the text is yet to be loaded, which finds every other fault.
    """
    whole = _parsed(found) if isinstance(found, str | bytes) else found
    document = whole.get("charter") if isinstance(whole, Mapping) else None
    if not isinstance(document, dict) or not document:
        raise ExchangeError("json_without_charter")
    digest = whole.get("digest")
    try:
        if digest is not None and digest != sha256(checked(document)):
            raise ExchangeError("json_digest")
    except EvidenceError:
        raise ExchangeError("json_digest") from None
    return charter_toml(document)


def read_any(*files: bytes) -> str:
    """The TOML document of a charter from one file in any form, or from several Akoma Ntoso documents.

    The form is told from the content: Akoma Ntoso begins with `<`, JSON with `{`, all else is TOML.
    """
    forms = {_form(content) for content in files}
    if forms == {"akoma"}:
        return from_akoma(*files)
    if len(files) != 1:
        raise ExchangeError("exchange_several")
    if forms == {"json"}:
        return from_json(files[0])
    from konfrans.charter.loading import load_charter

    return to_toml(load_charter(files[0]))


def _form(content: bytes) -> str:
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "akoma" if start.startswith(b"<") else "json" if start.startswith(b"{") else "toml"


def _parsed(text: str | bytes) -> Any:
    if len(text) > LARGEST_JSON:
        raise ExchangeError("exchange_large", most=LARGEST_JSON)
    try:
        read = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(read, object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise ExchangeError("exchange_not_utf8") from None
    except json.JSONDecodeError as error:
        raise ExchangeError("json_syntax", line=error.lineno) from None
    except (ValueError, RecursionError):
        raise ExchangeError("json_value") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each: of two values the second would win in silence."""
    if (name := repeated(name for name, _value in pairs)) is not None:
        raise ExchangeError("exchange_twice", key=name[:60])
    return dict(pairs)


def _no_number(_name: str) -> NoReturn:
    raise ExchangeError("json_value")
