"""A second, independent verifier of how votes are judged under charters, written from the published documents alone.
python konfrans_verify.py FILE... ("-": standard input). Exit status: 0, the same; 1, not the same; 2, not read, judged, covered or written."""
import calendar, decimal, fractions, hashlib, json, math, os, re, sys, tomllib  # noqa: E401
from datetime import date
from typing import Any
Table, Part = dict[str, Any], tuple[str | None, bool]  # a part: a group, or None for the whole body; whether weights are summed
Sizes = dict[Part, list[dict[str, int]]]  # the measures and the bases of each part
LONGEST_FILE, LONGEST_CHARTER, LONGEST_LIST, GREATEST, FIELDS = 8_000_000, 2**20, 1_000, 2**53 - 1, ("article", "met", "needed", "got")
LONG_DOTTED_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
BALLOTS, CAST = ("yes", "no", "abstain", "blank", "invalid"), ("cast", "valid", "cast_with_blanks", "participants")
BODY, VOTES_FOR = ("seats", "members", "entitled", "present", "present_and_represented"), ("yes", "yes_minus_no")
SPAN_KEYS, KINDS = {"days", "weeks", "months", "years", "first_day", "ends_on_working_day"}, ("ordinary procedural statement opinion admission exclusion "
    "suspension election appointment recall budget fee plan report committee_creation charter_adoption charter_amendment rules_of_procedure dissolution").split()
MEASURES, BASES = (*VOTES_FOR, "no", *BODY[3:], "participants", "asking"), (*BODY, *CAST, "no")
# What evidence may hold: keys with their forms ("": any key). [form]: a list of it; (words): one of them; date: a day; dict: not read.
COUNT = dict.fromkeys(("entitled", "present", "represented", *BALLOTS, "barred"), int) | dict.fromkeys(("not_voting", "members", "seats"), int | None)
PART, OPENING = COUNT | {"weights": COUNT}, dict.fromkeys(("entitled", "present", "represented", "members"), int)
WAY = {"on": date, "came": ("announced", "late", "floor"), "proposed_by": [str], "proposing": int, "touches": [int], "route": str, "moved": bool,
       "put_off": bool, "presiding_voted": bool, "opening": OPENING, "readings": [{"on": date, "passed": bool, "sessions_between": int}],
       "gates": [{"who": str, "answer": ("yes", "no", "none"), "on": date}], "earlier": [{"on": date, "outcome": ("passed", "failed"), "organ": str}]}
EVIDENCE = {"question": str, "kind": str, "count": PART | {"groups": {"": PART}}, "call": int, "secret": (None, True, False), "casting": (None, "yes", "no"),
            "attestations": [{"rule": str, "by": str, "office": str | None}], "record": dict, "way": WAY}
def need(holds: Any, sentence: str) -> None:
    """Refuse to go on unless something holds."""
    if not holds:
        raise ValueError(sentence)
def hold(name: str, value: Any, form: Any) -> None:
    """Refuse a value that has not its form."""
    if isinstance(form, dict) and isinstance(value, dict):
        need("" in form or value.keys() <= form.keys(), f"`{name}` has an unknown key, {', '.join(sorted(value.keys() - form.keys()))}")
        for key, one in value.items():
            hold(key, one, form.get(key, form.get("")))
    elif isinstance(form, list) and isinstance(value, list) and len(value) <= LONGEST_LIST:
        for one in value:
            hold(name, one, form[0])
    else:
        fits = (value in form if isinstance(form, tuple) else isinstance(value, str) and str(date.fromisoformat(value)) == value if form is date
                else not isinstance(form, list | dict) and isinstance(value, form) and isinstance(value, bool) == (form is bool))
        need(fits and (not isinstance(value, int) or 0 <= value <= GREATEST), f"`{name}` is missing, or holds what it may not hold")
def get(table: Table, key: str, form: Any, default: Any = None) -> Any:
    """A value of this form; the default where it is absent or null (`...`: it has to be there)."""
    if (value := table.get(key)) is not None or default is ...:
        hold(key, value, form)
    return default if value is None else value
