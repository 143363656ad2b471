"""Acts on drafts: open, edit, rename, withdraw. Two who edit at once lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from konfrans.charter import CharterError
from konfrans.charter.loading import toml_document
from konfrans.charter.rewriting import Conflict, rewritten
from konfrans.decisions.models import CharterDocument
from konfrans.decisions.selectors import words
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Body
from konfrans.people.rules.identifiers import is_key
from konfrans.statutes.models import Draft, Revision, Thread
from konfrans.statutes.rules import (
    MINE,
    Names,
    brought_together,
    free_version,
    is_regular,
    left_behind,
    marked,
    names_after,
    names_of_marked,
    place_now,
    places_changed,
    places_of,
)
from konfrans.statutes.selectors.states import documents_since


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit came to: the draft's new revision, and what others had changed since the text that was edited."""

    revision: Revision
    meanwhile: tuple[str, ...]
    changed: bool = True
    """Whether there is a new state; else the text said already what was to be written."""
    left_behind: tuple[str, ...] = ()
    """Paragraphs whose words name another one by a number that it no longer has."""


RESERVED = frozenset({"open"})
"""Addresses below that of the drafts at which other pages are."""


@act
def draft_open(
    *, actor: Actor, key: str, name: Localised, body: Body, text: str, began_from: CharterDocument | None = None,
    began_as: str = "", sample: bool = False,
) -> Draft:  # fmt: skip
    """Begin a draft from the text of a version, a model or a starter. Refused: the key is taken, reserved or has another shape, no name,
    the text is no TOML."""
    if not is_key(key):
        raise Refused("key_shape", field="key", key=key)
    if key in RESERVED:
        raise Refused("draft_key_reserved", field="key", key=key)
    if Draft.objects.filter(key=key).exists():
        raise Refused("draft_exists", field="key", key=key)
    if not name:
        raise Refused("draft_name_missing", field="name")
    text, _values = _parsed(text)
    text = _with_free_version(text)
    draft = Draft.objects.create(
        key=key, name=name, body=body, began_from=began_from, began_as=began_as, sample=sample, opened_at=clock.now()
    )
    _append(draft, text, [], actor)
    record(
        "draft_open", actor=actor, of="charter_draft", key=key, name=name, body=body.key, began_as=began_as,
        began_from=began_from.sha256 if began_from else None,
    )  # fmt: skip
    return draft


@act
def draft_edit(*, actor: Actor, draft: Draft, base: int | None, change: Callable[[dict[str, Any]], None] | str) -> Edit:
    """Change the text. `base` is the revision that was read (None: whatever is the last); `change` a new whole text, or what to do
    with its document.

    What others changed since is kept; articles and paragraphs are known again where their numbers moved. Refused: `draft_conflict`
    where they changed the same place otherwise (its facts hold both), the text is no TOML, the draft is open no more.
    """
    locked = draft_locked(draft)
    edit = _changed(locked, actor, locked.last if base is None else base, change)
    if edit.changed:
        record(
            "draft_edit", actor=actor, of="charter_draft", key=locked.key, revision=edit.revision.number,
            sha256=edit.revision.sha256, places=edit.revision.places[:50],
        )  # fmt: skip
    return edit


@act
def draft_return(*, actor: Actor, draft: Draft, base: int, to: int) -> Edit:
    """The text of an earlier state as the next state; nothing is lost. `base` is the state that is undone: what others changed
    after it is kept.

    Refused: `draft_conflict` where they changed the same place since, there is no such state, the draft is open no more.
    """
    locked = draft_locked(draft)
    edit = _changed(locked, actor, base, _revision(locked, to).text)
    if edit.changed:
        record(
            "draft_return", actor=actor, of="charter_draft", key=locked.key, revision=edit.revision.number, to=to,
            sha256=edit.revision.sha256, places=edit.revision.places[:50],
        )  # fmt: skip
    return replace(edit, left_behind=())  # the words of an earlier state go with its numbers


