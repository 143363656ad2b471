"""A second, independent verifier of how votes are judged under charters, written from the published documents alone.

python konfrans_verify.py FILE... ("-": standard input). Exit status: 0, the same; 1, not the same; 2, not read or not covered."""
import hashlib
import json
import re
import sys
import tomllib
from calendar import monthrange
from datetime import date
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Any
Table = dict[str, Any]
Part = tuple[str | None, bool]  # a group, or None for the whole body; whether weights are summed
Sizes = dict[Part, list[dict[str, int]]]  # the measures and the bases of each part
LONGEST_FILE, LONGEST_CHARTER, LONGEST_LIST, GREATEST = 8_000_000, 1_000_000, 1_000, 2**53 - 1
LONG_DOTTED_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
BALLOTS, CAST = ("yes", "no", "abstain", "blank", "invalid"), ("cast", "valid", "cast_with_blanks", "participants")
BODY, VOTES_FOR = ("seats", "members", "entitled", "present", "present_and_represented"), ("yes", "yes_minus_no")
SPAN_KEYS, FIELDS = {"days", "weeks", "months", "years", "first_day", "ends_on_working_day"}, "article, met, needed, got"
MEASURES, BASES = (*VOTES_FOR, "no", *BODY[3:], "participants", "asking"), (*BODY, *CAST, "no")

def get(table: Table, key: str, kind: type | tuple[str, ...], default: Any = None) -> Any:
    """A value of this type, or one of these words; the default where it is absent or null (`...`: it has to be there)."""
    if (value := table.get(key)) is None and default is not ...:
        return default
    fits = value in kind if isinstance(kind, tuple) else type(value) is kind
    if fits and not ((kind is int and abs(value) > GREATEST) or (kind is list and len(value) > LONGEST_LIST)):
        return value
    raise ValueError(f"`{key}` is missing" if value is None else f"`{key}` holds what it may not hold")

def rows(table: Table, key: str, kind: type = dict) -> list[Any]:
    """The entries of a list, none where it is absent."""
    return [get({key: entry}, key, kind, ...) for entry in get(table, key, list, [])]

