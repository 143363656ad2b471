"""Verdicts in the terminal: as words with panes, as one JSON object; and what cannot be judged, in the same two forms."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from konfrans.charter.faults import DocumentError, ExchangeError, FactsError, LawError
from konfrans.cli import streams

if TYPE_CHECKING:
    from konfrans.charter.evidence import Evidence
    from konfrans.charter.law import Charter, Organ
    from konfrans.charter.verdicts import Reason, Verdict
    from konfrans.charter.words import Language

CANNOT_BE_JUDGED = 2
PROGRAM_FAILED = 70


def refuse(
    error: LawError, *, lang: str, as_json: bool, file: Path | str | None = None, status: int = CANNOT_BE_JUDGED
) -> NoReturn:
    from konfrans.charter.words import languages, speak

    words = speak(lang if lang in languages() else "en")
    text, remedy = words.error(error)
    own = error.file if isinstance(error, DocumentError | ExchangeError) else ""
    place = own or (file if isinstance(error, DocumentError) else "")
    named = f"{place}: " if place else ""
    if as_json:
        write_json(
            json.dumps({"error": {"code": error.code, "text": named + text, "remedy": remedy}}, ensure_ascii=False)
        )
        raise SystemExit(status)
    faults = error.faults if isinstance(error, DocumentError) else ()
    said = [f"{named}{text}\n{remedy}"]
    if len(faults) > 1:
        said = [f"{named}{one}\n{two}" for one, two in (words.fault(fault) for fault in faults[:20])]
        said += [words.more(len(faults) - 20)] if len(faults) > 20 else []
    streams.say(clean("\n".join(said)))
    raise SystemExit(status)


def refuse_failure(failure: Exception, typed: Mapping[str, Any]) -> NoReturn:
    """What a command of the engine says of an exception, in the language and the form that were `typed`: of one that is no `LawError`, that
    the program itself failed."""
    lang, as_json = typed.get("lang") or "en", bool(typed.get("as_json"))
    if isinstance(failure, LawError):
        named = "facts" if isinstance(failure, FactsError) else "charter"
        refuse(failure, lang=lang, as_json=as_json, file=typed.get(named))
    if streams.unwritten(failure):
        raise failure  # nothing more can be said there
    ours = LawError("program_failed", given=f"{type(failure).__name__}: {failure}"[:300])
    refuse(ours, lang=lang, as_json=as_json, status=PROGRAM_FAILED)


def print_json(verdict: Verdict, law: Charter, words: Language) -> None:
    from konfrans.charter.records import verdict_to_json

    shown = verdict_to_json(verdict)
    for stored, reason in zip(shown["reasons"], verdict.reasons, strict=True):
        stored["text"] = words.text(reason, law).replace("\u00a0", " ")
        if reckoned := words.reckoned(reason):
            stored["reckoned"] = reckoned.replace("\u00a0", " ")
    write_json(json.dumps(shown, ensure_ascii=False, indent=2))


def write(text: str) -> None:
    sys.stdout.write(clean(text) + "\n")
    sys.stdout.flush()  # a full device is told here, not after the status is given


def write_json(text: str) -> None:
    """JSON on standard output: what a terminal obeys, and what its encoding lacks, is escaped, so that the text stays what it was."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else _escaped(sign) for sign in text)
    try:
        shown.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        shown = "".join(sign if sign.isascii() else _escaped(sign) for sign in shown)
    sys.stdout.write(shown + "\n")
    sys.stdout.flush()  # a full device is told here, not after the status is given


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]


def clean(text: str) -> str:
    """Without control characters: a charter may be anybody's, and a terminal obeys them."""
    return "".join(sign if sign.isprintable() or sign in "\n\u00a0" else "\ufffd" for sign in text)


# what a person reads ------------------------------------------------------------------------------------------------

Line = tuple[str, str]
"""A style (empty, head, good, bad, wait, dim) and the line; a figure's spaces never break."""

_MARKS = {"good": "✓", "bad": "✕", "wait": "…"}
_PANES = {"yes": "■", "present": "■", "represented": "■", "participants": "■", "asking": "■", "filled": "■", "not_asking": "·", "not_filled": "·", "no": "×", "abstain": "–", "blank": "○",
          "invalid": "!", "not_voting": "·", "absent": "·", "not_entitled": "·", "vacant": "·", "barred": "·"}  # fmt: skip
