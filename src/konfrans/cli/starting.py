"""`konfrans charter start`: a small club's charter, written from the answers to a few questions. No Django."""

from __future__ import annotations

import errno
import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.charter.faults import LawError
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import clean, write

if TYPE_CHECKING:
    from konfrans.charter.starters.questions import Question
    from konfrans.charter.words import Language


def start(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; a file that is there is left alone.")
    ],
    answers: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=ANSWER", help="An answer, such as quorum=1/3; then nothing is asked."),
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            metavar="az|en|en,az", help="Language of the charter and of the messages; several: the authentic one first."
        ),
    ] = "en",
) -> None:
    """Write the charter of a small club, in one language or several, from the answers to a few questions; Enter keeps the usual answer.

    With --set, or where there is no terminal, nothing is asked: what is not answered is as usual. Exit status 0: written.
    2: it cannot be, or a file of that name is there. 70: the program itself failed.
    """
    from konfrans.charter.starters import club
    from konfrans.charter.words import speak

    languages = tuple(one.strip() for one in lang.split(","))
    words = speak(languages[0])
    typed = _given(answers or ())
    _free(file)
    if not typed and at_a_terminal():
        typed = _asked(languages)
    text = club(typed, *languages)
    _put(text.encode(), file)
    write("\n".join(_told(text, shlex.quote(str(file)), words)))


start.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _given(answers: Sequence[str]) -> dict[str, str]:
    """What the options answer, by name."""
    found: dict[str, str] = {}
    for one in answers:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise LawError("answer_form", given=one[:80])
        if name.strip() in found:
            raise LawError("answer_twice", given=name.strip()[:40])
        found[name.strip()] = value
    return found


def _asked(languages: Sequence[str]) -> dict[str, str]:
    """Each question, until its answer can be read; an answer is read beside those before it. What was answered is told to whoever leaves."""
    from konfrans.charter.starters.reading import said
    from konfrans.charter.words import speak

    told = said(languages[0])
    asking = _Asking(languages, speak(languages[0]), told)
    write(told["begin"].format(n=asking.number) + "\n")
    try:
        asking.all()
    except (KeyboardInterrupt, typer.Abort):
        if asking.typed:
            given = " ".join(f"--set {shlex.quote(f'{name}={value}')}" for name, value in asking.typed.items())
            write(f"\n{told['so_far']}\n{given}")
        raise typer.Abort from None
    return asking.typed


class _Asking:
    """The questions one after another, and back."""

    def __init__(self, languages: Sequence[str], words: Language, told: Mapping[str, Any]) -> None:
        from konfrans.charter.starters.questions import QUESTIONS, further

        code = languages[0]
        self._code, self._words, self._told = code, words, told
        self.number = len(QUESTIONS)
        self._steps = [
            (str(place), one, name, own)
            for place, one in enumerate(QUESTIONS, 1)
            for name, own in ((one.name, code), *further(one, languages))
        ]
        self.typed: dict[str, str] = {}
        self._answers: dict[str, Any] = {}

    def all(self) -> None:
        at = 0
        while at < len(self._steps):
            if not self._steps[at][1].asked(self._answers) or self._answered(*self._steps[at]):
                at += 1
            elif self.typed:
                last, _value = self.typed.popitem()
                at = next(step for step, (_place, _one, name, _own) in enumerate(self._steps) if name == last)
                del self._answers[last]

    def _answered(self, place: str, question: Question, name: str, own: str) -> bool:
        """Asks until the answer can be read; False where the question before is wanted. What cannot be read is told."""
        from konfrans.charter.starters.questions import read_one
        from konfrans.charter.starters.titles import titled

        told, answers = self._told, self._answers
        called = titled(answers["titles"], answers["noun"], self._code) if "titles" in answers else {}
        asked = told["questions"][question.name].format_map(called)
        if own != self._code:
            asked = told["in_language"].format(question=asked, language=told["languages"][own])
        usual = question.kept(own, answers)
        shown = called.get(usual) or told["choices"].get(usual, usual)
        while True:
            given = _line(told["prompt"].format(place=f"{place}/{self.number}", question=asked, usual=shown)) or usual
            if given.lower() in told["back"]:
                return False
            try:
                answers[name] = read_one(question, given, own, answers)
            except LawError as wrong:
                here = LawError(wrong.code, **{**wrong.facts, "question": place})
                write("\n".join(f"  {line}" for line in self._words.error(here)))
            else:
                self.typed[name] = given
                return True


def _line(asking: str) -> str:
    try:
        return input(clean(asking)).strip()
    except EOFError:
        write("")
        raise typer.Abort from None


def _told(text: str, place: str, words: Language) -> list[str]:
    """What the check says of it, and the next steps."""
    from konfrans.charter.checks import check
    from konfrans.charter.checks.findings import Level
    from konfrans.charter.checks.telling import Telling
    from konfrans.charter.starters.reading import said

    told, report = said(words.code), check(text)
    telling = Telling(words, report.charter)
    accepted = report.number(Level.REMARK, accepted=True)
    lines = [told["clean" if report.clean else "not_clean"].format(file=place, accepted=accepted)]
    lines += [
        f"  {words.article(one.article)} [{one.code}]: {telling.text(one)}" for one in report.findings if one.weighs
    ]
    return lines + [told[step].format(file=place) for step in ("read", "check", "test")]


def _free(file: Path) -> None:
    """Nobody answers questions for a file that cannot be written."""
    if file.exists() or file.is_symlink():
        raise LawError("start_exists", given=str(file)[:200])
    if not file.parent.is_dir():
        raise LawError("start_unwritable", given=str(file)[:200], reason=os.strerror(errno.ENOENT))


def _put(written: bytes, file: Path) -> None:
    """A new file, whole; one that is there is never replaced."""
    made = False
    try:
        with file.open("xb") as new:
            made = True
            new.write(written)
        file.chmod(0o644)
    except FileExistsError:
        raise LawError("start_exists", given=str(file)[:200]) from None
    except (OSError, ValueError) as error:
        if made:
            with suppress(OSError):
                file.unlink()
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise LawError("start_unwritable", given=str(file)[:200], reason=reason) from None