def day(table: Table, span: Table | None = None) -> date:
    """The day of something (`on`), or the last day of a span that is counted from it and does not count it itself."""
    if str(start := date.fromisoformat(get(table, "on", str, ...))) != table["on"]:
        raise ValueError("`on` is not a day")
    if (span := span or {}).keys() - SPAN_KEYS or span.get("first_day") == "counts" or span.get("ends_on_working_day"):
        raise NotImplementedError  # the documents do not say which days are worked
    months = start.year * 12 + start.month - 1 + get(span, "months", int, 0) + 12 * get(span, "years", int, 0)
    year, month = min(months // 12, date.max.year), months % 12 + 1  # a later year is as good as never
    ordinal = date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()
    return date.fromordinal(min(ordinal + get(span, "days", int, 0) + 7 * get(span, "weeks", int, 0), date.max.toordinal()))

def checked(count: Table) -> dict[str, int]:
    """The measures and bases of one count, which has to add up."""
    numbers = {key: get(count, key, int, ...) for key in ("entitled", "present", "represented", *BALLOTS)}
    numbers |= {key: get(count, key, int, numbers["entitled"]) for key in ("members", "seats")}
    numbers |= {key: sum(numbers[one] for one in BALLOTS[:last]) for last, key in enumerate(CAST, 2)}
    numbers |= {"barred": get(count, "barred", int, 0), "present_and_represented": numbers["present"] + numbers["represented"]}
    silent = numbers["present_and_represented"] - numbers["participants"]
    if (min(numbers.values()) < 0 or numbers["present_and_represented"] > numbers["entitled"] or silent < numbers["barred"]
            or get(count, "not_voting", int, silent) not in (silent, silent - numbers["barred"])):
        raise ValueError("the counts do not add up: entitled, there, barred, cast and not voting do not fit each other")
    return numbers | {"yes_minus_no": numbers["yes"] - numbers["no"]}

def amount(rule: Any, part: Part, sizes: Sizes) -> tuple[int, int]:
    """The whole numbers next below and next above an amount (or itself, twice): measures are whole, so that these decide."""
    if not isinstance(rule, dict):
        return (get({"an amount": rule}, "an amount", int, ...),) * 2
    forms = [key for key in ("root_of", "greater_of", "lesser_of", "share", "times") if key in rule]
    if not forms or (len(forms) > 1 and forms != ["root_of", "times"]):
        raise ValueError("an amount of the charter has no form, or several")
    part = own if any(own := (get(rule, "group", str), get(rule, "weighted", bool, False))) else part
    if forms[0] in ("greater_of", "lesser_of"):
        low, high = (max if forms[0] == "greater_of" else min)(amount(one, part, sizes) for one in get(rule, forms[0], list, ...))
    else:
        root, factor = forms[0] == "root_of", str(rule.get("share", rule.get("times", 1))).replace(" ", "")
        if not re.fullmatch("[1-9][0-9]{0,8}(/[1-9][0-9]{0,8})?", factor):
            raise ValueError("a share or a multiple is not a fraction")
        exact = Fraction(factor) ** (1 + root) * sizes[part][1][get(rule, "root_of" if root else "of", BASES, ...)]
        low, high = floor(exact), ceil(exact)
        low, high = (isqrt(low), isqrt(high) + (isqrt(high) ** 2 < exact)) if root else (low, high)
    low, high = (max(0, bound + get(rule, "plus", int, 0) - get(rule, "minus", int, 0)) for bound in (low, high))
    low, high = {"up": (high, high), "down": (low, low), None: (low, high)}[get(rule, "round", ("up", "down"))]
    least, most = get(rule, "floor", int, 0), get(rule, "cap", int, GREATEST**2)
    return min(max(low, least), most), min(max(high, least), most)

def meets(rule: Table, sizes: Sizes, found: list[Any], measure: str = "yes") -> bool:
    """Whether a condition or a requirement is met, with its reasons for `found`; `measure` is what it measures where it does not say."""
    way, *others = rule.keys() & {"at_least", "more_than", "all_of", "any_of"} or {""}
    if others or not way:
        raise ValueError("a requirement of the charter has no amount, or several")
    if way in ("all_of", "any_of"):
        return (all if way == "all_of" else any)([meets(one, sizes, found, measure) for one in rows(rule, way)])
    part, what = (get(rule, "group", str), get(rule, "weighted", bool, False)), get(rule, "measure", MEASURES, measure)
    got, (low, high) = sizes[part][0][what], amount(rule[way], part, sizes)
    needed = max(high if way == "at_least" else low + 1, int(measure == what == "yes" and got == 0 == sizes[None, False][0]["yes"]))
    found.append([get(rule, "article", str), got >= needed, needed, got])
    return got >= needed

def parts_for(rule: Table) -> set[Part]:
    """The parts whose votes for are measured by the requirements of a condition."""
    own = {(get(rule, "group", str), get(rule, "weighted", bool, False))} if rule.get("measure", "yes") in VOTES_FOR else set()
    return set[Part]().union(*map(parts_for, inner)) if (inner := rows(rule, "all_of") + rows(rule, "any_of")) else own

class Case:
    """A motion, and the rule that applies to it."""
    def __init__(self, charter: Table, evidence: Table, reasons: dict[str, list[Any]] | None) -> None:
        count, self.way, call = get(evidence, "count", dict, ...), get(evidence, "way", dict, {}), get(evidence, "call", int, 1)
        self.parts = {(group, heavy): checked(part) for group, heads in [(None, count), *get(count, "groups", dict, {}).items()]
                      for heavy, part in ((False, heads), (True, get(heads, "weights", dict))) if part is not None}
        kind, kinds, organs = get(evidence, "kind", str, ...), get(charter, "kinds", dict, {}), get(charter, "organs", dict, ...)
        names = dict.fromkeys((kind, get(get(kinds, kind, dict, {}), "like", str, kind)))  # the kind and its like, in order
        self.near, ordinary = [get(kinds, name, dict, ...) for name in names if name in kinds], get(kinds, "ordinary", dict, {})
        falls_back = any(names.keys() & rows(entry, "kinds", str) for entry in rows(charter, "fallback"))
        source = next((table for table in self.near if table.get("condition")), ordinary if falls_back else {})
        self.condition, self.reasons = get(source, "condition", dict, {}), reasons or {"majority": [], "quorum": []}
        if not self.condition:
            return
        rule = self.rule = {key: value for table in reversed(self.near) for key, value in table.items() if value}
        self.organ = home = get((self.near or [ordinary])[0], "organ", str, next(iter(organs), ""))
        organ = get(organs, self.organ, dict, ...)
        self.quorum, self.tie = (get(table, key, dict) or get(organ, key, dict, {}) for table, key in ((rule, "quorum"), (source, "tie")))
        ballot = next((entry for name in (*names, None) for entry in rows(organ, "ballots") if name in (rows(entry, "kinds", str) or [None])), {})
        if (route := get(self.way, "route", str, self.organ)) != self.organ:
            self.organ, organ = route, get(organs, route, dict, ...)
            entry = next((one for one in rows(rule, "routes") if one["organ"] == route), {})
            if not entry and all(one.get("to") != route for one in rows(rule, "moves")):
                raise ValueError("no route and no move of the charter leads to the organ that the way names")
            self.condition, self.tie = get(entry, "condition", dict, self.condition), get(organ, "tie", dict, {})
            self.quorum = get(entry, "quorum", dict) or get(organ, "quorum", dict)
        for entry in rows({"calls": [organ.get("second_call", {"call": GREATEST})]}, "calls") + rows(organ, "later_calls"):
            closed = names.keys() & rows(get(entry, "closed", dict, {}), "kinds", str)
            for_it = entry.get("items") != "put_off" or get(self.way, "put_off", bool, False)
            if for_it and not closed and get(entry, "call", int, 2) <= call:
                self.quorum = entry
        self.leaves = get(get(organ, "recusal", dict, {}), "leaves", ("base", "quorum", "both", "neither"))
        self.opening = get(self.way, "opening", dict) if get(organ, "freeze", dict, {}).get("at") in ("session", "item") else None
        self.moved, prescribed = get(self.way, "moved", bool, False), ballot.get("mode") == "secret"
        self.secret, self.casting = get(evidence, "secret", bool, prescribed), get(evidence, "casting", ("yes", "no"))
        self.taken_otherwise = bool(ballot) and get(ballot, "binding", bool, True) and self.secret != prescribed
        attested = {get(one, "rule", str, ...) for one in rows(evidence, "attestations")}
        self.unattested = {one["rule"] for table in self.near for one in rows(table, "attested")} - attested
        self.readings, self.earlier, self.reading = get(rule, "readings", dict, {}), rows(self.way, "readings"), 1
        for reading in self.earlier if self.readings else []:
            self.reading = self.reading + 1 if get(reading, "passed", bool, True) else 1
        self.condition = [self.condition, *rows(self.readings, "conditions")][:self.reading + 1][-1]
        came, touches = get(self.way, "came", ("announced", "late", "floor")), set(rows(self.way, "touches", int))
        self.special = [entry for entry in rows(rule, "came") if entry["how"] == came]
        self.special += [entry for entry in rows(rule, "touching") if touches & set(rows(entry, "articles", int))]
        self.special += [lock for lock in rows(rule, "locks") if any(
            lock["after"] in ("either", get(one, "outcome", ("passed", "failed"), ...)) and day(self.way) <= day(one, get(lock, "span", dict, ...))
            for one in rows(self.way, "earlier") if lock.get("by") in (None, get(one, "organ", str, self.organ)))]
        self.special += [move for move in rows(rule, "moves") if self.moved and "condition" in move and move.get("to", home) == self.organ]

    def sizes(self, there: bool = False, bases: bool = False, opening: Table | None = None, more: Part | None = None) -> Sizes:
        """Measures (of presence less the barred?) and bases (less them? frozen at an opening?), with one more yes of a part."""
        sizes = {part: [numbers | {key: numbers[key] + (part == more) for key in (*VOTES_FOR, *CAST)}
                        | {key: max(0, numbers[key] - fewer * numbers["barred"]) for key in BODY} for fewer in (there, bases)]
                 for part, numbers in self.parts.items()}
        if opening is not None:
            frozen = checked(dict.fromkeys((*BALLOTS, "present", "represented"), 0) | opening)
            sizes[None, False][1] |= {key: max(0, frozen[key] - bases * self.parts[None, False]["barred"]) for key in BODY[1:]}
        return sizes

    def may_be_voted_on(self) -> bool:
        """Whether special conditions, ballot, presiding, time between readings and initiative allow the vote."""
        last, between = (self.earlier or [{}])[-1], get(self.readings, "between", dict, {})
        mistimed = self.reading > 1 and (("least" in between and day(self.way) < day(last, between["least"]))
                                         or ("most" in between and day(self.way) > day(last, between["most"]))
                                         or (self.readings.get("apart") == "sessions" and get(last, "sessions_between", int, 0) > 0))
        entries, by, asking = rows(self.rule, "initiative"), rows(self.way, "proposed_by", str), get(self.way, "proposing", int)
        sizes = {part: [measures | {"asking": asking or 0}, bases] for part, (measures, bases) in self.sizes().items()}
        first = [one["members"] for one in entries if "members" in one][:1] if asking is not None else []
        proposed = any(set(by) & {*rows(one, "who", str)} for one in entries) or any(meets(one, sizes, [], "asking") for one in first)
        return not (mistimed or (entries and (by or asking is not None) and not proposed) or not all(one.get("condition") for one in self.special)
                    or self.taken_otherwise or (self.tie.get("vote") == "only" and get(self.way, "presiding_voted", bool)))

    def votes(self) -> str:
        """What the votes alone say: "carried", or the outcome."""
        cast, fewer = self.parts[None, False], self.leaves in ("base", "both")
        conditions = [one["condition"] for one in self.special if one.get("condition")] or [self.condition]
        part = max(asked) if len(asked := set[Part]().union(*map(parts_for, conditions))) == 1 else (None, False)
        carried = all([meets(one, self.sizes(fewer, fewer, self.opening), self.reasons["majority"]) for one in conditions])
        with_one = all([meets(one, self.sizes(fewer, fewer, self.opening, part), []) for one in conditions])
        word = get(self.tie, "secret" if self.secret else "open", ("fails", "casting_vote", "lot"), "fails")
        word = {"yes": "carried", "no": "fails", None: word}[self.casting if word == "casting_vote" else None]
        tied = with_one and word != "fails" and self.parts[part]["yes"] == self.parts[part]["no"] > 0
        return "no_result" if cast["yes"] == cast["no"] == 0 else "carried" if carried and cast["yes"] else word if tied else "failed"

    def outcome(self) -> str:
        """The outcome, in the order of the document."""
        if not self.condition:
            return "no_rule"
        by_votes, sizes = self.votes(), self.sizes(self.leaves in ("quorum", "both"), self.leaves == "both")
        quorum_met = not self.quorum or meets(self.quorum, sizes, self.reasons["quorum"], "present_and_represented")
        result = by_votes if self.may_be_voted_on() and quorum_met else "invalid"
        if result == "carried":
            answers = {one["who"]: get(one, "answer", ("yes", "no", "none"), ...) for one in rows(self.way, "gates")}
            said = [gate.get("silence") if answers.get(gate["who"]) == "none" else answers.get(gate["who"])
                    for gate in rows(self.rule, "gates") if gate.get("stands") != "before_effect"]
            unread = bool(self.readings) and get(self.readings, "number", int, 2) > self.reading
            answered = "on_hold" if unread else "failed" if "no" in said else "on_hold" if None in said else "passed"
            result = "incomplete" if self.unattested else answered
        whens = {move["when"] for move in rows(self.rule, "moves") if not self.moved}
        return "moved_on" if result in whens & {"failed"} or ("no_quorum" in whens and not quorum_met) else result

def outcome(document: str, evidence: Table, reasons: dict[str, list[Any]] | None = None) -> str:
    """The outcome, and its reasons into `reasons`, by a charter's TOML text and the evidence; a ValueError, with a sentence, where it cannot be judged."""
    try:
        if len(document) > LONGEST_CHARTER or LONG_DOTTED_KEY.search(document):
            raise ValueError("the charter, or a key of it, is too long")
        return Case(tomllib.loads(document), evidence, reasons).outcome() if evidence.get("question") == "motion" else "not covered"
    except NotImplementedError:
        return "not covered"
    except (AttributeError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"something is missing, out of place or nested too deeply: {error}") from None

def members(pairs: list[tuple[str, Any]]) -> Table:
    """An object of JSON, its keys in the order of RFC 8785, by UTF-16."""
    if len(table := dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))) < len(pairs):
        raise ValueError("a key of an object stands twice")
    return table