_WIDEST = 60


def _mood(met: bool | None) -> str:
    return "good" if met else "wait" if met is None else "bad"


def page(
    verdict: Verdict, law: Charter, words: Language, evidence: Evidence | None = None, *, options: bool = False
) -> list[Line]:
    """A verdict as lines: its word, why, each reason, what follows, and on a vote who decided and what was left out.

    `options` says that the facts were typed as options: one that may be missing is named.
    """
    from konfrans.charter.words.facts import rows_words
    from konfrans.charter.words.language import in_order

    mood = {0: "good", 1: "bad"}.get(verdict.status, "wait")
    kind = f": {words.kind(verdict.kind, law)}" if verdict.kind else ""
    lines: list[Line] = [(f"{mood} head", f"{_MARKS[mood]} {words.outcome(verdict)}{kind}")]
    lines += [("", line) for line in words.why(verdict, law).split("\n") if line]
    lines += [("", f"  {line}") for line in rows_words(words, verdict, law)]
    if evidence:
        lines += _decided_by(verdict, law, words, evidence)
    for reason in in_order(verdict.reasons):
        supposed = reason.code == "ballot" and evidence is not None and evidence.secret is None
        lines += [("", ""), *_reason(reason, law, words, supposed=supposed)]
    if verdict.next:
        lines += [("", ""), ("head", words.furniture["pending" if verdict.status else "next"])]
        lines += [("", f"  {words.next(step, law)}") for step in verdict.next]
    notes = _notes(verdict, law, words, evidence, options=options) if evidence else []
    lines += [("", "")] + [("", note) for note in notes if note]
    charter, version = words.furniture["charter"], words.furniture["version"]
    title = words.choose(law.title, law)
    lines.append(("dim", f"{charter}: {title} ({law.key}, {version} {law.version}, SHA-256 {law.sha256[:16]}…)"))
    return lines


def _notes(verdict: Verdict, law: Charter, words: Language, evidence: Evidence, *, options: bool) -> list[str]:
    rule = law.motion_rule(verdict.kind or "ordinary")
    notes = [words.not_judged(rule.not_judged) if rule else "", words.assumed(evidence.count)]
    if _lower_for_what_was_put_off(verdict, law, evidence):
        notes.append(words.furniture["put_off"])
    if evidence.casting and not _casting_counted(verdict):
        notes.append(words.casting_unused(verdict))
    if options and rule is not None and rule.ways.touching and not evidence.way.touches:
        from konfrans.charter.words.touching import touching_words

        notes += [touching_words(words, one, law) for one in rule.ways.touching]
    return notes


def _decided_by(verdict: Verdict, law: Charter, words: Language, evidence: Evidence) -> list[Line]:
    """Which organ decides, and whether more were said to be entitled than it has."""
    from konfrans.charter.law.organs import seats_of
    from konfrans.charter.words.parts import fill

    rule = law.motion_rule(verdict.kind or "ordinary")
    if rule is None:
        return []
    organ = law.organs[evidence.way.route or rule.organ.key]
    seats, entitled = seats_of(organ), evidence.count.entitled
    size = organ.size or seats or entitled
    facts = {
        "organ": (words.actor(organ.key, law), None),
        "n": (words.number(seats or size), seats or size),
        "entitled": (words.number(entitled), entitled),
    }
    lines: list[Line] = [("", fill(words.furniture["organ_of_seats" if seats else "organ"], facts))]
    if entitled > max(size, seats or 0):
        lines.append(("wait", fill(words.furniture["beyond_seats" if seats else "beyond_size"], facts)))
    if evidence.count.barred and organ.recusal is not None:
        n = evidence.count.barred
        facts |= {"barred": (words.number(n), n), "article": (words.article(organ.recusal.article), None)}
        lines.append(("", fill(words.furniture[f"barred_{organ.recusal.leaves}"], facts)))
    if evidence.count.represented and (doubt := _doubtful_proxies(law, organ, rule.kind)):
        code, article = doubt
        facts["article"] = (words.article(article), None)
        lines.append(("wait", fill(words.furniture[code], facts)))
    return lines


