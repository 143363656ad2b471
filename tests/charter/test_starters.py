"""The charters to start from, and the page that leads from one to a club's own: every line that it says to write is tried."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import LawError, load_charter
from konfrans.charter.checks import check
from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.findings import Level
from konfrans.charter.comparison.difference import difference
from konfrans.charter.starters import starter, starter_languages
from konfrans.charter.trial.cases import cases_of, try_cases
from konfrans.charter.words import languages
from konfrans.cli.check import check as check_command
from konfrans.cli.starting import start
from konfrans.cli.trial import try_charter

PAGE = Path("docs/law/club.md").read_text("utf-8")
ENGLISH = starter("en")
ROWS = [
    row
    for line in PAGE.splitlines()
    if line.startswith("| ") and len(row := [cell.strip() for cell in line.strip("|").split("|")]) == 3
]
VARIANTS = [row for row in ROWS[: [row[0] for row in ROWS].index("it says")] if row[0] != "your club wants"]
FINDINGS = ROWS[[row[0] for row in ROWS].index("it says") + 1 :]
EDIT = re.compile(
    r"`(?P<old>[^`]+)` → `(?P<new>[^`]+)`"
    r"|without (?P<what>the line|the table|all from|(?=`))\s*`(?P<at>[^`]+)`(?: of (?P<of>[0-9]+\.[0-9]+))?"
)
WRITTEN = re.compile(r"(?:After the line `([^`]+)`|At the end of the file) write:\n\n```toml\n(.*?)```", re.DOTALL)
(ANSWER,) = re.findall(r"```toml\n(\[\[accepted\]\].*?)```", PAGE, re.DOTALL)

app = typer.Typer(add_completion=False)
app.command("start", **start.command_settings)(start)
app.command("check", **check_command.command_settings)(check_command)
app.command("test", **try_charter.command_settings)(try_charter)


def run(*words: str):
    return CliRunner().invoke(app, list(words))


# the page, followed -----------------------------------------------------------------------------------------------------


def edited(text: str, *cells: str) -> str:
    """A charter after what the cells of a row say; what they say to replace or to take out has to be there."""
    for found in (one for cell in cells for one in EDIT.finditer(cell)):
        old, new, what, at = found["old"], found["new"], found["what"], found["at"]
        assert (old or at) in text, found[0]
        if old:
            text = text.replace(old, new)
        elif what == "the line":
            (line,) = [line for line in text.splitlines(keepends=True) if at in line]
            text = text.replace(line, "")
        elif what == "the table":
            text = text.replace(table(text, at, found["of"]), "")
        else:
            text = text[: text.index(at)] if what == "all from" else text.replace(at, "")
    return text


def table(text: str, head: str, of: str | None) -> str:
    """A table as the page has it: its line in square brackets, and what follows up to an empty line or the next such line."""
    every = re.findall(rf"^{re.escape(head)}.*\n(?:[^\[\n].*\n)*", text, re.MULTILINE)
    (one,) = [found for found in every if of is None or f'article = "{of}"' in found]
    return one


def with_written(text: str, places: list[tuple[str, str]]) -> str:
    for after, written in places:
        if not after:
            text += "\n" + written
            continue
        (line,) = [line for line in text.splitlines(keepends=True) if after in line]
        text = text.replace(line, line + written)
    return text


def unanswered(text: str) -> set[tuple[str, str]]:
    report = check(text)
    assert report.charter is not None
    return {(one.article, one.code) for one in report.findings if one.weighs}


# the two charters -------------------------------------------------------------------------------------------------------


def test_there_is_a_charter_to_start_from_in_every_language_that_the_engine_speaks() -> None:
    assert starter_languages() == languages()
    with pytest.raises(LawError) as refused:
        starter("../club.en")
    assert refused.value.code == "language_unknown"


@pytest.mark.parametrize("language", starter_languages())
@pytest.mark.parametrize("size", [7, 12, 15, 20, 40])
def test_it_is_clean_in_clubs_of_every_size(language: str, size: int) -> None:
    text = starter(language)
    of_a_club = text.replace("size = 20", f"size = {size}")
    for report in (check(of_a_club), check(text, Sizes(size))):
        assert report.clean, [one.code for one in report.findings if one.weighs]
        assert report.number(Level.FAULT) == 0


@pytest.mark.parametrize("language", starter_languages())
def test_its_examples_are_answered_as_expected_and_it_speaks_one_language(language: str) -> None:
    charter = load_charter(starter(language))
    assert charter.languages == (language,)
    tried = try_cases(cases_of(charter), charter)
    assert len(tried) >= 6 and all(one.holds for one in tried)
    assert {one.holder for one in charter.categories.values()} == {"person"}


def test_the_two_have_the_same_rules_and_the_same_examples() -> None:
    first, second = (load_charter(starter(language)) for language in ("az", "en"))
    assert {one.relation for one in difference(first, second)} == {"same"}
    assert bare(first.document) == bare(second.document)


def bare(document: str) -> object:
    """A charter without its words: what `charter diff` leaves out is held against the other one too."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            return {key: without(one) for key, one in value.items() if key not in WORDS}
        return [without(one) for one in value] if isinstance(value, list) else value

    return without(tomllib.loads(document))