def check(name: str) -> tuple[int, str]:
    """The exit status for one file, and what was found."""
    try:
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            data = file.read(LONGEST_FILE + 1)
        if len(data) > LONGEST_FILE:
            raise ValueError(f"it is longer than {LONGEST_FILE} bytes")
        export = json.loads(data.decode(), object_pairs_hook=members, parse_float=str.encode, parse_constant=str.encode)
        charter, evidence, verdict = (get(export, key, dict, ...) for key in ("charter", "evidence", "verdict"))
        document, said = get(charter, "document", str, ...), get(verdict, "outcome", str, ...)
        canonical = json.dumps(evidence, ensure_ascii=False, separators=(",", ":"))
        for what, table, text in (("charter.sha256", charter, document), ("sha256", export, canonical)):
            if get(table, "sha256", str, ...) != hashlib.sha256(text.encode()).hexdigest():
                return 1, f"NOT THE SAME: {what} is not that of what it stands for"
        mine = outcome(document, evidence, reasons := {"majority": [], "quorum": []})
        stored = {code: [[one.get(field) for field in FIELDS.split(", ")] for one in rows(verdict, "reasons") if one.get("code") == code] for code in reasons}
        for what, says, own in [("outcome", said, mine), *((f"{code} ({FIELDS})", stored[code], reasons[code]) for code in reasons)]:
            if mine != "not covered" and repr(says) != repr(own):
                return 1, f"NOT THE SAME: {what}: the verdict says {ascii(says)[:200]}, the charter and the evidence {own!a}"
        return (2, mine) if mine == "not covered" else (0, f"same: {mine} (compared: outcome; {FIELDS} of majority and quorum)")
    except (ValueError, TypeError, AttributeError, OSError, RecursionError, MemoryError) as error:
        return 2, f"cannot be read because {ascii(str(error) or 'it is too large')[1:-1][:200]}"

def main(names: list[str]) -> int:
    """Check each file, and print a line for each."""
    found = [(name, *check(name)) for name in names] or [("usage", 2, "python konfrans_verify.py FILE...")]
    print(*(f"{ascii(name)[1:-1]}: {sentence}" for name, _, sentence in found), sep="\n")
    return min({status for _, status, _ in found} - {0}, default=0)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
