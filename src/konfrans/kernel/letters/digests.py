"""Collective letters: what may wait for others goes to one address in one mail a day."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext, override

from konfrans.kernel import clock
from konfrans.kernel.models import Letter

RULE = "–" * 3


def letters_gather() -> int:
    """Put the letters that are due to one address in one language into one; says how many collective letters were made.

    A single one goes as itself. The parts keep their rows, so that each shows what became of it.
    """
    due = Letter.objects.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=clock.machine()),
        state=Letter.State.WAITING,
        manner=Letter.Manner.DIGEST,
    )
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, to, language in due.order_by("pk").values_list("pk", "to", "language"):
        groups[_folded(to), language].append(pk)
    return sum(_gather(keys) for keys in groups.values() if len(keys) > 1)


def _folded(address: str) -> str:
    """An address as two are compared: addresses are ASCII, or their letters of other alphabets stand as they are."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in address)


def _gather(keys: list[int]) -> int:
    with transaction.atomic():
        # Locked, and read again: one may have been dropped or held since it was counted.
        parts = list(Letter.objects.select_for_update().filter(pk__in=keys, state=Letter.State.WAITING).order_by("pk"))
        if len(parts) < 2:
            return 0
        topics = {part.topic for part in parts}
        with override(parts[0].language or settings.KONFRANS_FALLBACK):
            subject, text = _subject(parts), _text(parts)
        whole = Letter.objects.create(
            to=parts[0].to, subject=subject, text=text, language=parts[0].language, written_at=clock.now(),
            manner=Letter.Manner.PLAIN, topic=topics.pop() if len(topics) == 1 else "",
        )  # fmt: skip
        Letter.objects.filter(pk__in=[part.pk for part in parts]).update(
            state=Letter.State.GATHERED, gathered_into=whole
        )
    return 1


def _subject(parts: list[Letter]) -> str:
    count = len(parts)
    words = ngettext("%(count)s letter: %(first)s", "%(count)s letters: %(first)s", count)
    return (words % {"count": count, "first": parts[0].subject})[:300]


def _text(parts: list[Letter]) -> str:
    count = len(parts)
    opening = ngettext(
        "This mail brings you %(count)s letter that was written since the last one.",
        "This mail brings you %(count)s letters that were written since the last one.",
        count,
    )
    pieces = [opening % {"count": count}]
    for number, part in enumerate(parts, 1):
        pieces += [RULE, f"{number}. {part.subject}", part.text.strip()]
    return "\n\n".join(pieces) + "\n"
