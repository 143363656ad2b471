"""A charter's text changed at one place: it says the new document, and what was not changed stays as it was written."""

from __future__ import annotations

import copy
import tomllib
from difflib import unified_diff
from pathlib import Path
from random import Random

import pytest

from konfrans.charter.rewriting import differences, merged, rewritten

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "charters").glob("*.toml"))
NEW = (
    5,
    "x",
    ["a", "b"],
    {"article": "1.1", "at_least": 3},
    [{"article": "1.1", "who": "x"}],
    {"en": "w", "az": "söz"},
)


def paths_in(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths_in(one, (*path, key))
    if path:
        yield path


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changed(document: dict, random: Random) -> tuple[dict, str]:
    """The document with something set, taken out, or put in, anywhere."""
    found = copy.deepcopy(document)
    path = random.choice(list(paths_in(document)))
    around, value = at(found, path[:-1]), at(document, path)
    what = random.choice(("set", "take", "put"))
    if what == "set" and not isinstance(value, dict | list):
        around[path[-1]] = random.choice((7, "new “text” ə", True, "two\nlines"))
    elif what == "put" and isinstance(around, dict):
        around["zz_new"] = copy.deepcopy(random.choice(NEW))
    elif what == "put":
        item = copy.deepcopy(around[0])
        if isinstance(item, dict) and "number" in item:
            item["number"] = 99
        around.insert(random.randrange(len(around) + 1), item)
    else:
        what = "take"
        del around[path[-1]]
    return found, what


def trial(seeds: range) -> tuple[int, int]:
    """How many of these changes kept the text, and how many there were."""
    kept = 0
    for seed in seeds:
        random = Random(seed)
        text = random.choice(FILES).read_text("utf-8")
        document = tomllib.loads(text)
        wanted, what = changed(document, random)
        found = rewritten(text, wanted)
        assert tomllib.loads(found.text) == wanted, seed
        kept += found.kept
        if found.kept and what != "take":
            lost = [
                line for line in unified_diff(text.splitlines(), found.text.splitlines(), n=0) if line.startswith("-#")
            ]
            assert lost == [], seed
    return kept, len(seeds)


def test_a_share_of_changes_anywhere_keeps_comments_and_order() -> None:
    kept, tried = trial(range(60))
    print(f"{kept} of {tried} changes kept the text; 3,000 in the long tests")
    assert kept >= tried * 0.95


@pytest.mark.soak
@pytest.mark.sqlite
def test_three_thousand_changes_anywhere_keep_comments_and_order() -> None:
    kept, tried = trial(range(3000))
    assert kept >= tried * 0.97


DRAFT = (ROOT / "charters/azerbaijan-draft.toml").read_text("utf-8")


def lines_changed(text: str, new: str) -> list[str]:
    found = unified_diff(text.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_changed_number_changes_one_line() -> None:
    document = tomllib.loads(DRAFT)
    document["organs"]["general_assembly"]["quorum"]["more_than"]["share"] = "1/3"
    assert len(lines_changed(DRAFT, rewritten(DRAFT, document).text)) == 2


def test_a_new_rule_stands_below_its_paragraph() -> None:
    document = tomllib.loads(DRAFT)
    document["organs"]["general_assembly"]["freeze"] = {"article": "21.2", "at": "session"}
    text = rewritten(DRAFT, document).text
    lines = text.splitlines()
    rule = lines.index("[organs.general_assembly.freeze]") if "[organs.general_assembly.freeze]" in lines else None
    if rule is None:
        assert lines_changed(DRAFT, text) == ['+freeze = { article = "21.2", at = "session" }']
    else:
        above = [line for line in lines[:rule] if line.startswith("number = ")]
        assert above[-1] == "number = 2"


def test_a_new_paragraph_stands_after_the_rules_of_the_one_before() -> None:
    document = tomllib.loads(DRAFT)
    article = next(one for one in document["article"] if one["number"] == 21)
    article["paragraph"].insert(1, {"number": 77, "text": {"az": "Yeni.", "en": "New."}})
    found = rewritten(DRAFT, document)
    assert found.kept
    assert all(line.startswith("+") for line in lines_changed(DRAFT, found.text))
    lines = found.text.splitlines()
    new = lines.index("number = 77")
    assert lines[new - 1] == "[[article.paragraph]]"
    assert lines[new + 4 : new + 6] == ["[[article.paragraph]]", "number = 2"]


def two() -> tuple[dict, dict, dict]:
    base = tomllib.loads(DRAFT)
    return base, copy.deepcopy(base), copy.deepcopy(base)


def test_two_who_change_different_texts_of_one_paragraph_both_keep_theirs() -> None:
    base, mine, theirs = two()
    mine["article"][3]["paragraph"][0]["text"]["en"] = "Mine."
    theirs["article"][3]["paragraph"][0]["text"]["az"] = "Onların."
    theirs["article"][0]["paragraph"].insert(0, {"number": 8, "text": {"az": "ə", "en": "e"}})
    found = merged(base, mine, theirs)
    assert found.conflicts == ()
    assert found.document["article"][3]["paragraph"][0]["text"] == {"az": "Onların.", "en": "Mine."}
    assert [one["number"] for one in found.document["article"][0]["paragraph"]][:2] == [8, 1]
    assert differences(theirs, found.document) == [("article", 4, "paragraph", 1, "text", "en")]


def test_two_who_change_one_text_otherwise_are_told_both() -> None:
    base, mine, theirs = two()
    mine["article"][3]["paragraph"][0]["text"]["en"] = "Mine."
    theirs["article"][3]["paragraph"][0]["text"]["en"] = "Theirs."
    (conflict,) = merged(base, mine, theirs).conflicts
    assert conflict.path == ("article", 4, "paragraph", 1, "text", "en")
    assert (conflict.mine, conflict.theirs) == ("Mine.", "Theirs.")


def test_who_takes_out_what_another_changed_is_told() -> None:
    base, mine, theirs = two()
    del mine["organs"]["general_assembly"]["quorum"]
    theirs["organs"]["general_assembly"]["quorum"]["article"] = "21.2"
    (conflict,) = merged(base, mine, theirs).conflicts
    assert conflict.path == ("organs", "general_assembly", "quorum")
    assert conflict.mine is None


def test_the_same_change_by_two_is_no_conflict() -> None:
    base, mine, theirs = two()
    for one in (mine, theirs):
        one["version"] = "9"
    assert merged(base, mine, theirs).conflicts == ()
