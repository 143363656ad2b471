"""`konfrans mail`: letters as an operator sees them, and the reports of mail servers."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, NoReturn

import typer

from konfrans.cli.house import prepare

MOST = 200


def _leave(text: str, remedy: str, status: int = 2) -> NoReturn:
    print(f"{text}\n{remedy}", file=sys.stderr)
    raise typer.Exit(status)


def _row(letter: Any) -> dict[str, Any]:
    def moment(at: Any) -> str | None:
        return at.isoformat() if at else None

    return {
        "letter": letter.pk, "state": letter.state, "to": letter.to, "subject": letter.subject, "language": letter.language,
        "manner": letter.manner, "topic": letter.topic, "message_id": letter.message_id, "written_at": moment(letter.written_at),
        "not_before": moment(letter.next_try_at), "handed_at": moment(letter.handed_at), "sent_at": moment(letter.sent_at),
        "tries": letter.tries, "last_error": letter.last_error, "bounce": letter.bounce,
        "gathered_into": letter.gathered_into_id, "closed_at": moment(letter.closed_at),
    }  # fmt: skip


def listed(
    state: Annotated[
        str, typer.Option(help="Only letters that stand so: held, waiting, uncertain …; several with commas between.")
    ] = "",
    topic: Annotated[str, typer.Option(help="Only letters of this topic, such as call:2027.")] = "",
    most: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most, the newest first.")] = MOST,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with everything that is noted.")] = False,
) -> None:
    """Letters, the newest first, and what became of them; without options those that need somebody.

    It prints addresses, but no text of a letter.
    """
    prepare()
    from konfrans.kernel.letters import letter_counts, letters_failed, letters_read

    counts = letter_counts()
    wanted = [each.strip() for each in state.split(",") if each.strip()]
    unknown = [each for each in wanted if each not in counts]
    if unknown:
        _leave(f"--state: “{', '.join(unknown)}” is no state of a letter.", f"Choose from: {', '.join(counts)}.")
    rows = letters_read() if wanted or topic else letters_failed()
    if wanted:
        rows = rows.filter(state__in=wanted)
    if topic:
        rows = rows.filter(topic=topic)
    found = list(rows[:most])
    if as_json:
        print(json.dumps([_row(letter) for letter in found], ensure_ascii=False, indent=1))
        return
    for letter in found:
        print(f"{letter.pk:>7}  {letter.state:<9}  {letter.written_at:%Y-%m-%d %H:%M}  {letter.to}  {letter.subject}")
        said = letter.bounce if letter.state == "bounced" else letter.last_error
        if said:
            print(f"{'':>9}{said}")
    print("; ".join(f"{number} {name}" for name, number in counts.items() if number) or "No letter has been written.")


def bounce() -> None:
    """Take in a delivery report (RFC 3464) from standard input: the letter it is about came back, is late, or arrived.

    The letter is found by its Message-ID in what the report returns; a report about another address than the letter's is not
    believed. Status 0: entered. 1: it is about no letter of this conference. 2: it cannot be read.
    """
    prepare()
    from konfrans.kernel.acts import Actor
    from konfrans.kernel.letters import Unreadable, bounce_take
    from konfrans.kernel.letters.reports import LARGEST, report_read

    try:
        report = report_read(sys.stdin.buffer.read(LARGEST + 1))
    except Unreadable as unreadable:
        _leave(
            f"This cannot be read as a delivery report: {unreadable}.",
            "Pipe one whole mail of the type multipart/report into this command, headers first.",
        )
    taken = bounce_take(actor=Actor.system("operator"), report=report)
    if taken.done == "no_letter":
        _leave("No letter has a Message-ID that this report names.", "It is about a mail of another sender.", 1)
    if taken.done == "other_recipient":
        _leave(
            f"The report names the Message-ID of letter {taken.letter}, but another recipient: nothing was entered.",
            "It is forged, or the letter was forwarded; look at konfrans mail list --json.",
            1,
        )
    if taken.done == "not_left":
        _leave(
            f"Letter {taken.letter} does not stand as sent or in doubt: nothing was entered.",
            "What became of it is known already; see konfrans mail list --json.",
            1,
        )
    print(f"letter {taken.letter}: {taken.done}")
