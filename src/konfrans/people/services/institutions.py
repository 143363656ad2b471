"""Acts on institutions."""

from __future__ import annotations

from typing import Any

from konfrans.kernel.acts import Actor, act, record, set_changed
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put
from konfrans.kernel.text import sort_key
from konfrans.people.models import Institution
from konfrans.people.rules.identifiers import is_country, is_key, is_ror, ror_bare
from konfrans.people.selectors.register import institution_entries, institution_like

CHANGEABLE = (
    "code", "kind", "country", "city", "name", "former_names", "ownership", "owner", "students", "students_on",
    "students_source", "ror", "erasmus_code", "website", "source",
)  # fmt: skip
"""What may be changed after an institution was entered: everything but the key, which other records hold."""


def _order(name: Localised) -> str:
    """The place among all, by the name in the conference's first language: the same whoever enters it, in whatever language."""
    first = languages()[0]
    return sort_key(name.given(first), first)


def _check(facts: dict[str, Any], *, but: Institution | None) -> None:
    if "country" in facts and not is_country(facts["country"]):
        raise Refused("country_unknown", field="country", country=facts["country"])
    if "name" in facts and not facts["name"]:
        raise Refused("name_missing", field="name")
    renamed = but is None or (but.name, but.country) != (facts["name"], facts["country"])
    like = institution_like(facts["name"], facts["country"], but=but) if renamed else None
    if like:
        raise Refused("institution_known", field="name", name=like.name, key=like.key)
    if facts.get("students") is not None:
        for field in ("students_on", "students_source"):
            if not facts.get(field):
                raise Refused("students_without_source", field=field)
    if facts.get("ror"):
        if not is_ror(facts["ror"]):
            raise Refused("ror_shape", field="ror", ror=facts["ror"])
        other = Institution.objects.filter(ror=facts["ror"]).exclude(pk=but.pk if but else 0).first()
        if other:
            raise Refused("ror_taken", field="ror", ror=facts["ror"], name=other.name)
    if facts.get("code"):
        other = Institution.objects.filter(code=facts["code"]).exclude(pk=but.pk if but else 0).first()
        if other:
            raise Refused("code_taken", field="code", short=facts["code"], name=other.name)


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    if facts.get("ror"):
        facts["ror"] = ror_bare(facts["ror"])
    if facts.get("students") is None and "students" in facts:
        facts["students_on"], facts["students_source"] = None, ""
    return facts


@act
def institution_create(
    *,
    actor: Actor,
    key: str,
    code: str,
    kind: str,
    country: str,
    name: Localised,
    city: Localised | None = None,
    **facts: Any,
) -> Institution:
    """Enter an institution into the register.

    Refused: the key, the code or the ROR identifier is taken; the country has an institution of this name; the key or the identifier has another shape; the country is
    none of ISO 3166-1; a number of students comes without its date and source; there is no name in any language.
    """
    if not is_key(key):
        raise Refused("key_shape", field="key", key=key)
    taken = Institution.objects.filter(key=key).first()
    if taken:
        raise Refused("institution_exists", field="key", key=key, name=taken.name)
    facts = _cleaned({**facts, "code": code, "kind": kind, "country": country, "name": name})
    _check(facts, but=None)
    created = Institution.objects.create(key=key, city=city or Localised(), sort_key=_order(name), **facts)
    search_put(kind="institution", key=key, entries=institution_entries(created))
    record("institution_create", actor=actor, of="institution", key=key, city=created.city, **_kept(facts))
    return created


def _kept(facts: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in facts.items() if value not in (None, "") and value != Localised()}


@act
def institution_change(*, actor: Actor, institution: Institution, **changes: Any) -> Institution:
    """Change what the register says of an institution; the journal keeps each old and new value. The key never changes.

    Refused: as for entering one. Without a difference nothing is written.
    """
    unknown = changes.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a fact of an institution that changes: {', '.join(sorted(unknown))}")
    changes = _cleaned(dict(changes))
    merged = {field: changes.get(field, getattr(institution, field)) for field in CHANGEABLE}
    _check(merged, but=institution)
    different = set_changed(institution, changes)
    if not different:
        return institution
    institution.sort_key = _order(institution.name)
    institution.save(update_fields=[*different, "sort_key"])
    search_put(kind="institution", key=institution.key, entries=institution_entries(institution))
    record("institution_change", actor=actor, of="institution", key=institution.key, changes=different)
    return institution
