"""Delivery reports read (RFC 3464): what a mail server says later about a letter that it took.

A report comes from anybody. It is read as bytes, to a bounded size and depth, and believed only for a Message-ID that nobody can
guess; what it says is cut and cleaned before it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

LARGEST = 1 << 20
"""Bytes of a report that are read: a report returns the letter at most once, and letters are short."""
PARTS = 20
RECIPIENTS = 100
_IDENTITY = re.compile(r"<[!-;=?-~]{3,250}>")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")


class Unreadable(ValueError):
    """It is no delivery report; the text says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says of one recipient: the addresses it names, what was done, the status and the server's words."""

    addresses: tuple[str, ...]
    action: str
    status: str
    words: str

    @property
    def note(self) -> str:
        """Status and words on one line."""
        return f"{self.status} {self.words}".strip()[:300]


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: the Message-IDs that may be the letter's, and what is said of each recipient."""

    identities: tuple[str, ...]
    recipients: tuple[Said, ...]


def report_read(raw: bytes) -> Report:
    """A report as values. `Unreadable` says what is wrong with what is none."""
    if len(raw) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST >> 20} MB")
    if not raw.strip():
        raise Unreadable("it is empty")
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        return _read(message)
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable("its parts lie too deep in each other") from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # The parser of the standard library has no error of its own for what no mail program would write.
        raise Unreadable(f"it is not built like a mail: {_line(error)}") from None


def _read(message: Message) -> Report:
    parts: Any = message.get_payload()
    if message.get_content_type() != "multipart/report" or not isinstance(parts, list):
        raise Unreadable("it is a mail, but no delivery report (multipart/report)")
    statuses = [part for part in parts[:PARTS] if part.get_content_type() == "message/delivery-status"]
    blocks: list[Any] = []
    for part in statuses:
        payload: Any = part.get_payload()
        blocks += payload if isinstance(payload, list) else []
    recipients = tuple(_said(block) for block in blocks[: RECIPIENTS + 1] if _is_recipient(block))
    if not recipients:
        raise Unreadable("it is a report, but says nothing of any recipient (message/delivery-status)")
    returned = [head for part in parts[:PARTS] if (head := _returned(part)) is not None]
    found = [identity for head in returned for identity in _identities(head, "Message-ID")]
    for head in (*blocks, message):
        found += _identities(head, "Original-Message-ID", "X-Original-Message-ID", "In-Reply-To", "References")
    return Report(tuple(dict.fromkeys(found))[:PARTS], recipients)


def _is_recipient(block: Any) -> bool:
    return isinstance(block, Message) and ("Final-Recipient" in block or "Original-Recipient" in block)


def _returned(part: Message) -> Message | None:
    """The head of the mail that a report gives back."""
    if part.get_content_type() not in _RETURNED:
        return None
    payload: Any = part.get_payload()
    if isinstance(payload, list):
        return payload[0] if payload and isinstance(payload[0], Message) else None
    decoded = part.get_payload(decode=True)
    return BytesHeaderParser().parsebytes(decoded) if isinstance(decoded, bytes) else None


def _identities(head: Message, *names: str) -> list[str]:
    values = [str(value) for name in names for value in head.get_all(name, [])[:PARTS]]
    return [identity for value in values for identity in _IDENTITY.findall(value[:5000])[-PARTS:]]


def _said(block: Message) -> Said:
    named = [_address(block.get(name)) for name in ("Original-Recipient", "Final-Recipient")]
    status = _STATUS.search(_line(block.get("Status", "")))
    words = _line(block.get("Diagnostic-Code", ""))
    kind, sign, rest = words.partition(";")
    return Said(
        addresses=tuple(dict.fromkeys(address for address in named if address)),
        action=_line(block.get("Action", "")).split(" ")[0].lower(),
        status=status[0] if status else "",
        words=rest.strip() if sign and " " not in kind else words,
    )


def _address(value: Any) -> str:
    """`rfc822; Rector@Example.org` as it is compared."""
    line = _line(value or "")
    _kind, sign, rest = line.partition(";")
    return (rest if sign else line).strip().strip("<>").lower()


def _line(value: Any) -> str:
    """A field's text on one line: no control characters, no bytes that are no text, not too long."""
    text = str(value)[:5000].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:250]
