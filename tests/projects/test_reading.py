"""Facts files: what is wrong is named with file, line, field and remedy, and nothing is taken in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.projects.messages import MESSAGES
from konfrans.projects.rules.lines import key_lines, line_of
from konfrans.projects.rules.reading import FactsInvalid, read_facts
from konfrans.projects.services.importing import fault_words
from tests.projects.conftest import facts_files

LANGUAGES = ("az", "en")
GOOD = """\
[[source]]
key = "page"
address = "example.org/project"
name = { en = "A page", az = "Səhifə" }
seen = "2026-11"

[[institution]]
key = "one"
code = "ONE"
kind = "university"
country = "AZ"
name = { en = "University One", az = "Birinci Universitet" }
source = "page"

[[project]]
key = "trial"
acronym = "TRIAL"
title = { en = "A trial", az = "Sınaq" }
lead = { en = "A trial.", az = "Sınaq." }
programme = { en = "Programme", az = "Proqram" }
funder = { en = "Funder", az = "Maliyyələşdirən" }
source = "page"

[[project.fact]]
kind = "end"
[[project.fact.value]]
value = "2024-07-14"
source = "page"
shown = true

[[project.partner]]
institution = "one"
role = "coordinator"
from = "2021-01-15"
source = "page"

[[project.work_package]]
number = 1
title = { en = "First", az = "Birinci" }
from = "2021-01"
to = "2021-11"
source = "page"
[[project.work_package.activity]]
number = "1.1"
title = { en = "Begin", az = "Başlanğıc" }

