"""Words of open answers leave only where no small group follows from them: by subtraction between groups, and between two tables."""

from __future__ import annotations

from typing import Any

import pytest

from konfrans.analysis import commands
from konfrans.analysis.design import Design
from konfrans.analysis.disclose import Leaving, Released, disclose
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result
from tests.analysis.attacker import Attacker, open_by

K = 5
PLAIN = Design()
SAID = {  # of each word, in how many answers of a, b, c it stands
    "library": (12, 11, 2),
    "garden": (10, 9, 9),
    "parking": (15, 1, 1),
    "lecture": (20, 6, 7),
}
ANSWERED = (20, 18, 16)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Source:
    lines = ["u,comment"]
    for at, (group, number) in enumerate(zip("abc", ANSWERED, strict=True)):
        for case in range(number):
            said = [word for word, often in SAID.items() if case < often[at]]
            lines.append(f'{group},"{" ".join(said) or "nothing"}"')
        lines += [f"{group},"] * 3
    file = tmp_path_factory.mktemp("words") / "survey.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return open_source(file, 1)


def asked(source: Source, command: str, **options: Any) -> Leaving:
    given = {"items": "comment", "language": "en", "min": 1, **options}
    result = commands.ask(source, PLAIN, command, given)
    return Leaving(result, beneath=commands.beneath(source, result))


def found_of(table: Any) -> dict[tuple[str, ...], Any]:
    assert isinstance(table, Result)
    return {(row.keys["word"], *(str(row.keys[name]) for name in table.by)): row for row in table.rows}


def test_a_rare_word_is_not_listed_and_does_not_follow_from_all(survey: Source):
    given = [asked(survey, "words", by="u"), asked(survey, "words")]
    by_group, of_all = (found_of(table) for table in disclose(given, k=K).tables)
    for word, truth in SAID.items():
        attacker = Attacker({"u": ["a", "b", "c"], "word": ["yes", "no"]})
        gone = []
        for group, number, of in zip("abc", truth, ANSWERED, strict=True):
            attacker.knows(attacker.who({"u": group, "word": None}), of)
            if row := by_group.get((word, group)):
                assert row.more["answers"] == number
                attacker.knows(attacker.who({"u": group, "word": "yes"}), number)
            else:
                gone.append(group)
        if whole := of_all.get((word,)):
            attacker.knows(attacker.who({"word": "yes"}), whole.more["answers"])
        open_by(attacker, [attacker.who({"u": group, "word": "yes"}) for group in gone], K)
    assert ("library", "c") not in by_group and ("parking", "b") not in by_group
    assert all(row.n is not None for row in (*by_group.values(), *of_all.values()))
    assert ("garden", "a") in by_group, "what is harmless stays"


def test_what_everybody_of_a_small_group_said_is_withheld(survey: Source):
    found = found_of(disclose([asked(survey, "words", by="u")], k=K).tables[0])
    assert ("lecture", "a") not in found, "all 20 of a said it"
    crowd = found_of(disclose([asked(survey, "words", by="u")], k=K, crowd=20).tables[0])
    assert crowd["lecture", "a"].more["answers"] == 20


def test_key_words_count_as_two_sides(survey: Source):
    found = found_of(disclose([asked(survey, "keyness", by="u", group="a", most=10)], k=K).tables[0])
    assert found["garden", "a"].more["answers_rest"] == 18
    assert ("parking", "a") not in found, "the other side is of two"
    assert ("library", "a") in found, "11 and 2 of the others are told as 13"
    against = found_of(disclose([asked(survey, "keyness", by="u", group="a", against="c")], k=K).tables[0])
    assert ("library", "a") not in against, "alone, c is of two"


def test_a_second_table_is_held_against_the_first(survey: Source):
    released = Released()
    first = disclose([asked(survey, "keyness", by="u", group="a", most=10)], released, k=K)
    released.extend(first.entries)
    assert ("library", "a") in found_of(first.tables[0])
    second = found_of(disclose([asked(survey, "words", by="u")], released, k=K).tables[0])
    assert ("library", "b") not in second, "13 of both less 11 of b would be 2 of c"
    assert ("garden", "b") in second


def test_pairs_lie_within_words_and_do_not_leave(survey: Source):
    with pytest.raises(AnalysisError) as caught:
        disclose([asked(survey, "words", by="u", pairs=True)], k=K)
    assert caught.value.code == "disclosure_kind"