rows = lambda table, key, form=dict: get(table, key, [form], [])  # the entries of a list, none where it is absent
def day(table: Table, span: Table | None = None) -> date:
    """The day of something (`on`), or the last day of a span that is counted from it and does not count it itself."""
    start, span = date.fromisoformat(get(table, "on", str, ...)), span or {}
    need(not span.keys() - SPAN_KEYS and span.get("first_day") != "counts" and not span.get("ends_on_working_day"), "no page says which days are worked")
    months = start.year * 12 + start.month - 1 + get(span, "months", int, 0) + 12 * get(span, "years", int, 0)
    year, month, days = months // 12, months % 12 + 1, get(span, "days", int, 0) + 7 * get(span, "weeks", int, 0)
    end = date.fromordinal(date(year, month, min(start.day, calendar.monthrange(year, month)[1])).toordinal() + days)
    need(not span or 1900 <= start.year <= end.year <= 2999, "a span is counted from or to a day outside the years 1900 to 2999")
    return end
def checked(count: Table) -> dict[str, int]:
    """The measures and bases of one count, which has to add up."""
    numbers = dict.fromkeys(("members", "seats"), count["entitled"]) | {"barred": 0} | {key: one for key, one in count.items() if isinstance(one, int)}
    numbers |= {key: sum(numbers[one] for one in BALLOTS[:last]) for last, key in enumerate(CAST, 2)}
    numbers |= {"yes_minus_no": numbers["yes"] - numbers["no"], "present_and_represented": numbers["present"] + numbers["represented"]}
    there, barred = numbers["present_and_represented"], numbers["barred"]
    need(there <= numbers["entitled"] <= min(numbers["members"], numbers["seats"]) and barred <= (silent := there - numbers["participants"])
         and numbers.get("not_voting", silent) in (silent, silent - barred), "the counts do not add up: one is more than what it is part of")
    return numbers
def amount(rule: Any, part: Part, sizes: Sizes) -> tuple[int, int]:
    """The whole numbers next below and next above an amount (or itself, twice): measures are whole, so that these decide."""
    if not isinstance(rule, dict):
        return (get({"an amount": rule}, "an amount", int, ...),) * 2
    forms = [key for key in ("root_of", "greater_of", "lesser_of", "share", "times") if key in rule]
    need(len(forms) == 1 or forms == ["root_of", "times"], "an amount of the charter has no form, or several")
    part = own if any(own := (get(rule, "group", str), get(rule, "weighted", bool, False))) else part
    if forms[0] in ("greater_of", "lesser_of"):
        low, high = (max if forms[0] == "greater_of" else min)(amount(one, part, sizes) for one in get(rule, forms[0], list, ...))
    else:
        root, factor = forms[0] == "root_of", str(rule.get("share", rule.get("times", 1))).replace(" ", "")
        need(re.fullmatch("[1-9][0-9]{0,8}(/[1-9][0-9]{0,8})?", factor), "a share or a multiple is not a fraction")
        exact = fractions.Fraction(factor) ** (1 + root) * sizes[part][1][get(rule, "root_of" if root else "of", BASES, ...)]
        high = (low := math.isqrt(math.floor(exact)) if root else math.floor(exact)) + (low ** (1 + root) < exact)
    low, high = (max(0, bound + get(rule, "plus", int, 0) - get(rule, "minus", int, 0)) for bound in (low, high))
    low, high = {"up": (high, high), "down": (low, low), None: (low, high)}[get(rule, "round", ("up", "down"))]
    return tuple(min(max(bound, get(rule, "floor", int, 0)), get(rule, "cap", int, GREATEST**2)) for bound in (low, high))
