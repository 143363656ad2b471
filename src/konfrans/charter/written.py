"""Amounts, requirements and conditions as a document writes them; their values are those of `konfrans.charter.amounts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from konfrans.charter.amounts import (
    ALL,
    Amount,
    Base,
    Condition,
    Joined,
    Measure,
    Pick,
    Requirement,
    Root,
    Shaped,
    Share,
    Whose,
)
from konfrans.charter.faults import Misread
from konfrans.charter.shares import read_share
from konfrans.charter.tables import Done, GroupKey, Ref, ShareText, Size, Table, TimesText, Whole, Written, Wrong

BaseName = Literal[
    "seats", "members", "entitled", "present", "present_and_represented", "participants", "cast_with_blanks",
    "valid", "cast", "no",
]  # fmt: skip


class AmountForm(Table):
    """A whole number, a share of a base, a multiple, a root, or the greater or lesser of several.

    `5`; `{ share = "2/3", of = "entitled" }`; `{ times = 2, of = "no" }`; `{ root_of = "members", times = 2 }`;
    `{ greater_of = [5, { share = "1/10", of = "members" }] }`. `plus`, `minus`, `round`, `floor` and `cap` stand where the
    statute says so; `group` and `weighted` say of which part of the body, where it is another than that of the measure.
    """

    share: ShareText | None = None
    """An exact fraction of a base, in quotes: "2/3"."""
    times: TimesText | None = None
    """A multiple: 2, "3/2"."""
    of: BaseName | None = None
    """The base of a share or of a multiple; `no`, the votes against, is a base of multiples alone."""
    root_of: BaseName | None = None
    """The base whose square root is taken; it is never rounded by itself."""
    greater_of: Annotated[tuple[AmountWritten, ...], Size(2, 10)] | None = None
    """The greater of these amounts."""
    lesser_of: Annotated[tuple[AmountWritten, ...], Size(2, 10)] | None = None
    """The lesser of these amounts."""
    plus: Whole | None = None
    """So many more."""
    minus: Whole | None = None
    """So many fewer: all members but three."""
    round: Literal["up", "down"] | None = None
    """How the text rounds."""
    floor: Whole | None = None
    """No less than this."""
    cap: Whole | None = None
    """No more than this."""
    group: GroupKey | None = None
    """The group whose base it is."""
    weighted: bool = False
    """Whether weights are summed, not heads counted."""

    @classmethod
    def spelled(cls, found: Any) -> Any:
        if isinstance(found, bool) or not isinstance(found, dict | int | float | str):
            raise Misread("amount_form", given=type(found).__name__)
        if isinstance(found, float | str):  # a share without its base, or a slogan: say which
            read_share(found)
            raise Misread("share_without_base", given=str(found)[:40])
        if isinstance(found, int):
            if not 1 <= found <= 1_000_000_000:
                raise Misread("out_of_form", form="number", given=str(found)[:40])
            return Done(found)
        if not any(key in found for key in ("root_of", "greater_of", "lesser_of")):
            if "share" not in found and "times" not in found:
                raise Misread("missing_key", missing="share")
            if "of" not in found:
                raise Misread("missing_key", missing="of")
        return found

    def faults(self) -> Iterator[Wrong]:
        names = ("share", "times", "root_of", "greater_of", "lesser_of")
        given = [name for name in names if getattr(self, name) is not None]
        if given not in (["share"], ["times"], ["root_of"], ["times", "root_of"], ["greater_of"], ["lesser_of"]):
            yield "amount_form", (), {"given": " and ".join(given)}
            return
        of_base = given[0] in ("share", "times") and "root_of" not in given
        if (self.of is not None) != of_base or (self.of == "no" and self.times is None) or self.root_of == "no":
            yield "amount_form", (), {"given": "of"}
        if (self.plus is not None or self.minus is not None) and not of_base:
            yield "amount_form", (), {"given": "plus"}
        if self.floor is not None and self.cap is not None and self.floor > self.cap:
            yield "amount_form", (), {"given": "floor"}

    def value(self) -> Amount:
        more = (self.plus or 0) - (self.minus or 0)
        shaped = (more, self.round or "none", self.floor, self.cap)
        amount = self._bare()
        return amount if shaped == (0, "none", None, None) else Shaped(amount, *shaped)

    def _bare(self) -> Amount:
        whose = Whose(self.group, self.weighted)
        if self.root_of is not None:
            return Root(self.times or Fraction(1), Base(self.root_of), whose)
        if self.greater_of is not None:
            return Pick("greater", self.greater_of)
        if self.lesser_of is not None:
            return Pick("lesser", self.lesser_of)
        fraction = self.times if self.share is None else self.share
        assert fraction is not None and self.of is not None  # `faults` asks for both
        return Share(fraction, Base(self.of), whose)


AmountWritten = Annotated[Amount, Written(AmountForm)]


def of_the_same(amount: Amount, whose: Whose) -> Amount:
    """An amount whose bases are of the same part of the body as the measure, where they do not name one themselves."""
    match amount:
        case Share() | Root():
            return replace(amount, whose=whose) if amount.whose == ALL else amount
        case Pick():
            return replace(amount, among=tuple(of_the_same(one, whose) for one in amount.among))
        case Shaped():
            return replace(amount, amount=of_the_same(amount.amount, whose))
        case _:
            return amount


PRESENCE = (Measure.PRESENT, Measure.PRESENT_AND_REPRESENTED, Measure.PARTICIPANTS)
OF_VOTES = (Measure.YES, Measure.NO, Measure.YES_MINUS_NO, *PRESENCE)


class Compared(Table):
    """A measure and the amount it is held against: exactly one of `at_least` and `more_than`."""

    MEASURES: ClassVar[tuple[Measure, ...]] = OF_VOTES
    measure: Measure = Measure.YES
    """What is held against the amount."""
    at_least: AmountWritten | None = None
    """The amount that has to be reached."""
    more_than: AmountWritten | None = None
    """The amount that has to be exceeded."""
    group: GroupKey | None = None
    """The group that is counted by itself."""
    weighted: bool = False
    """Whether weights are summed, not heads counted."""

    def faults(self) -> Iterator[Wrong]:
        if self.measure not in self.MEASURES:
            known = tuple(one.value for one in self.MEASURES)
            yield "unknown_value", ("measure",), {"given": self.measure.value, "nearest": None, "known": known}

    def _requirement(self, article: str) -> Requirement:
        amount = self.more_than if self.at_least is None else self.at_least
        assert amount is not None  # `faults` asks for one of them
        whose = Whose(self.group, self.weighted)
        amount = amount if whose == ALL else of_the_same(amount, whose)
        return Requirement(article, self.measure, amount, strict=self.at_least is None, whose=whose)


class RequirementForm(Compared):
    """A measure reaches (`at_least`) or exceeds (`more_than`) an amount."""

    article: Ref
    """The paragraph that asks for it."""

    def faults(self) -> Iterator[Wrong]:
        yield from Compared.faults(self)
        if (self.at_least is None) == (self.more_than is None):
            yield "comparison", (), {}

    def value(self) -> Any:
        return self._requirement(self.article)


class PresenceForm(RequirementForm):
    """A requirement on who is there: the measure has to be one of presence."""

    MEASURES: ClassVar[tuple[Measure, ...]] = PRESENCE
    measure: Measure = Measure.PRESENT_AND_REPRESENTED
    """What is held against the amount: `present`, `present_and_represented`, `participants`."""


class AskingForm(RequirementForm):
    """So many who ask, propose, call or object."""

    MEASURES: ClassVar[tuple[Measure, ...]] = (Measure.ASKING,)
    measure: Measure = Measure.ASKING
    """Those who ask."""


class ConditionForm(Compared):
    """A requirement, or several joined by `all_of` or `any_of`."""

    article: Ref | None = None
    """The paragraph that asks for it; each of several joined ones cites its own."""
    all_of: Annotated[tuple[ConditionWritten, ...], Size(2, 10)] | None = None
    """Each of these is asked for."""
    any_of: Annotated[tuple[ConditionWritten, ...], Size(2, 10)] | None = None
    """One of these is enough."""

    def faults(self) -> Iterator[Wrong]:
        yield from Compared.faults(self)
        joined = [name for name in ("all_of", "any_of") if getattr(self, name) is not None]
        compared = [name for name in ("at_least", "more_than") if getattr(self, name) is not None]
        if len(joined) + len(compared) != 1:
            yield "comparison", (), {}
        elif compared and self.article is None:
            yield "missing_key", (), {"missing": "article"}
        elif joined:
            plain = {"article": None, "measure": Measure.YES, "group": None, "weighted": False}
            for name, nothing in plain.items():
                if getattr(self, name) != nothing:
                    yield "joined_alone", (), {"given": name, "joined": joined[0]}

    def value(self) -> Condition:
        for every, parts in ((True, self.all_of), (False, self.any_of)):
            if parts is not None:
                return Joined(every, parts)
        assert self.article is not None  # `faults` asks for it
        return self._requirement(self.article)


ConditionWritten = Annotated[Condition, Written(ConditionForm)]
RequirementWritten = Annotated[Requirement, Written(RequirementForm)]
PresenceWritten = Annotated[Requirement, Written(PresenceForm)]
AskingWritten = Annotated[Requirement, Written(AskingForm)]
