"""Words of open answers leave only where no small group follows from them: by subtraction between groups, and between two tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scipy import special

from konfrans.analysis import commands
from konfrans.analysis.comparison import holm
from konfrans.analysis.design import Design
from konfrans.analysis.disclose import Leaving, Released, disclose
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result
from tests.analysis.attacker import Attacker, open_by
from tests.analysis.test_disclose import refused_or_found

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
    result = commands.ask(source, PLAIN, command, given, K)
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
        asked(survey, "words", by="u", pairs=True)
    assert caught.value.code == "disclosure_pairs" and "--pairs" in caught.value.told("az")[1]


# -- what a list tells by what is not in it ---------------------------------------------------------------------------------------------


def listed(table: Any) -> list[tuple[tuple[str, ...], int]]:
    return [(key, row.more["answers"]) for key, row in found_of(table).items()]


@pytest.mark.parametrize("remembered", [True, False])
def test_no_threshold_and_no_length_of_a_list_places_a_withheld_word(survey: Source, remembered: bool):
    released = Released()
    if remembered:
        released.extend(disclose([asked(survey, "words")], released, k=K).entries)
    (whole,) = disclose([asked(survey, "words", by="u")], released, k=K).tables
    assert {key[0] for key, _number in listed(whole)} >= {"library", "garden"}
    assert [note["code"] for note in whole.notes] == ["words_left_out"], "and no number of them"
    for options in ({"min": 3}, {"min": 4}, {"min": 10}, {"min": 11}, {"min": 12}, {"most": 1}, {"most": 2}):
        (cut,) = disclose([asked(survey, "words", by="u", **options)], released, k=K).tables
        rows = [each for each in listed(whole) if each[1] >= options.get("min", 1)]
        wanted = [
            each
            for at, each in enumerate(rows)
            if sum(r[0][1] == each[0][1] for r in rows[:at]) < options.get("most", 30)
        ]
        assert listed(cut) == wanted and cut.notes == whole.notes, options


def test_words_that_were_not_asked_for_are_not_entered_as_left(survey: Source):
    (entry,) = disclose([asked(survey, "words", by="u", min=12)], k=K).entries
    assert {number for one, number in entry.cells if ("u", "b") in one} & {9, 11} == set()
    assert any(number == 12 for _one, number in entry.cells)


def test_corrected_probabilities_count_only_words_that_may_be_shown(survey: Source):
    given = {"by": "u", "group": "a"}
    rows = list(found_of(disclose([asked(survey, "keyness", **given)], k=K).tables[0]).values())
    assert 0 < len(rows) < len(asked(survey, "keyness", **given).result.rows)
    assert [row.more["p_holm"] for row in rows] == holm([float(special.chdtrc(1, row.more["g2"])) for row in rows])
    short = found_of(disclose([asked(survey, "keyness", most=1, **given)], k=K).tables[0])
    assert len(short) == 1
    for row in (*rows, *short.values()):
        assert row.more["p_bonferroni"] == pytest.approx(min(1, row.more["p"] * len(rows)), nan_ok=True)


def test_how_often_a_word_stands_does_not_leave(survey: Source):
    for row in found_of(disclose([asked(survey, "words")], k=K).tables[0]).values():
        assert row.document()["answers"] and row.document()["tokens"] is None


def test_words_that_were_not_gathered_for_control_are_refused(survey: Source):
    result = commands.ask(survey, PLAIN, "words", {"items": "comment", "min": 1})
    with pytest.raises(AnalysisError) as caught:
        disclose([result], k=K)
    assert caught.value.code == "disclosure_kind"


# -- two tables -------------------------------------------------------------------------------------------------------------------------


def survey_of(folder: Path, cases: Sequence[tuple[tuple[str, ...], int]], columns: str) -> Source:
    file = folder / "survey.csv"
    lines = [",".join(values) for values, number in cases for _case in range(number)]
    file.write_text("\n".join([columns, *lines]) + "\n", "utf-8")
    return open_source(file, 1)


@pytest.mark.parametrize("third", ["c", ""])
def test_a_group_that_an_earlier_table_left_out_does_not_follow(tmp_path: Path, third: str):
    """In the third group, or of those who named none, four of 30 say it."""
    cases = [
        ((group, sex, text), number)
        for group, numbers in (("a", (20, 10, 15, 15)), ("b", (18, 12, 14, 16)), (third, (2, 2, 11, 15)))
        for (sex, text), number in zip(
            (("f", "lift"), ("m", "lift"), ("f", "other"), ("m", "other")), numbers, strict=True
        )
    ]
    source = survey_of(tmp_path, cases, "u,sex,comment")
    released = Released()
    first = asked(source, "keyness", by="u", group="b", against="a") if third else asked(source, "words", by="u")
    found = disclose([first], released, k=K)
    released.extend(found.entries)
    assert ("lift", "b") in found_of(found.tables[0])
    second = refused_or_found([asked(source, "words", by="sex")], released, K)
    assert second is None or not {("lift", "f"), ("lift", "m")} <= set(found_of(second)), "40 and 24 less 60 are four"


def test_words_of_an_item_do_not_leave_beside_its_whole_answers(tmp_path: Path):
    cases = [(("cold room",), 4), (("room",), 15), (("canteen",), 20)]
    source = survey_of(tmp_path, cases, "comment")
    words, answers = (
        asked(source, "words"),
        Leaving(commands.ask(source, PLAIN, "proportions", {"items": "comment"}, K)),
    )
    for one, other in ((words, answers), (answers, words)):
        released = Released()
        released.extend(disclose([one], released, k=K).entries)
        with pytest.raises(AnalysisError) as caught:
            disclose([other], released, k=K)
        assert caught.value.code == "disclosure_answers" and all(caught.value.told(each) for each in ("az", "en"))
        assert caught.value.facts["table"] == released.entries[0].name
    with pytest.raises(AnalysisError) as caught:
        disclose([words, answers], k=K)
    assert caught.value.code == "disclosure_answers"
    with pytest.raises(AnalysisError) as caught:
        disclose([asked(source, "words", by="comment")], k=K)
    assert caught.value.code == "disclosure_answers"