def meets(rule: Table, sizes: Sizes, found: list[Any], measure: str = "yes") -> bool:
    """Whether a condition or a requirement is met, with its reasons for `found`; `measure` is what it measures where it does not say."""
    way, *others = rule.keys() & {"at_least", "more_than", "all_of", "any_of"} or {""}
    need(way and not others, "a requirement of the charter has no amount, or several")
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
        hold("evidence", evidence, EVIDENCE)
        kind, call, way, count = evidence["kind"], evidence.get("call", 1), evidence.get("way", {}), evidence["count"]
        self.way, self.parts = way, {(group, heavy): checked(part) for group, heads in [(None, count), *count.get("groups", {}).items()]
                                     for heavy, part in ((False, heads), (True, heads.get("weights"))) if part is not None}
        need(all(part[key] <= self.parts[None, False][key] for (_, heavy), part in self.parts.items() if not heavy
                 for key in ("entitled", "present", "represented", "barred", *BALLOTS)), "a group has more than the whole body")
        opening = checked(dict.fromkeys(("present", "represented", *BALLOTS), 0) | way["opening"]) if "opening" in way else None
        need(all(one["on"] <= way.get("on", one["on"]) for one in rows(way, "readings") + rows(way, "earlier")), "what was earlier lies after the vote")
        self.answers = unique([(one["who"], one["answer"]) for one in rows(way, "gates")], "a gate is answered twice")
        kinds, organs = get(charter, "kinds", dict, {}), get(charter, "organs", dict, ...)
        names = dict.fromkeys((kind, get(get(kinds, kind, dict, {}), "like", str, kind)))  # the kind and its like, in order
        self.near, ordinary = [get(kinds, name, dict, ...) for name in names if name in kinds], get(kinds, "ordinary", dict, {})
        falls_back = any(names.keys() & rows(entry, "kinds", str) for entry in rows(charter, "fallback"))
        source = next((table for table in self.near if table.get("condition")), ordinary if falls_back else {})
        organ = get(organs, home := get((self.near or [ordinary])[0], "organ", str, next(iter(organs), "")), dict, ...)
        self.organ, self.condition, self.reasons = home, get(source, "condition", dict, {}), reasons or {"majority": [], "quorum": []}
        need({kind} & {*kinds, *KINDS} and 1 <= call <= (9 if self.condition and rows(organ, "later_calls") else 2), f"there is no such kind, or no call {call}")
        if not self.condition:
            return
        rule = self.rule = {key: value for table in reversed(self.near) for key, value in table.items() if value}
        self.quorum, self.tie = (get(table, key, dict) or get(organ, key, dict, {}) for table, key in ((rule, "quorum"), (source, "tie")))
        ballot = next((entry for name in (*names, None) for entry in rows(organ, "ballots") if name in (rows(entry, "kinds", str) or [None])), {})
        if (route := way.get("route", home)) != home:
            self.organ, organ = route, get(organs, route, dict, ...)
            entry = next((one for one in rows(rule, "routes") if one["organ"] == route), {})
            need(entry or any(one.get("to") == route for one in rows(rule, "moves")), "no route and no move of the charter leads to the organ of the way")
            self.condition, self.tie = get(entry, "condition", dict, self.condition), get(organ, "tie", dict, {})
            self.quorum = get(entry, "quorum", dict) or get(organ, "quorum", dict)
        calls = ([organ["second_call"]] if "second_call" in organ else []) + rows(organ, "later_calls")
        self.quorum = [self.quorum, *(one for one in calls if get(one, "call", int, 2) <= call and (one.get("items") != "put_off" or way.get("put_off"))
                                      and not names.keys() & rows(get(one, "closed", dict, {}), "kinds", str))][-1]
        need(not self.parts[None, False]["barred"] or organ.get("recusal"), "somebody is barred, and the organ has no recusal rule")
        self.leaves = get(get(organ, "recusal", dict, {}), "leaves", ("base", "quorum", "both", "neither"))
        self.opening = opening if get(organ, "freeze", dict, {}).get("at") in ("session", "item") else {}
        need(self.opening is not None, "the base is frozen at an opening, and its counts are missing")
        self.moved, prescribed = way.get("moved", False), ballot.get("mode") == "secret"
        self.secret, self.casting = get(evidence, "secret", bool, prescribed), evidence.get("casting")
        self.taken_otherwise = bool(ballot) and get(ballot, "binding", bool, True) and self.secret != prescribed
        attested, offices = rows(evidence, "attestations"), {one["rule"]: one.get("who") for table in reversed(self.near) for one in rows(table, "attested")}
        self.unattested = offices.keys() - {one["rule"] for one in attested}
        need(len(attested) + len(self.unattested) == len(offices) and all(one["by"].strip() and one.get("office") in (None, offices[one["rule"]])
             for one in attested), "a rule is attested that the kind does not ask for, or twice, by nobody, or from another office")
        self.readings, self.earlier = get(rule, "readings", dict, {}), rows(way, "readings")
        self.reading = next((at for at, one in enumerate(self.earlier[::-1], 1) if not one.get("passed", True)), len(self.earlier) + 1) if self.readings else 1
        self.condition = [self.condition, *rows(self.readings, "conditions")][:self.reading + 1][-1]
        self.special = [entry for entry in rows(rule, "came") if entry["how"] == way.get("came")]
        self.special += [entry for entry in rows(rule, "touching") if {*rows(way, "touches", int)} & {*rows(entry, "articles", int)}]
        self.special += [lock for lock in rows(rule, "locks") if any(
            lock["after"] in ("either", one["outcome"]) and day(way) <= day(one, get(lock, "span", dict, ...))
            for one in rows(way, "earlier") if lock.get("by") in (None, one.get("organ", self.organ)))]
        self.special += [move for move in rows(rule, "moves") if self.moved and "condition" in move and move.get("to", home) == self.organ]
    def sizes(self, there: bool = False, bases: bool = False, frozen: bool = False, more: Part | None = None) -> Sizes:
        """Measures (of presence less the barred?) and bases (less them? frozen at an opening?), with one more yes of a part."""
        sizes = {part: [numbers | {key: numbers[key] + (part == more) for key in (*VOTES_FOR, *CAST)}
                        | {key: max(0, numbers[key] - fewer * numbers["barred"]) for key in BODY} for fewer in (there, bases)]
                 for part, numbers in self.parts.items()}
        if frozen and self.opening:
            sizes[None, False][1] |= {key: max(0, self.opening[key] - bases * self.parts[None, False]["barred"]) for key in BODY[1:]}
        return sizes
    def may_be_voted_on(self) -> bool:
        """Whether special conditions, ballot, presiding, time between readings and initiative allow the vote."""
        last, between = (self.earlier or [{}])[-1], get(self.readings, "between", dict, {})
        mistimed = self.reading > 1 and (("least" in between and day(self.way) < day(last, between["least"]))
                                         or ("most" in between and day(self.way) > day(last, between["most"]))
                                         or (self.readings.get("apart") == "sessions" and last.get("sessions_between", 0) > 0))
        entries, by, asking = rows(self.rule, "initiative"), rows(self.way, "proposed_by", str), self.way.get("proposing")
        sizes = {part: [measures | {"asking": asking or 0}, bases] for part, (measures, bases) in self.sizes().items()}
        proposed = any(set(by) & {*rows(one, "who", str)} for one in entries) or (asking is not None and any(
            meets(one["members"], sizes, [], "asking") for one in [entry for entry in entries if "members" in entry][:1]))
        return not (mistimed or (entries and (by or asking is not None) and not proposed) or not all(one.get("condition") for one in self.special)
                    or self.taken_otherwise or (self.tie.get("vote") == "only" and self.way.get("presiding_voted")))
    def votes(self) -> str:
        """What the votes alone say: "carried", or the outcome."""
        cast, fewer = self.parts[None, False], self.leaves in ("base", "both")
        conditions = [one["condition"] for one in self.special if one.get("condition")] or [self.condition]
        part = max(asked) if len(asked := set[Part]().union(*map(parts_for, conditions))) == 1 else (None, False)
        carried, with_one = (all([meets(one, self.sizes(fewer, fewer, True, more), found) for one in conditions])
                             for more, found in ((None, self.reasons["majority"]), (part, [])))
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
            said = [gate.get("silence") if self.answers.get(gate["who"]) == "none" else self.answers.get(gate["who"])
                    for gate in rows(self.rule, "gates") if gate.get("stands") != "before_effect"]
            unread = self.readings and get(self.readings, "number", int, 2) > self.reading
            result = "incomplete" if self.unattested else "on_hold" if unread else "failed" if "no" in said else "on_hold" if None in said else "passed"
        whens = {move["when"] for move in rows(self.rule, "moves") if not self.moved}
        return "moved_on" if result in whens & {"failed"} or ("no_quorum" in whens and not quorum_met) else result
