"""Sources: the pages and papers that facts come from."""

from __future__ import annotations

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import slug
from konfrans.projects.models import Source
from konfrans.projects.rules.dates import PartialDate


def plain_address(given: str) -> str:
    """Host and path alone: `https://www.crue.org/proyecto/` gives `crue.org/proyecto`."""
    address = given.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return "".join(c for c in address if c.isprintable() and not c.isspace())


@act
def source_add(
    *, actor: Actor, address: str, name: Localised | None = None, key: str = "", published: PartialDate | None = None,
    seen: PartialDate | None = None,
) -> Source:  # fmt: skip
    """Enter a page or paper. Refused: no address, or the key is taken by another one. An address entered before is kept."""
    plain = plain_address(address)
    if not plain:
        raise Refused("source_without_address", field="source")
    found = Source.objects.filter(address=plain).first()
    if found is not None:
        return found
    key = key or slug(plain)[:50].strip("-")
    if Source.objects.filter(key=key).exists():
        key = f"{key[:50]}-{Source.objects.count() + 1}"
    host = plain.split("/", 1)[0]
    created = Source.objects.create(
        key=key, address=plain[:300], name=name or Localised(dict.fromkeys(languages(), host)), published=published,
        seen=seen or PartialDate(clock.today().year, clock.today().month),
    )  # fmt: skip
    record("source_add", actor=actor, of="source", key=key, address=plain, published=published, seen=created.seen)
    return created


def source_for(*, actor: Actor, given: str) -> Source:
    """The source of this key or address; a new address is entered."""
    found = Source.objects.filter(key=given).first()
    return found or source_add(actor=actor, address=given)