def _doubtful_proxies(law: Charter, organ: Organ, kind: str) -> tuple[str, str] | None:
    """What speaks against votes by proxy that were counted as given, and the paragraph; None where nothing does, or the charter does not
    say who may act for a member.
    """
    from konfrans.charter.entitlement import listed
    from konfrans.charter.law.organs import seats_of

    if law.representation is None:
        return None
    proxies = tuple(law.representation.proxies.values())
    if not proxies:
        return "proxies_none", next(iter(law.representation.titles.values())).article
    closed = [one.closed.article for one in proxies if one.closed is not None and listed(one.closed, kind, law)]
    if len(closed) == len(proxies):
        return "proxies_closed", closed[0]
    return ("proxies_of_members", proxies[0].article) if seats_of(organ) is not None else None


def _lower_for_what_was_put_off(verdict: Verdict, law: Charter, evidence: Evidence) -> bool:
    """Whether the quorum that was not met would be lower for an item that the first session put off."""
    rule = law.motion_rule(verdict.kind or "ordinary")
    unmet = any(reason.code == "quorum" and not reason.met for reason in verdict.reasons)
    lower = any(one.items == "put_off" and evidence.call >= one.call for one in (rule.calls if rule else ()))
    return unmet and lower and not evidence.way.put_off


def _casting_counted(verdict: Verdict) -> bool:
    return any(reason.code == "tie" and reason.got is not None for reason in verdict.reasons)


def _reason(reason: Reason, law: Charter, words: Language, *, supposed: bool) -> list[Line]:
    """One reason; `supposed` of a ballot that nobody described."""
    from konfrans.charter.words import plain
    from konfrans.charter.words.facts import shown_parts

    mood = _mood(reason.met)
    needed, got = words.labels(reason)
    head = f"{words.heading(reason, law)}, {words.article(reason.article)}: {_MARKS[mood]}\u00a0{words.status(reason)}"
    asked, found = words.numbers(reason, law)
    numbers = f"{needed}:\u00a0{asked}, {got}:\u00a0{found}"
    if supposed:
        numbers = words.furniture["as_prescribed"].format(needed=f"{needed}:\u00a0{asked}", value=found)
    lines: list[Line] = [(mood, head)]
    if reason.needed not in ("fails", None):
        lines.append(("head", f"  {numbers}"))
    said = words.rule(reason, law) if reason.code in words.of_votes else words.text(reason, law)
    lines.append(("", f"  {said}"))
    if reckoned := words.reckoned(reason):
        lines.append(("dim", f"  {reckoned}"))
    if arithmetic := plain(words.arithmetic(reason)):
        lines.append(("", f"  {arithmetic}"))
    if parts := shown_parts(reason):
        panes = _panes(reason, parts)
        captions = ", ".join(words.caption(part, n).replace(" ", "\u00a0") for part, n in parts)
        lines += ([("panes", f"  {panes}")] if panes else []) + [("dim", f"  {captions}")]
    return lines


def _panes(reason: Reason, parts: tuple[tuple[str, int], ...]) -> str:
    """One sign for each: ■■■■■■■|×××–, the bar where the amount needed is reached."""
    signs = "".join(_PANES[part] * n for part, n in parts if n <= _WIDEST)
    if not isinstance(reason.needed, int) or sum(n for _, n in parts) > _WIDEST:
        return ""
    if reason.needed > len(signs):
        return f"{signs}{' ' * min(reason.needed - len(signs), _WIDEST)}|"
    return f"{signs[: reason.needed]}|{signs[reason.needed :]}"


def draw(lines: Sequence[Line]) -> None:
    """Lines as a person reads them: a break within one, as in a name that somebody made up, begins no line of its own."""
    lines = [(style, " ".join(line.split("\n"))) for style, line in lines]
    if not sys.stdout.isatty():
        write("\n".join(line.replace("\u00a0", " ") for _, line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    styles = {"good": "green", "bad": "red", "wait": "yellow", "head": "bold", "dim": "dim", "panes": ""}
    width = min(console.width, 100)
    for style, drawn in lines:
        line = clean(drawn)
        shown = " ".join(styles[one] for one in style.split() if styles[one])
        indent = line[: len(line) - len(line.lstrip(" "))]
        wrapped = [line] if style == "panes" else textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]  # fmt: skip
        for one in wrapped:
            console.print(Text(one.replace("\u00a0", " "), style=shown), no_wrap=True, overflow="ignore", crop=False)