def outcome(document: str, evidence: Table, reasons: dict[str, list[Any]] | None = None) -> str:
    """The outcome, and its reasons into `reasons`, by a charter's TOML text and the evidence; a ValueError, with a sentence, where it cannot be judged."""
    try:
        need(len(document.encode()) <= LONGEST_CHARTER and not LONG_DOTTED_KEY.search(document), "the charter, or a key of it, is too long")
        return Case(tomllib.loads(document), evidence, reasons).outcome() if evidence.get("question") == "motion" else "not covered"
    except (ArithmeticError, AttributeError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"something is missing, out of place or nested too deeply: {error}") from None
unique = lambda pairs, twice="a key of an object stands twice": dict(pairs) if len(dict(pairs)) == len(pairs) else need(False, twice)
def canonical(value: Any) -> str:
    """A value of JSON by RFC 8785: keys in the order of UTF-16, numbers as ECMAScript writes them."""
    if isinstance(value, dict):
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))) + "}"
    if isinstance(value, list):
        return f"[{','.join(map(canonical, value))}]"
    need(not isinstance(value, int | float) or abs(value) <= (GREATEST if isinstance(value, int) else sys.float_info.max), "a number is too great")
    plain = isinstance(value, float) and (not value or 1e-6 <= abs(value) < 1e21)
    return f"{decimal.Decimal(repr(value or 0)).normalize():{'f' if plain else 'e'}}" if isinstance(value, float) else json.dumps(value, ensure_ascii=False)