def _changed(locked: Draft, actor: Actor, base: int, change: Callable[[dict[str, Any]], None] | str) -> Edit:
    """A change of a state of a draft that is locked, put onto the last one."""
    read = _revision(locked, base)
    head = read if base == locked.last else _revision(locked, locked.last)
    old = _document(read.text)
    names: Names
    if isinstance(change, str):
        mine_text, mine = _parsed(change)
        names = names_after((old, mine), MINE)
    else:
        mine = _document(read.text)
        before = marked(mine)
        change(mine)
        names = names_of_marked(mine, before)
        mine_text = rewritten(read.text, mine).text
    theirs = _document(head.text)
    meanwhile: tuple[str, ...] = ()
    if head is read:
        text, document = mine_text, mine
    else:
        since = names_after(documents_since(locked, base))
        together = brought_together(old, (mine, names), (theirs, since))
        if together.conflicts:
            raise Refused(
                "draft_conflict", conflicts=together.conflicts, place=_places(together.conflicts), last=head.number
            )
        document = together.document
        text = rewritten(head.text, document).text
        meanwhile = places_changed(old, theirs, since)
    if text == head.text:
        return Edit(head, meanwhile, changed=False)
    _parsed(text)
    stale: tuple[str, ...] = ()
    if is_regular(theirs) and is_regular(document):
        names = names if head is read else names_after((theirs, document))
        _threads_move(locked, names)
        stale = left_behind(theirs, document, names)
    changed = list(places_changed(theirs, document, names))
    return Edit(_append(locked, text, changed, actor), meanwhile, left_behind=stale)


def _threads_move(draft: Draft, names: Names) -> None:
    """Remarks stay with what they are on, whatever number it has from now on."""
    there = {place: place_now(place, names) for place in set(draft.threads.values_list("place", flat=True)) if place}
    moved = {place: now for place, now in there.items() if now != place}
    threads = list(draft.threads.filter(place__in=moved))
    for thread in threads:
        thread.place = moved[thread.place]
    Thread.objects.bulk_update(threads, ["place"])


@act
def draft_rename(*, actor: Actor, draft: Draft, name: Localised) -> Draft:
    """Call a draft otherwise. Refused: no name, the draft is open no more."""
    locked = draft_locked(draft)
    if not name:
        raise Refused("draft_name_missing", field="name")
    locked.name = name
    locked.save(update_fields=["name"])
    record("draft_rename", actor=actor, of="charter_draft", key=locked.key, name=name)
    return locked


@act
def draft_withdraw(*, actor: Actor, draft: Draft) -> Draft:
    """Nobody works on it any more; it stays readable for those who could read it. Refused: it is open no more."""
    locked = draft_locked(draft)
    locked.state = Draft.State.WITHDRAWN
    locked.save(update_fields=["state"])
    record("draft_withdraw", actor=actor, of="charter_draft", key=locked.key)
    return locked


def draft_locked(draft: Draft) -> Draft:
    """The row as it is now, locked: revisions are numbered one after another, the same sent twice at once is seen. Refused: it is open no more."""
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if locked.state != Draft.State.OPEN:
        raise Refused("draft_closed", name=locked.name)
    return locked


def _revision(draft: Draft, number: int) -> Revision:
    found = Revision.objects.filter(draft=draft, number=number).first()
    if found is None:
        raise Refused("draft_revision_unknown", number=number, last=draft.last)
    return found


def _with_free_version(text: str) -> str:
    """The text with a version that no adopted one has: what is once adopted is never altered."""
    document = _document(text)
    version = document.get("version")
    taken = set(CharterDocument.objects.values_list("version", flat=True))
    if not isinstance(version, str) or version not in taken:
        return text
    document["version"] = free_version(version, taken)
    return rewritten(text, document).text


def _append(draft: Draft, text: str, places: list[str], actor: Actor) -> Revision:
    draft.last += 1
    draft.save(update_fields=["last"])
    return Revision.objects.create(
        draft=draft, number=draft.last, text=text, sha256=sha256(text.encode()).hexdigest(), places=places,
        person=actor.person or "", at=clock.now(),
    )  # fmt: skip


def _parsed(text: str) -> tuple[str, dict[str, Any]]:
    """The text as it is kept, and its document, if it is TOML of a size that is read."""
    try:
        return toml_document(text)
    except CharterError as error:
        fault = error.faults[0]
        raise Refused("draft_no_toml", field="text", said=words().fault(fault)[0], line=fault.line or 1) from error


def _document(text: str) -> dict[str, Any]:
    return _parsed(text)[1]


def _places(conflicts: tuple[Conflict, ...]) -> str:
    return ", ".join(places_of([one.path for one in conflicts], {}))
