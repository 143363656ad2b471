"""An exported decision proved again, and one that was tampered with."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import Count, Evidence, EvidenceError, judge, read_charter, sha256, verdict_to_json
from konfrans.charter.proving import prove
from konfrans.cli.proving import schema, verify

DRAFT = read_charter("charters/azerbaijan-draft.toml")
app = typer.Typer(add_completion=False)
app.command("verify", **verify.command_settings)(verify)
app.command("schema")(schema)


def exported(**changes) -> dict:
    evidence = Evidence(kind="charter_amendment", count=Count(entitled=15, present=12, yes=8, no=4))
    whole = {
        "decision": "2026/14",
        "charter": {"key": DRAFT.key, "version": "1", "sha256": DRAFT.sha256, "document": DRAFT.document},
        "evidence": evidence.to_json(),
        "verdict": verdict_to_json(judge(evidence, DRAFT)),
        "sha256": sha256(evidence.to_json()),
    }
    return whole | changes


def test_an_export_holds() -> None:
    proved = prove(json.dumps(exported()))
    assert proved.holds and [one.part for one in proved.proofs] == ["charter_hash", "evidence_hash", "verdict"]


@pytest.mark.parametrize(
    ("place", "value", "wrong"),
    [
        (("evidence", "count", "yes"), 7, ["evidence_hash", "verdict"]),
        (("verdict", "outcome"), "failed", ["verdict"]),
        (("charter", "sha256"), "0" * 64, ["charter_hash"]),
        (("sha256",), "", ["evidence_hash"]),
        (("charter", "document"), DRAFT.document.replace('"2/3"', '"3/4"'), ["charter_hash", "verdict"]),
    ],
)
def test_what_was_changed_is_named(place: tuple[str, ...], value: object, wrong: list[str]) -> None:
    whole = json.loads(json.dumps(exported()))
    inner = whole
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert [one.part for one in prove(json.dumps(whole)).proofs if not one.holds] == wrong


@pytest.mark.parametrize(
    "document", ["", "[]", "{}", "nul", '{"charter": 3}', "[" * 100_000, '{"charter": {"document": "x"}}']
)
def test_what_is_no_export_is_refused(document: str) -> None:
    with pytest.raises(EvidenceError):
        prove(document)


def test_the_command_says_what_holds(tmp_path) -> None:
    file = tmp_path / "decision.json"
    file.write_text(json.dumps(exported()), "utf-8")
    done = CliRunner().invoke(app, ["verify", str(file)])
    assert done.exit_code == 0
    assert "The verdict follows from them: passed." in done.stdout
    file.write_text(json.dumps(exported(sha256="0")), "utf-8")
    done = CliRunner().invoke(app, ["verify", str(file), "--lang", "az", "--json"])
    assert (done.exit_code, json.loads(done.stdout)["holds"]) == (1, False)
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "none.json")]).exit_code == 2


def altered(*path: str | int, value: object) -> dict:
    whole = json.loads(json.dumps(exported()))
    inner = whole["verdict"]
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return whole


APART = [
    ("needed of the majority", ("reasons", 0, "needed"), 9, "First difference: Majority (article 29(3)), needed: 9 is stored, 8 was found (verdict.reasons[1].needed).",
     "İlk fərq: Səs çoxluğu (Nizamnamənin 29.3-cü bəndi), tələb olunan: saxlanılan 9, hesablanan 8 (verdict.reasons[1].needed)."),
    ("article of the quorum", ("reasons", 1, "article"), "9.9", 'paragraph: "9.9" is stored, "29.2" was found (verdict.reasons[2].article).',
     'bənd: saxlanılan "9.9", hesablanan "29.2" (verdict.reasons[2].article).'),
    ("a reason that is left out", ("reasons",), [], "First difference: verdict.reasons[1]: null is stored, {", "İlk fərq: verdict.reasons[1]: saxlanılan null, hesablanan {"),
    ("the outcome alone", ("outcome",), "failed", 'First difference: verdict.outcome: "failed" is stored, "passed" was found.', 'İlk fərq: verdict.outcome: saxlanılan "failed", hesablanan "passed".'),
    ("a key that there is not", ("more",), "\x1b[2J", 'First difference: verdict.more: "\\u001b[2J" is stored, null was found.', "İlk fərq: verdict.more: saxlanılan"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "en", "az"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_the_first_reason_that_was_altered_is_named_with_its_field(
    path: tuple[str | int, ...], value: object, en: str, az: str, tmp_path
) -> None:
    file = tmp_path / "decision.json"
    file.write_text(json.dumps(altered(*path, value=value)), "utf-8")
    for language, said in (("en", en), ("az", az)):
        done = CliRunner().invoke(app, ["verify", str(file), "--lang", language])
        assert done.exit_code == 1
        assert said in done.stdout
    (row,) = [
        one
        for one in json.loads(CliRunner().invoke(app, ["verify", str(file), "--json"]).stdout)["rows"]
        if not one["holds"]
    ]
    assert set(row["differs"]) == {"key", "stored", "found"}


@pytest.mark.parametrize("key", ["key", "version"])
@pytest.mark.parametrize("value", ["other", None, 1])
def test_a_key_or_version_beside_the_charter_that_is_not_its_own_does_not_hold(
    key: str, value: object, tmp_path
) -> None:
    whole = exported()
    whole["charter"][key] = value
    file = tmp_path / "decision.json"
    file.write_text(json.dumps(whole), "utf-8")
    own = {"key": DRAFT.key, "version": DRAFT.version}[key]
    done = CliRunner().invoke(app, ["verify", str(file)])
    assert done.exit_code == 1
    assert f"charter.{key}: {json.dumps(value)} is stored, {json.dumps(own)} was found." in done.stdout
    done = CliRunner().invoke(app, ["verify", str(file), "--json"])
    shown = json.loads(done.stdout)
    assert (done.exit_code, shown["holds"]) == (1, False)
    assert shown["rows"][-1] == {"part": f"charter.{key}", "holds": False, "stored": value, "found": own}
    for altered_too in ({"passed": False}, {"kind": "recall"}):
        file.write_text(json.dumps(exported(verdict=exported()["verdict"] | altered_too)), "utf-8")
        assert CliRunner().invoke(app, ["verify", str(file)]).exit_code == 1


def test_the_schema_is_printed() -> None:
    assert json.loads(CliRunner().invoke(app, ["schema"]).stdout)["$schema"].endswith("2020-12/schema")
