"""Delivery reports: what is believed of them, what is entered, and what a hostile one cannot do."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest
import typer

from konfrans.cli import mail as commands
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import Unreadable, bounce_take, letter_write
from konfrans.kernel.letters.reports import LARGEST, report_read
from konfrans.kernel.models import JournalEntry, Letter

TO = "rector@example.org"
POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: office@example.org
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B/mail.example.org"

--B/mail.example.org
Content-Type: text/plain; charset=us-ascii

<{to}>: host mx.example.net said: 550 5.1.1 unknown.

--B/mail.example.org
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 4Q2

{recipients}
--B/mail.example.org
Content-Type: message/rfc822

Message-ID: {identity}
From: office@example.org
To: {to}
Subject: =?utf-8?b?RMmZdsmZdA==?=

text
--B/mail.example.org--
"""


def block(
    action: str = "failed", status: str = "5.1.1", to: str = TO, diagnostic: str = "smtp; 550 5.1.1 unknown"
) -> str:
    return f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n\n"


def report(identity: str, *blocks: str, to: str = TO) -> bytes:
    return POSTFIX.format(identity=identity, to=to, recipients="".join(blocks or (block(),))).encode()


@pytest.fixture
def letter(db) -> Letter:
    at = clock.machine()
    written = letter_write(to="Rector@example.org", subject="Dəvət", text="Mətn", language="az", topic="call:2027")
    Letter.objects.update(state="sent", sent_at=at, handed_at=at)
    written.refresh_from_db()
    return written


def take(raw: bytes) -> str:
    return bounce_take(actor=Actor.system("operator"), report=report_read(raw)).done


def test_a_letter_that_came_back_says_why_and_the_journal_names_no_address(letter):
    assert take(report(letter.message_id)) == "bounced"
    letter.refresh_from_db()
    assert (letter.state, letter.bounce) == ("bounced", "5.1.1 550 5.1.1 unknown")
    entry = json.loads(JournalEntry.objects.latest("number").body)
    assert entry["act"] == "letter_bounce" and entry["facts"] == {"topic": "call:2027", "status": "5.1.1"}
    assert "example.org" not in json.dumps(entry)
    assert take(report(letter.message_id)) == "not_left", "the same report a second time changes nothing"


def test_a_letter_that_is_late_only_has_it_noted(letter):
    assert take(report(letter.message_id, block("delayed", "4.4.1", diagnostic="smtp; timeout"))) == "delayed"
    letter.refresh_from_db()
    assert letter.state == "sent" and letter.last_error == "delayed 4.4.1 timeout"


@pytest.mark.parametrize("action", ["delivered", "relayed"])
def test_a_report_of_arrival_settles_what_was_in_doubt(letter, action):
    Letter.objects.update(state="uncertain", sent_at=None)
    assert take(report(letter.message_id, block(action, "2.0.0", diagnostic="smtp; 250 ok"))) == "arrived"
    letter.refresh_from_db()
    assert letter.state == "sent" and letter.sent_at == letter.handed_at
    assert JournalEntry.objects.latest("number").act == "letter_settle"


def test_a_letter_in_doubt_that_came_back_is_known_to_have_come_back(letter):
    Letter.objects.update(state="uncertain", sent_at=None)
    assert take(report(letter.message_id)) == "bounced"


def test_of_several_recipients_only_the_letter_s_counts(letter):
    others = block(to="a@example.org"), block("delivered", "2.0.0", to="b@example.org", diagnostic="smtp; 250")
    assert take(report(letter.message_id, *others, block("delayed", "4.0.0"))) == "delayed"
    assert take(report(letter.message_id, *others)) == "other_recipient"
    assert take(report(letter.message_id, *others, block())) == "bounced"


def test_a_forged_report_about_another_recipient_is_not_believed(letter):
    assert take(report(letter.message_id, block(to="somebody@example.org"))) == "other_recipient"
    letter.refresh_from_db()
    assert letter.state == "sent" and letter.bounce == "" and not JournalEntry.objects.exists()


def test_the_original_recipient_counts_where_the_mail_went_on(letter):
    forwarded = f"Original-Recipient: rfc822;{TO}\n" + block(to="elsewhere@example.net")
    assert take(report(letter.message_id, forwarded)) == "bounced"


def test_a_report_about_another_identity_finds_no_letter(letter):
    assert take(report("<somebody-else@example.org>")) == "no_letter"