WORDS = {"languages", "authentic", "title", "heading", "text", "name", "reason"}


# the command ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", starter_languages())
def test_the_command_writes_the_file_and_says_what_to_do_next(tmp_path: Path, language: str) -> None:
    file = tmp_path / "our club.toml"
    done = run("start", str(file), "--lang", language)
    assert done.exit_code == 0, done.stderr
    assert file.read_text("utf-8") == starter(language)
    edit, checking, testing = done.stdout.splitlines()
    assert f"'{file}'" in edit
    assert f"konfrans charter check '{file}'" in checking and f"konfrans charter test '{file}'" in testing
    assert run("check", str(file)).exit_code == run("test", str(file)).exit_code == 0


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "our-club.toml"
    file.write_text("mine", encoding="utf-8")
    pointing = tmp_path / "pointing.toml"
    pointing.symlink_to(tmp_path / "nowhere.toml")
    for there in (file, pointing, tmp_path):
        done = run("start", str(there))
        assert done.exit_code == 2 and not done.stdout
        assert f"“{there}” is there already, and was left as it is.\nGive another name" in done.stderr
    assert run("start", str(file), "--lang", "az").stderr.startswith(f"“{file}” adlı fayl artıq var")
    assert file.read_text("utf-8") == "mine" and sorted(tmp_path.iterdir()) == [file, pointing]


def test_a_place_that_cannot_be_written_and_a_language_without_a_charter_are_refused(tmp_path: Path) -> None:
    nowhere = run("start", str(tmp_path / "no" / "club.toml"))
    assert nowhere.exit_code == 2 and "cannot be written (No such file or directory)" in nowhere.stderr
    other = run("start", str(tmp_path / "club.toml"), "--lang", "de")
    assert other.exit_code == 2 and "The language “de” is not spoken here." in other.stderr
    assert list(tmp_path.iterdir()) == []


# the page ---------------------------------------------------------------------------------------------------------------


def test_the_page_has_what_most_clubs_change() -> None:
    assert len(VARIANTS) > 20 and len(FINDINGS) == 5
    assert PAGE.count("\n") <= 125, "one page"


@pytest.mark.parametrize("row", VARIANTS, ids=[row[0] for row in VARIANTS])
def test_what_the_page_says_to_write_for_a_wish_is_clean(row: list[str]) -> None:
    """Remarks that it names are made, are no others, and are answered as the page says."""
    wish, words, rule = row
    changed = edited(ENGLISH, words, rule)
    found = unanswered(changed)
    assert {code for _article, code in found} == set(re.findall(r"`([a-z_]+)`", wish))
    answers = [ANSWER.replace("4.1", article).replace("abstaining_harms", code) for article, code in sorted(found)]
    assert unanswered("\n".join([changed, *answers])) == set()