[[project.milestone]]
date = "2021-10-01"
work_packages = [1]
text = { en = "It began", az = "Başladı" }
source = "page"
"""


def read(text: str, name: str = "facts.toml", **options):
    return read_facts({name: text}, languages=LANGUAGES, **options)


def line_with(text: str) -> int:
    return next(n for n, line in enumerate(GOOD.splitlines(), 1) if text in line)


def test_the_facts_of_the_demonstration_are_sound():
    found = read_facts(facts_files(), languages=LANGUAGES)
    assert [project.key for project in found.project] == ["ecar", "eqac"]
    assert len(found.committee) == 5
    ecar = found.project[0]
    assert [value.value for fact in ecar.fact if fact.kind == "end" for value in fact.value] == [
        "2024-01-14", "2024-07-14", "2025-01-14", "2023-09",
    ]  # fmt: skip
    assert {value.source for fact in ecar.fact if fact.kind == "number" for value in fact.value} == {"aztu", "mru"}


def test_the_good_file_is_read():
    found = read(GOOD)
    assert found.project[0].partner[0].institution == "one"


# What is replaced, by what, and the problem it must give: (line of the text, code, field)
WRONG = [
    pytest.param('kind = "university"', 'kind = "academy"', "facts_unknown_code", "institution.kind", id="an unknown kind of institution"),
    pytest.param('country = "AZ"', 'country = "Azerbaijan"', "facts_wrong_country", "institution.country", id="a country that is no code"),
    pytest.param('code = "ONE"', 'code = "ONE"\nrector = "Somebody"', "facts_unknown_key", "institution.rector", id="an unknown key"),
    pytest.param('acronym = "TRIAL"\n', "", "facts_missing_key", "project.acronym", id="a key that is missing"),
    pytest.param('title = { en = "A trial", az = "Sınaq" }', 'title = { en = "A trial" }', "facts_missing_language", "project.title", id="a language without a text"),
    pytest.param('title = { en = "First", az = "Birinci" }', 'title = "First"', "facts_wrong_texts", "project.work_package.title", id="a text where languages are needed"),
    pytest.param('seen = "2026-11"', 'seen = "November 2026"', "facts_wrong_date", "source.seen", id="a date in words"),
    pytest.param('date = "2021-10-01"', 'date = "2021-02-30"', "facts_wrong_date", "project.milestone.date", id="a day that does not exist"),
    pytest.param('value = "2024-07-14"', 'value = "summer"', "facts_wrong_date", "project.fact.value.value", id="a value that is no date"),
    pytest.param('role = "coordinator"', 'role = "leader"', "facts_unknown_code", "project.partner.role", id="an unknown role"),
    pytest.param('institution = "one"', 'institution = "two"', "facts_unknown_reference", "project.partner.institution", id="a partner that is nowhere"),
    pytest.param('to = "2021-11"', 'to = "2020-11"', "facts_turned", "project.work_package.to", id="months turned round"),
    pytest.param("work_packages = [1]", "work_packages = [1, 7]", "facts_no_such_package", "project.milestone.work_packages", id="a work package that is not there"),
    pytest.param("number = 1\n", 'number = "one"\n', "facts_wrong_number", "project.work_package.number", id="a number in words"),
    pytest.param('kind = "end"', 'kind = "budget"', "facts_unknown_code", "project.fact.kind", id="an unknown kind of fact"),
    pytest.param('key = "trial"', 'key = "Trial!"', "facts_wrong_key", "project.key", id="a key with other letters"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "field"), WRONG)
def test_a_wrong_facts_file_names_its_place(right, wrong, code, field):
    assert right in GOOD
    with pytest.raises(FactsInvalid) as caught:
        read(GOOD.replace(right, wrong, 1))
    (problem,) = caught.value.problems
    assert (problem.file, problem.code, problem.field) == ("facts.toml", code, field)
    expected = GOOD[: GOOD.index(right)].count("\n") + 1
    if code == "facts_unknown_key":
        expected += 1
    if code == "facts_missing_key":
        expected = GOOD[: GOOD.index("[[project]]")].count("\n") + 1
    assert problem.line == expected


def test_every_fault_is_told_at_once_in_the_order_of_lines():
    text = GOOD.replace('country = "AZ"', 'country = "az"').replace('role = "coordinator"', 'role = "leader"')
    with pytest.raises(FactsInvalid) as caught:
        read(text)
    assert [p.code for p in caught.value.problems] == ["facts_wrong_country", "facts_unknown_code"]


def test_what_is_wrong_between_rows_is_told_together_with_rows_of_a_wrong_shape():
    text = GOOD.replace('kind = "university"', 'kind = "unversity"').replace('acronym = "TRIAL"', "acronym = 7")
    text = text.replace('role = "coordinator"', 'role = "boss"').replace(
        "work_packages = [1]", "work_packages = [1, 9]"
    )
    text = text.replace("shown = true\n", 'shown = true\n[[project.fact.value]]\nvalue = "2024"\nsource = "nowhere"\n')
    text += '[[committee]]\nkey = "c"\nname = { en = "C", az = "C" }\nmentor = "nobody"\nsource = "pgae"\n'
    with pytest.raises(FactsInvalid) as caught:
        read(text)
    assert [(p.field, p.code, p.facts().get("value", "")) for p in caught.value.problems] == [
        ("institution.kind", "facts_unknown_code", "unversity"),
        ("project.acronym", "facts_wrong_text", ""),
        ("project.fact.value.source", "facts_unknown_reference", "nowhere"),
        ("project.partner.role", "facts_unknown_code", "boss"),
        ("project.milestone.work_packages", "facts_no_such_package", "9"),
        ("committee.mentor", "facts_unknown_reference", "nobody"),
        ("committee.source", "facts_unknown_reference", "pgae"),
    ]


def test_a_country_that_there_is_not_is_told_with_the_other_faults():
    with pytest.raises(FactsInvalid) as caught:
        read(GOOD.replace('country = "AZ"', 'country = "XX"').replace('institution = "one"', 'institution = "two"'))
    assert [p.code for p in caught.value.problems] == ["facts_wrong_country", "facts_unknown_reference"]


def test_a_row_whose_name_cannot_be_read_makes_no_reference_to_it_a_fault():
    with pytest.raises(FactsInvalid) as caught:
        read(GOOD.replace('key = "page"', "key = 7"))
    assert [p.field for p in caught.value.problems] == ["source.key"]


@pytest.mark.parametrize(
    "text",
    ["project = 1", "project = [1]", "source = [[1]]", "[[project]]\npartner = 3\nfact = [4]", "x = 1", "[project]"],
)
def test_what_is_no_table_where_one_must_be_is_a_fault_and_no_failure(text):
    with pytest.raises(FactsInvalid):
        read(text)


def test_a_duplicate_institution_names_both_places():
    again = '[[institution]]\nkey = "one"\ncode = "TWO"\nkind = "university"\ncountry = "AZ"\nname = { en = "Two", az = "İki" }\nsource = "page"\n'
    with pytest.raises(FactsInvalid) as caught:
        read_facts({"a.toml": GOOD, "b.toml": again}, languages=LANGUAGES)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field, problem.code) == (
        "b.toml",
        2,
        "institution.key",
        "facts_duplicate",
    )
    first = line_with('key = "one"')
    assert problem.facts()["first"] == f"a.toml:{first}"


def test_a_duplicate_activity_is_named():
    again = GOOD.replace(
        "[[project.milestone]]",
        '[[project.work_package.activity]]\nnumber = "1.1"\ntitle = { en = "x", az = "y" }\n\n[[project.milestone]]',
    )
    with pytest.raises(FactsInvalid) as caught:
        read(again)
    assert [(p.code, p.field) for p in caught.value.problems] == [
        ("facts_duplicate", "project.work_package.activity.number")
    ]


def test_two_shown_values_of_a_fact_are_refused():
    text = GOOD.replace(
        "[[project.partner]]",
        '[[project.fact.value]]\nvalue = "2024-01-14"\nsource = "page"\nshown = true\n\n[[project.partner]]',
        1,
    )
    with pytest.raises(FactsInvalid) as caught:
        read(text)
    assert caught.value.problems[0].code == "facts_shown_twice"


def test_what_is_no_toml_names_the_line():
    with pytest.raises(FactsInvalid) as caught:
        read(GOOD.replace('key = "trial"', 'key = "trial'))
    (problem,) = caught.value.problems
    assert problem.code == "facts_not_toml"
    assert problem.line == line_with('key = "trial"')


def test_an_institution_of_the_register_may_be_referred_to():
    text = GOOD.replace('institution = "one"', 'institution = "elsewhere"')
    assert read(text, known_institutions=["elsewhere"]).project[0].partner[0].institution == "elsewhere"


def test_a_number_of_students_needs_day_and_source():
    with pytest.raises(FactsInvalid) as caught:
        read(GOOD.replace('code = "ONE"', 'code = "ONE"\nstudents = 5000'))
    assert caught.value.problems[0].code == "facts_students_need_source"


def test_every_problem_has_words_that_name_the_remedy():
    for case in WRONG:
        right, wrong, code, _field = case.values
        with pytest.raises(FactsInvalid) as caught:
            read(GOOD.replace(right, wrong, 1))
        assert code in MESSAGES
        words = fault_words(caught.value.problems[0])
        assert words.endswith(".")
        assert "%(" not in words


# The line finder -----------------------------------------------------------------------------------------------------------


def test_lines_are_found_in_nested_tables_and_after_multiline_values():
    text = '''\
# a comment with = and [[nothing]]
title = """
key = "inside a text"
[[also.inside]]
"""
list = [
  "a", # ]
  "b",
]

[[outer]]
a.b = 1
[[outer.inner]]
x = { one = "{ not = a key", two = 2 }
[[outer.inner]]
x = 1
[[outer]]
[[outer.inner]]
"quoted key" = 3
'''
    found = key_lines(text)
    assert ("key",) not in found
    assert found["list",] == 6
    assert found["outer", 0, "a", "b"] == 12
    assert found["outer", 0, "inner", 0, "x", "two"] == 14
    assert found["outer", 0, "inner", 1, "x"] == 16
    assert found["outer", 1, "inner", 0, "quoted key"] == 19
    assert line_of(found, ("outer", 1, "inner", 0, "missing")) == 18
    assert line_of(found, ("nothing",)) is None


keys = st.text(alphabet="abcdefgh_-", min_size=1, max_size=6)


@given(st.lists(keys, min_size=1, max_size=8, unique=True))
def test_every_key_of_a_flat_file_is_found_on_its_line(names):
    text = "".join(f'{name} = "value = [{n}] # {{"\n' for n, name in enumerate(names))
    found = key_lines(text)
    assert [found[name,] for name in names] == list(range(1, len(names) + 1))


@given(st.text(max_size=300))
def test_the_line_finder_takes_any_text(text):
    assert all(number >= 1 for number in key_lines(text).values())


HOSTILE = {
    "dotted keys": (
        "\n".join(f"{'.'.join('a' * 1 + str(n) for _ in range(40))} = 1" for n in range(200)),
        "facts_key_too_long",
    ),
    "one long dotted key": (".".join("a" for _ in range(20_000)) + " = 1", "facts_key_too_long"),
    "brackets": ("a=" + "[" * 5000, "facts_too_deep"),
    "tables in tables": ("[[a]]\n[[a.b]]\n" * 30_000, "facts_too_many_keys"),
    "a long number": ("a = " + "1" * 5000, "facts_number_too_long"),
    "behind what is no TOML": ("?\n" + ".".join("a" for _ in range(20_000)) + " = 1", "facts_not_toml"),
    "a file of more than a megabyte": ("# " + "x" * 1_048_576, "facts_too_large"),
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_within_bounds(text, code):
    import time
    import tracemalloc

    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(FactsInvalid) as invalid:
        read(text)
    seconds, (_now, most) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {problem.code for problem in invalid.value.problems} == {code}
    assert seconds < 10 and most < 64 * 2**20
    assert "%(" not in fault_words(invalid.value.problems[0])


def test_files_are_measured_together():
    with pytest.raises(FactsInvalid) as invalid:
        read_facts({f"{n}.toml": "# " + "x" * 300_000 for n in range(4)}, languages=LANGUAGES)
    assert [problem.code for problem in invalid.value.problems] == ["facts_too_large"]


def test_no_more_faults_are_named_than_anybody_reads():
    with pytest.raises(FactsInvalid) as invalid:
        read("".join(f"k{n} = 1\n" for n in range(5000)))
    assert len(invalid.value.problems) == 100