@pytest.mark.parametrize("state", ["waiting", "held"])
def test_a_letter_that_has_not_left_cannot_come_back(letter, state):
    Letter.objects.update(state=state, sent_at=None, handed_at=None)
    assert take(report(letter.message_id)) == "not_left" and Letter.objects.get().state == state


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("Original-Message-ID: {0}", "status"), ("X-Original-Message-ID: {0}", "status"), ("In-Reply-To: {0}", "head"),
        ("References: <x@y> {0}", "head"), ("message-id:\n {0}", "headers"),
    ],
)  # fmt: skip
def test_the_letter_is_found_wherever_the_report_names_its_identity(letter, field, place):
    line = field.format(letter.message_id)
    raw = report("<nothing>").decode().replace("Message-ID: <nothing>\n", "")
    if place == "status":
        raw = raw.replace("Reporting-MTA:", f"{line}\nReporting-MTA:")
    elif place == "head":
        raw = f"{line}\n{raw}"
    else:
        start, end = raw.index("Content-Type: message/rfc822"), raw.index("--B/mail.example.org--")
        raw = f"{raw[:start]}Content-Type: text/rfc822-headers; charset=klingon\n\nFrom: a@b\n{line}\n\n{raw[end:]}"
    assert take(raw.encode()) == "bounced"


def test_a_bare_report_with_windows_line_ends_is_read(letter):
    assert take(report(letter.message_id).replace(b"\n", b"\r\n")) == "bounced"


def test_what_a_server_says_is_cleaned_and_cut(letter):
    said = "smtp; 550 \x1b[31mred\x00 " + "x" * 5000
    raw = report(letter.message_id, block(diagnostic=said)).replace(b"red", b"red\xff\xfe")
    assert take(raw) == "bounced"
    letter.refresh_from_db()
    assert len(letter.bounce) <= 300 and letter.bounce.isprintable() and "\x1b" not in letter.bounce


def nested(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return (f'Content-Type: multipart/report; boundary="r"\n\n--r\n{head}').encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"   \n", b"hello", b"\x00\xff\xfe" * 100, b"Subject: dinner\n\nCome.", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--",
        b"Content-Type: multipart/report\n\nno boundary", b'Content-Type: multipart/report; boundary="x"\n\n--x\nContent-Type: message/delivery-status\n\n--x--',
        nested(50), nested(5000), b"x" * (LARGEST + 1),
        b"Content-Type: multipart/report; boundary*0*=klingon'x'%ZZ\n\n--x\n",
    ],
    ids=[
        "nothing", "white space", "a word", "bytes", "an ordinary mail", "parts of another kind", "no boundary", "nobody named", "nested",
        "nested too deep", "too large", "a strange charset",
    ],
)  # fmt: skip
def test_what_is_no_report_is_said_to_be_none(raw):
    with pytest.raises(Unreadable):
        report_read(raw)


def test_thousands_of_recipients_and_identities_are_read_to_a_limit(letter):
    many = "".join(block(to=f"r{n}@example.org") for n in range(3000))
    raw = report(letter.message_id, many).decode()
    raw = "References: " + " ".join(f"<{n}@x>" for n in range(20_000)) + "\n" + raw
    assert take(raw.encode()) == "other_recipient"


# the command ----------------------------------------------------------------------------------------------------------


def run(command, **options) -> int:
    try:
        command(**options)
    except typer.Exit as left:
        return left.exit_code
    return 0


@pytest.fixture
def standard_input(monkeypatch):
    def give(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))

    return give


def test_the_command_enters_a_report_and_says_what_it_did(letter, standard_input, capsys):
    standard_input(report(letter.message_id))
    assert run(commands.bounce) == 0
    assert capsys.readouterr().out == f"letter {letter.pk}: bounced\n"


@pytest.mark.parametrize(
    ("raw", "status", "words"),
    [
        (report("<x@y>"), 1, "No letter has a Message-ID"), (b"Subject: dinner\n\nCome.", 2, "no delivery report"),
        (b"x" * (LARGEST + 10), 2, "larger than 1 MB"),
    ],
    ids=["no letter", "no report", "too large"],
)  # fmt: skip
def test_the_command_says_why_it_enters_nothing(db, standard_input, capsys, raw, status, words):
    standard_input(raw)
    assert run(commands.bounce) == status
    said = capsys.readouterr().err
    assert words in said and len(said.splitlines()) == 2


def test_the_command_believes_no_forged_report(letter, standard_input, capsys):
    standard_input(report(letter.message_id, block(to="b@example.org")))
    assert run(commands.bounce) == 1 and "another recipient" in capsys.readouterr().err


def test_the_list_shows_first_what_needs_somebody(letter, capsys):
    waiting = letter_write(to="second@example.org", subject="Xatırlatma", text="Mətn", language="az")
    assert run(commands.listed) == 0
    assert "1 waiting; 1 sent" in capsys.readouterr().out
    take(report(letter.message_id))
    run(commands.listed)
    said = capsys.readouterr().out
    assert "bounced" in said and "5.1.1 550" in said and "second@example.org" not in said
    run(commands.listed, state="waiting,held", as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert row["letter"] == waiting.pk and row["message_id"] == waiting.message_id and "text" not in row
    run(commands.listed, topic="call:2027", as_json=True)
    assert [row["bounce"] for row in json.loads(capsys.readouterr().out)] == ["5.1.1 550 5.1.1 unknown"]
    assert run(commands.listed, state="lost") == 2 and "no state of a letter" in capsys.readouterr().err