@pytest.mark.parametrize("row", VARIANTS, ids=[row[0] for row in VARIANTS])
def test_the_rules_of_the_page_are_written_the_same_in_every_language(row: list[str]) -> None:
    """So that the page serves each of them; comments alone, which are in the language of the charter, are left out."""
    cell = re.sub(r" # who(?:ever)? \w+", "", row[2]).replace("# No fee?", "[[article]]\nnumber = 7")
    for language in starter_languages():
        changed = edited(starter(language), cell)
        assert changed != starter(language) and check(changed).charter is not None


def test_a_club_with_many_wishes_follows_the_page_and_is_clean() -> None:
    rows = {row[0]: row[1:] for row in VARIANTS}
    wishes = [
        "a quorum of one third", "no second call", "21 days of notice", "one tenth may call a session", "equal votes: not adopted",
        "secret ballots always", "a committee of three", "terms of three years", "the assembly admits", "no appeal",
        "amendment by three quarters", "dissolution by four fifths", "no fee",
    ]  # fmt: skip
    changed = edited(ENGLISH, *(cell for wish in wishes for cell in rows[wish]))
    places = WRITTEN.findall(PAGE)
    changed = with_written(changed.replace(" and casts it in person", ""), places)
    charter = load_charter(changed)
    assert unanswered(changed) == set()
    told = [one.case.example.article for one in try_cases(cases_of(charter), charter) if not one.holds]
    assert told == ["3.1", "6.1"], "what was changed on purpose, and nothing else"


def test_what_the_page_says_to_write_for_proxies_is_clean() -> None:
    places = WRITTEN.findall(PAGE)[:2]
    changed = ENGLISH.replace(" and casts it in person", "")
    changed = changed.replace('"3.1", measure = "present", ', '"3.1", ')
    charter = load_charter(with_written(changed, places))
    assert unanswered(charter.document) == set()
    assert charter.representation.proxies["external"].cap == 1


def test_a_paragraph_without_a_rule_and_a_rule_of_ones_own_are_clean() -> None:
    paragraph, rule_of_it = WRITTEN.findall(PAGE)[2:]
    assert unanswered(with_written(ENGLISH, [paragraph])) == set()
    charter = load_charter(with_written(ENGLISH, [paragraph, rule_of_it]))
    assert unanswered(charter.document) == set()
    rule = charter.motion_rule("large_spending")
    assert rule.organ.key == "assembly" and rule.second_call is not None


@pytest.mark.parametrize("row", FINDINGS, ids=[re.findall("`(.*?)`", row[0])[0] for row in FINDINGS])
def test_a_finding_of_the_page_is_told_so(row: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said, after, remedy = row
    Path("our-club.toml").write_text(edited(ENGLISH, after), encoding="utf-8")
    done = run("check", "our-club.toml")
    for words in re.findall(r"`(.*?)`", said):
        assert words in done.stdout + done.stderr
    if "without" in remedy:
        words_too = edited(ENGLISH, after, "`Charter when at least two thirds` → `Charter when more than half`", remedy)
        assert unanswered(words_too) == set()


def test_an_example_that_no_longer_holds_is_told_as_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    changed = edited(ENGLISH, *VARIANTS[0][1:])
    Path("our-club.toml").write_text(changed, encoding="utf-8")
    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)[1]
    assert run("test", "our-club.toml").stdout.startswith(shown)
    expected = re.search(r"`(expect = [^`]+)`", PAGE)[1]
    Path("our-club.toml").write_text(
        changed.replace('expect = { outcome = "invalid", needed = 10 }', expected), encoding="utf-8"
    )
    assert run("test", "our-club.toml").exit_code == 0