def check(name: str) -> tuple[int, str]:
    """The exit status for one file, and what was found."""
    done = "read"
    try:
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            data = file.read(LONGEST_FILE + 1)
        need(len(data) <= LONGEST_FILE, f"it is longer than {LONGEST_FILE} bytes")
        export = json.loads(data.decode(), object_pairs_hook=unique, parse_constant=str.encode)
        charter, evidence, verdict = (get(export, key, dict, ...) for key in ("charter", "evidence", "verdict"))
        for what, table, text in (("charter.sha256", charter, document := get(charter, "document", str, ...)), ("sha256", export, canonical(evidence))):
            if get(table, "sha256", str, ...) != hashlib.sha256(text.encode()).hexdigest():
                return 1, f"NOT THE SAME: {what} is not that of what it stands for"
        done, reasons = "judged", {"majority": [], "quorum": []}
        mine = outcome(document, evidence, reasons)
        compared = [(f"charter.{key}", charter.get(key), tomllib.loads(document).get(key)) for key in ("key", "version")]
        if mine != "not covered":
            stored = verdict | {code: [[one.get(field) for field in FIELDS] for one in rows(verdict, "reasons") if one.get("code") == code] for code in reasons}
            facts = {"outcome": mine, "passed": mine == "passed", "kind": evidence["kind"]} | reasons
            compared += [(f"{key} ({', '.join(FIELDS)})" if key in reasons else key, stored.get(key), own) for key, own in facts.items()]
        for what, says, own in compared:
            if repr(says) != repr(own):
                return 1, f"NOT THE SAME: {what}: the file says {ascii(says)[:200]}, charter and evidence {ascii(own)[:200]}"
        return (2, mine) if mine == "not covered" else (0, f"same: {mine} (compared: outcome, passed, kind; {', '.join(FIELDS)} of majority and quorum)")
    except (ValueError, TypeError, AttributeError, OSError, RecursionError, MemoryError) as error:
        return 2, f"cannot be {done} because {ascii(str(error) or 'it is too large')[1:-1][:200]}"
def main(names: list[str]) -> int:
    """Check each file, and print a line for each."""
    found = [(name, *check(name)) for name in names] or [("usage", 2, "python konfrans_verify.py FILE...")]
    print(*(f"{ascii(name)[1:-1]}: {sentence}" for name, _, sentence in found), sep="\n")
    return min({status for _, status, _ in found} - {0}, default=0)
if __name__ == "__main__":
    status = 2
    try:
        status = (main(sys.argv[1:]), sys.stdout.flush())[0]
    except Exception as error:  # a full disk, a broken pipe, no standard output
        os.write(2, f"konfrans_verify.py: what was found cannot be written: {error!a}\n".encode())
    finally:
        os._exit(status)
