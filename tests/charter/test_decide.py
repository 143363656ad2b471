"""The command: options, words, JSON and exit statuses, right and wrong."""

from __future__ import annotations

import inspect
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import Count, load_charter, motion_verdict, verdict_to_json
from konfrans.charter.starters import club
from konfrans.cli import law, plain
from konfrans.cli.main import main

from .club import club_text

DRAFT = "charters/azerbaijan-draft.toml"
EXAMPLE = "--kind charter_adoption --entitled 15 --present 11 --yes 9 --no 1 --abstain 1"

app = typer.Typer(add_completion=False)
app.command("decide", **law.decide.command_settings)(law.decide)


def run(options: str | list[str], charter: str = DRAFT):
    """What typer's command does, which is what the command does that reads plain options without typer."""
    typed = ["--charter", str(charter), *(options.split() if isinstance(options, str) else options)]
    done = CliRunner().invoke(app, typed)
    out, err = io.StringIO(), io.StringIO()
    masked = os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main(["decide", *typed])
    finally:
        os.umask(masked)
    assert (left.value.code, out.getvalue(), err.getvalue()) == (done.exit_code, done.stdout, done.stderr)
    return done


def test_the_founding_example_prints_the_verdict_with_its_arithmetic() -> None:
    done = run(EXAMPLE)
    assert done.exit_code == 0
    assert (
        done.stdout
        == """\
✓ Adopted: adoption of the charter
9 members voted for; 8 were needed, at least two thirds of the 11 present or represented.
Decided by: General Assembly

Majority, article 30(5): ✓ met
  needed: 8, for: 9
  At least two thirds of those present or represented must vote for.
  2/3 × 11 present or represented = 7 1/3, rounded up to 8.
  ■■■■■■■■|■×–
  9 for, 1 against, 1 abstaining

Quorum, article 30(4): ✓ met
  needed: 10, there: 11
  At least two thirds of the members entitled to vote must be present or represented.
  2/3 × 15 entitled = 10.
  ■■■■■■■■■■|■····
  11 present, 4 absent

What follows
  the persons chosen by the founding assembly: have it registered by the state (article 30(6)).

Not judged here: notice of the session (article 20(2)), agenda and papers (article 20(3)).
Members and seats were not given: taken to be as many as the entitled, 15.
Charter: Charter of the Conference of Azerbaijan University Rectors (azerbaijan-draft, version 1, SHA-256 {})
""".format(done.stdout.rsplit("SHA-256 ", 1)[1][:-2])
    )


def test_it_speaks_azerbaijani() -> None:
    done = run(f"{EXAMPLE} --lang az")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "✓ Qəbul edildi: Nizamnamənin qəbulu\nLehinə 9 səs verilib, tələb olunan səs sayı: 8 ("
    )
    assert "2/3 × iştirak edən və ya təmsil olunan 11 üzv = 7 1/3, yəni ən azı 8." in done.stdout


def test_json_is_the_stored_verdict_with_a_text_for_each_reason() -> None:
    for lang in ("en", "az"):
        done = run(f"{EXAMPLE} --json --lang {lang}")
        shown = json.loads(done.stdout)
        assert done.exit_code == 0
        texts = [reason.pop("text") for reason in shown["reasons"]]
        assert all(texts)
        with open(DRAFT, encoding="utf-8") as file:
            charter = load_charter(file.read())
        count = Count(entitled=15, present=11, yes=9, no=1, abstain=1)
        assert shown == verdict_to_json(motion_verdict(count, kind="charter_adoption", charter=charter))
        assert list(shown) == ["question", "kind", "outcome", "passed", "answer", "charter", "reasons", "next"]
        assert list(shown["charter"]) == ["key", "version", "sha256"]
        assert list(shown["reasons"][0]) == ["code", "article", "met", "needed", "got", "exact", "strict"]
        assert shown["reasons"][0] == {
            "code": "majority", "article": "30.5", "met": True, "needed": 8, "got": 9, "exact": "22/3", "strict": False,
        }  # fmt: skip
        assert shown["next"] == [{"act": "state_registration", "who": "chosen_founders", "article": "30.6", "by": None}]


STATUSES = [
    ("a motion that passed", "--kind ordinary --entitled 15 --present 12 --yes 7 --no 5", 0, "passed"),
    ("one that failed", "--kind ordinary --entitled 15 --present 12 --yes 5 --no 7", 1, "failed"),
    ("one without a quorum", "--kind ordinary --entitled 15 --present 7 --yes 7", 1, "invalid"),
    ("one without a result", "--kind ordinary --entitled 15 --present 12 --abstain 12", 1, "no_result"),
    ("a kind without a rule", "--kind appointment --entitled 15 --present 12 --yes 12", 2, "no_rule"),
    ("a tie in an open vote", "--kind ordinary --entitled 15 --present 12 --yes 6 --no 6", 3, "casting_vote"),
    ("a tie with the casting vote for", "--kind ordinary --entitled 15 --present 12 --yes 6 --no 6 --casting yes", 0, "passed"),
    ("a tie with the casting vote against", "--kind ordinary --entitled 15 --present 12 --yes 6 --no 6 --casting no", 1, "failed"),
    ("a tie in a secret vote", "--kind ordinary --entitled 15 --present 12 --yes 6 --no 6 --secret", 1, "failed"),
    ("a secret tie with a casting vote", "--kind ordinary --entitled 15 --present 12 --yes 6 --no 6 --secret --casting yes", 1, "failed"),
    ("an exclusion without a hearing", "--kind exclusion --entitled 15 --present 12 --yes 8 --no 4", 3, "incomplete"),
    ("an exclusion after a hearing", "--kind exclusion --entitled 15 --present 12 --yes 8 --no 4 --attest hearing=S.Sample", 0, "passed"),
    ("an open recall", "--kind recall --entitled 15 --present 12 --yes 8 --no 4 --open", 1, "invalid"),
    ("a secret recall", "--kind recall --entitled 15 --present 12 --yes 8 --no 4 --secret", 0, "passed"),
    ("a second call", "--kind ordinary --entitled 15 --present 5 --yes 3 --no 2 --call 2", 0, "passed"),
    ("proxies in the quorum", "--kind ordinary --entitled 15 --present 4 --represented 4 --yes 5 --no 3", 0, "passed"),
    ("every count given", "--kind election --members 16 --seats 17 --entitled 15 --present 12 --represented 1 --yes 5 --no 3 --abstain 1 --blank 2 --invalid 1 --not-voting 1", 0, "passed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "status", "outcome"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES]
)
def test_exit_status_and_outcome(options: str, status: int, outcome: str) -> None:
    for more in ("", " --json", " --lang az"):
        done = run(options + more)
        assert done.exit_code == status, done.output
        assert done.stdout
        assert done.stderr == ""
    shown = json.loads(run(options + " --json").stdout)
    assert (shown["outcome"], shown["passed"]) == (outcome, outcome == "passed")


COUNTS = "--kind ordinary --entitled 15 --present 12 --yes 7 --no 5"
WRONG = [
    ("an unknown option", f"{COUNTS} --abstian 1", "option_unknown", "--abstain"),
    ("an option without its value", "--kind ordinary --entitled", "option_value", "--entitled"),
    ("a kind left out", "--entitled 15", "option_missing", "--kind"),
    ("votes given twice", "--kind ordinary --entitled 15 --yes 5 --yes=9", "option_twice", "--yes"),
    ("a word for a number", "--kind ordinary --entitled fifteen", "option_value", "--entitled"),
    ("a half member", "--kind ordinary --entitled 7.5", "option_value", "--entitled"),
    ("a number beyond what a number may be", f"--kind ordinary --entitled {'9' * 5000}", "option_value", "--entitled"),
    ("a word for the call", f"{COUNTS} --call second", "call_unknown", "second"),
    ("a value for a switch", f"{COUNTS} --secret=1", "option_without_value", "--secret"),
    ("an argument too many", f"{COUNTS} yes", "usage", "yes"),
    ("nobody entitled", "--kind ordinary --present 12", "nobody_entitled", "--entitled"),
    ("an unknown kind", "--kind budgett --entitled 15", "kind_unknown", "budget"),
    ("an unknown language", f"{COUNTS} --lang fr", "language_unknown", "az, en"),
    ("more votes than members there", "--kind ordinary --entitled 15 --present 11 --yes 9 --no 9", "more_votes_than_there", "18"),
    ("more there than entitled", "--kind ordinary --entitled 10 --present 11", "more_there_than_entitled", "11"),
    ("more entitled than members", "--kind ordinary --entitled 15 --members 14", "more_entitled_than_members", "14"),
    ("more entitled than seats", "--kind ordinary --entitled 15 --seats 14", "more_entitled_than_seats", "14"),
    ("not voting that does not add up", f"{COUNTS} --not-voting 3", "votes_do_not_add_up", "15"),
    ("an article that is none", f"{COUNTS} --touches 99", "touches_unknown", "99"),
    ("a word for an article", f"{COUNTS} --touches six", "option_value", "--touches"),
    ("an article with an underscore", f"{COUNTS} --touches 1_2", "option_value", "--touches"),
    ("a negative count", "--kind ordinary --entitled 15 --present 3 --yes -1", "count_negative", "-1"),
    ("a count beyond any body", f"--kind ordinary --entitled {10**30}", "count_too_large", "1,000,000,000"),
    ("a third call", f"{COUNTS} --call 3", "call_unknown", "3"),
    ("a casting vote for neither", f"{COUNTS} --casting maybe", "casting_unknown", "maybe"),
    ("secret and open", f"{COUNTS} --secret --open", "ballot_twice", "--secret"),
    ("an attestation without a name", "--kind exclusion --entitled 15 --attest hearing=", "attestation_without_name", "hearing"),
    ("an attestation that is none", "--kind exclusion --entitled 15 --attest hearing", "attest_form", "KEY=NAME"),
    ("an attestation that is not asked for", f"{COUNTS} --attest hearing=X", "attestation_unknown", "hearing"),
    ("an attestation misspelt", "--kind exclusion --entitled 15 --attest hering=X", "attestation_unknown", "hearing"),
    ("an attestation twice", "--kind exclusion --entitled 15 --attest hearing=X --attest hearing=Y", "attestation_twice", "hearing"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "code", "named"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_cannot_be_judged_ends_with_status_2_and_says_why(options: str, code: str, named: str) -> None:
    plainly = run(options)
    assert (plainly.exit_code, plainly.stdout) == (2, "")
    assert named in plainly.stderr
    assert "Traceback" not in plainly.stderr
    shown = run(options + " --json")
    assert (shown.exit_code, shown.stderr) == (2, "")
    error = json.loads(shown.stdout)["error"]
    assert list(error) == ["code", "text", "remedy"]
    assert error["code"] == code
    assert error["text"]
    assert error["remedy"]
    if "--lang" not in options:
        azerbaijani = json.loads(run(options + " --json --lang az").stdout)["error"]
        assert azerbaijani["code"] == code
        assert azerbaijani["text"] != error["text"]


FOREIGN = ("Input should", "valid integer", "unable to parse", "requires an argument", "does not take", "Got unexpected",
           "No such file", "Is a directory")  # fmt: skip


@pytest.mark.parametrize("options", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
def test_no_words_of_the_parser_are_shown(options: str) -> None:
    for more in ("", " --lang az", " --lang az --json"):
        said = run(options + more)
        assert not any(words in said.stdout + said.stderr for words in FOREIGN), said.output


def test_a_wrong_number_names_option_value_and_remedy_in_the_language_asked_for() -> None:
    said = run("--kind ordinary --entitled fifteen --lang az")
    assert said.exit_code == 2
    assert said.stderr == "--entitled: tam ədəd deyil (“fifteen”).\nTam ədəd verin, məsələn: --entitled 3.\n"
    said = run("--lang=az --json --kind ordinary --entitled=fifteen")
    assert json.loads(said.stdout) == {
        "error": {
            "code": "option_value",
            "text": "--entitled: tam ədəd deyil (“fifteen”).",
            "remedy": "Tam ədəd verin, məsələn: --entitled 3.",
        }
    }


def test_an_option_without_its_value_is_named() -> None:
    assert json.loads(run("--json --kind ordinary --entitled").stdout)["error"]["code"] == "option_empty"
    assert run("--lang az --kind ordinary --entitled").stderr.startswith("Seçimin dəyəri göstərilməyib: --entitled.")


def test_a_charter_file_that_is_not_there_is_named_in_azerbaijani(tmp_path) -> None:
    for file, words in ((tmp_path / "none.toml", "Belə fayl yoxdur."), (tmp_path, "Bu, fayl deyil, qovluqdur.")):
        said = run(f"{COUNTS} --lang az", file)
        assert said.exit_code == 2
        assert said.stderr.startswith(f"{file}: {words}")
        assert not any(words in said.stderr for words in FOREIGN)


CHARTERS = {
    "no file": None,
    "no TOML": b"key = ",
    "no text": b"\xff\xfe",
    "nothing": b"",
    "an unknown key": club_text(("authentic", "autentic")).encode(),
    "a slogan": club_text(('"1/2", of = "entitled"', '0.67, of = "entitled"')).encode(),
    "a depth": b"a = " + b"[" * 9999,
}


@pytest.mark.parametrize("document", CHARTERS.values(), ids=CHARTERS.keys())
def test_a_charter_that_cannot_be_read_is_status_2_and_names_the_file(document: bytes | None, tmp_path) -> None:
    file = tmp_path / "club.toml"
    if document is not None:
        file.write_bytes(document)
    plainly, shown = run(COUNTS, file), run(COUNTS + " --json", file)
    assert (plainly.exit_code, shown.exit_code) == (2, 2)
    assert "club.toml" in plainly.stderr
    assert "club.toml" in json.loads(shown.stdout)["error"]["text"]


def test_every_fault_of_a_charter_is_listed_with_its_line(tmp_path) -> None:
    file = tmp_path / "club.toml"
    changes = (("authentic", "autentic"), ('of = "entitled"', 'of = "entiteld"'))
    file.write_text(club_text(*changes), encoding="utf-8")
    line = club_text(*changes)[: club_text(*changes).index("quorum =")].count("\n") + 1
    said = run(COUNTS, file).stderr
    assert "line 4, autentic: There is no key “autentic” here. Did you mean “authentic”?" in said
    assert f"line {line}, organs.general_assembly.quorum.more_than.of:" in said
    assert "1 more" not in said
    assert "(2 more faults.)" in json.loads(run(COUNTS + " --json", file).stdout)["error"]["text"]


def test_a_failure_of_the_program_itself_is_status_70(monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("konfrans.charter.motions.judge", broken)
    plainly, shown = run(COUNTS), run(COUNTS + " --json")
    assert (plainly.exit_code, shown.exit_code) == (70, 70)
    assert "RuntimeError: the disk is on fire" in plainly.stderr
    assert json.loads(shown.stdout)["error"]["code"] == "program_failed"


def test_what_was_left_out_is_said_and_what_was_given_is_not() -> None:
    assert "Members and seats were not given" in run(COUNTS).stdout
    assert "Seats were not given: taken to be as many as the entitled, 15." in run(COUNTS + " --members 15").stdout
    assert "not given" not in run(COUNTS + " --members 15 --seats 15").stdout
    assert "Not voting was not given: taken to be the remainder, 2." in run(COUNTS.replace("12", "14")).stdout


def test_a_casting_vote_that_does_not_count_is_named() -> None:
    assert "does not count: the votes were not equal." in run(COUNTS + " --casting no").stdout
    assert (
        "does not count"
        in run("--kind ordinary --entitled 15 --present 12 --yes 6 --no 6 --secret --casting yes").stdout
    )


def test_a_charter_cannot_move_the_cursor_of_a_terminal(tmp_path) -> None:
    file = tmp_path / "club.toml"
    file.write_text(club_text(("Charter of the club", "\\u001b[2JCharter")), encoding="utf-8")
    assert "\x1b" not in run(COUNTS, file).stdout
    file.write_text('"\\u001b[2J" = 1\n', encoding="utf-8")
    assert "\x1b" not in run(COUNTS, file).stderr


def test_help_names_every_option_and_status() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "140", "NO_COLOR": "1"}).stdout
    for option in ("--charter", "--kind", "--entitled", "--present", "--represented", "--yes", "--no", "--abstain", "--blank",
                   "--invalid", "--not-voting", "--members", "--seats", "--call", "--secret", "--open", "--casting",
                   "--attest", "--touches", "--lang", "--json"):  # fmt: skip
        assert option in shown
    assert "70" in shown


def test_a_terminal_shows_the_same_words_in_colour_and_never_breaks_a_figure(tmp_path) -> None:
    import pty

    typed = [sys.executable, "-m", "konfrans", "decide", "--charter", DRAFT, *EXAMPLE.split()]
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "46", "LINES": "40"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(typed, stdout=follower, stderr=follower, stdin=follower, env=environment) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    os.close(leader)
    text = seen.decode()
    assert process.returncode == 0
    assert "\x1b[" in text
    plain = "".join(_without_colour(text)).replace("\r", "")
    assert "7 1/3" in plain
    assert "■■■■■■■■|■×–" in plain
    assert max(len(line) for line in plain.splitlines()) <= 46


def _without_colour(text: str) -> list[str]:
    import re

    return [re.sub(r"\x1b\[[0-9;]*m", "", text)]


# the options without typer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["decide", "ask"])
def test_what_is_read_without_typer_is_what_typer_would_read(command: str) -> None:
    from konfrans.cli.group import LazyGroup

    params = {
        option: (one.name, one.is_flag, one.multiple)
        for one in LazyGroup(name="konfrans").get_command(None, command).params
        for option in one.opts
        if one.param_type_name == "option" and option != "--help"
    }
    values = {option: (name, False, name in plain.MANY) for option, (name, _) in plain.VALUES[command].items()}
    assert params == values | {option: (name, True, False) for option, name in plain.SWITCHES[command].items()}
    whole = {name for name, become in plain.VALUES[command].values() if become is plain.whole}
    signature = inspect.signature(getattr(law, command), eval_str=True).parameters
    assert whole == {name for name, one in signature.items() if "int" in str(one.annotation.__origin__)}
    needed = {name for name, one in signature.items() if one.default is one.empty}
    assert set(plain.NEEDED[command]) == needed


PLAIN = [
    "--charter",
    "c",
    "--kind=budget",
    "--entitled",
    "15",
    "--touches=6",
    "--touches",
    "7",
    "--attest",
    "a=b",
    "--secret",
]


def test_plain_options_are_read() -> None:
    assert plain.read("decide", PLAIN) == {
        "charter": "c", "kind": "budget", "entitled": 15, "touches": [6, 7], "attest": ["a=b"], "secret": True,
    }  # fmt: skip
    assert plain.read("ask", ["quorum", "--facts", "-", "--json"]) == {
        "question": "quorum",
        "facts": "-",
        "as_json": True,
    }


@pytest.mark.parametrize(
    "more",
    ["--help", "--no", "--no --lang az", "--no=", "--no x", "--no -1", "--no +1", "--no 1_0", "--no ١", f"--no {10**16}",
     "--entitled 9", "--secret", "--open=1", "--opn", "yes", "--", "-h", "--abstian 1"],
)  # fmt: skip
def test_what_needs_care_is_left_to_typer(more: str) -> None:
    assert plain.read("decide", [*PLAIN, *more.split()]) is None


def test_it_loads_no_django_and_no_typer_and_draws_with_rich_only_in_a_terminal() -> None:
    code = (
        "import sys\nfrom konfrans.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print([m for m in ('django', 'typer', 'pydantic', 'rich', 'tomlkit', 'rfc8785', 'hypothesis', 'numpy', 'konfrans.charter.checks',"
        " 'konfrans.charter.passage', 'konfrans.charter.published', 'konfrans.charter.asking') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "decide", "--charter", DRAFT, *EXAMPLE.split()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


# a small club ----------------------------------------------------------------------------------------------------------

SECOND = "--kind budget --entitled 20 --present 3 --yes 3 --call 2"


@pytest.fixture
def small_club(tmp_path):
    def written(**answers: str) -> str:
        file = tmp_path / "club.toml"
        file.write_text(club(answers, "en"), encoding="utf-8")
        return str(file)

    return written


def test_a_second_call_for_what_was_put_off_says_which_option_is_missing(small_club) -> None:
    charter = small_club()
    assert "for such an item add --put-off." in run(SECOND, charter).stdout
    assert "--put-off əlavə edin" in run(f"{SECOND} --lang az", charter).stdout
    for other in (f"{SECOND} --put-off", SECOND.replace(" --call 2", ""), SECOND.replace("budget", "dissolution")):
        assert "put-off" not in run(other, charter).stdout
    assert "put-off" not in run(SECOND, small_club(second="no")).stdout


def test_an_exclusion_says_for_how_long_objections_are_possible(small_club) -> None:
    options = "--kind exclusion --entitled 5 --present 5 --yes 4 --no 1 --attest hearing=A.A."
    charter = small_club(appeal="45")
    assert "an objection or appeal is possible within 45 days (article 2(4))." in run(options, charter).stdout
    assert "(Nizamnamənin 2.4-cü bəndi; müddət: 45 gün)." in run(f"{options} --lang az", charter).stdout
    assert "objections" not in run(options, small_club(appeal="0")).stdout


@pytest.mark.parametrize(("proxies", "words"), [("0", "present"), ("2", "present or represented")])
def test_a_quorum_says_represented_where_somebody_may_be(small_club, proxies: str, words: str) -> None:
    charter = small_club(proxies=proxies, second="1/10")
    assert f"At least one tenth of all members must be {words}." in run(f"{SECOND} --put-off", charter).stdout
    assert f"3 members were {words};" in run(SECOND, charter).stdout
    measureless = "\n".join(line for line in club({}, "en").splitlines() if line != 'measure = "present"')
    with open(charter, "w", encoding="utf-8") as file:
        file.write(measureless)
    assert "At least 1 member must be present." in run(f"{SECOND} --put-off", charter).stdout
    assert "ən azı 1 üzv iştirak etməlidir" in run(f"{SECOND} --put-off --lang az", charter).stdout


AMENDMENT = "--kind charter_amendment --entitled 30 --present 12 --yes 10 --no 2"


def test_an_amendment_says_which_articles_are_harder_to_change(small_club) -> None:
    charter = small_club(members="30", quorum="1/3", amendment="3/4", dissolution="4/5")
    done = run(AMENDMENT, charter)
    words = "If it amends article 6, at least four fifths of all members are needed (article 6(2)): add --touches 6."
    assert done.exit_code == 0 and words in done.stdout
    words = "6-cı maddəsi dəyişdirilirsə, bütün üzvlərin ən azı beşdə dördü lehinə səs verməlidir (Nizamnamənin 6.2-ci bəndi): --touches 6 əlavə edin."
    assert words in run(f"{AMENDMENT} --lang az", charter).stdout
    for other in (
        f"{AMENDMENT} --touches 5",
        f"{AMENDMENT} --touches 5 --touches 6",
        AMENDMENT.replace("charter_amendment", "budget"),
    ):
        assert "add --touches" not in run(other, charter).stdout
    assert run(f"{AMENDMENT} --touches 5", charter).exit_code == 0
    done = run(f"{AMENDMENT} --touches 5 --touches 6", charter)
    assert done.exit_code == 1 and "24 were needed, four fifths of all 30 members" in done.stdout
    shown = json.loads(run(f"{AMENDMENT} --touches 6 --json", charter).stdout)
    assert shown["reasons"][0]["needed"] == 24


@pytest.mark.parametrize(
    ("written", "english", "azerbaijani"),
    [
        ("articles = [1, 6]", "If it amends one of the articles 1, 6, at least", "bu maddələrdən biri (1, 6) dəyişdirilirsə"),
        ('of = "cast"', "four of the votes cast", ""),
        (None, "If it amends article 6, it is not put to the vote (article 6(2)): add --touches 6.", "təklif səsə qoyulmur"),
    ],
)  # fmt: skip
def test_articles_that_are_several_or_fixed_are_told_so(
    small_club, written: str | None, english: str, azerbaijani: str
) -> None:
    charter = small_club(members="30", quorum="1/3", dissolution="4/5")
    with open(charter, encoding="utf-8") as file:
        text = file.read()
    condition = 'condition = { article = "6.2", at_least = { share = "4/5", of = "members" } }'
    if written is None:
        text = text.replace(f"articles = [6], {condition}", "articles = [6]")
    elif "cast" in written:
        text = text.replace(f"[6], {condition}", f"[6], {condition.replace('members', 'cast')}")
        english, azerbaijani = (
            "at least four fifths of the votes cast for or against are needed",
            "ən azı beşdə dördü lehinə olmalıdır",
        )
    else:
        text = text.replace("articles = [6]", written)
    with open(charter, "w", encoding="utf-8") as file:
        file.write(text)
    assert english in run(AMENDMENT, charter).stdout
    assert azerbaijani in run(f"{AMENDMENT} --lang az", charter).stdout


def test_it_names_the_organ_and_warns_of_more_entitled_than_that_has(small_club) -> None:
    charter = small_club(committee="3", members="30")
    exclusion = "--kind exclusion --entitled 3 --present 3 --yes 2 --no 1 --attest hearing=A.A."
    shown = run(exclusion, charter).stdout
    assert "Decided by: Committee (3 members)\n" in shown and "More entitled" not in shown
    assert "orqan: Committee (üzv sayı: 3)" in run(f"{exclusion} --lang az", charter).stdout
    many = run("--kind exclusion --entitled 30 --present 20 --yes 16 --attest hearing=A.A.", charter)
    assert many.exit_code == 0 and "(30) than this organ has (3): check the number" in many.stdout
    assert "bu orqanın üzv sayından (3) çoxdur" in run("--kind exclusion --entitled 30 --lang az", charter).stdout
    assert "Decided by: General Assembly\n" in run("--kind budget --entitled 30 --present 20 --yes 16", charter).stdout
    grown = run("--kind budget --entitled 31 --present 20 --yes 16", charter).stdout
    assert "(31) than the charter says for this organ (30)" in grown


def test_a_ballot_that_nobody_described_is_said_to_be_supposed(small_club) -> None:
    charter = small_club()
    exclusion = "--kind exclusion --entitled 5 --present 5 --yes 5"
    assert "nobody said how it was: taken to be secret, as prescribed" in run(exclusion, charter).stdout
    assert "keçirilmiş sayılır: gizli" in run(f"{exclusion} --lang az", charter).stdout
    assert "needed: secret, was: open" in run(f"{exclusion} --open", charter).stdout


@pytest.mark.parametrize(
    ("edit", "kind", "organ_of", "said"),
    [
        (None, "exclusion", 5, "the charter lets members be represented (article 1(3)), not the seats of an organ (Committee)"),
        (None, "ordinary", 20, None),
        ("closed", "dissolution", 20, "they do not count for this kind of decision (article 1(3))"),
        ("none", "ordinary", 20, "the charter provides none (article 1(2))"),
    ],
)  # fmt: skip
def test_votes_by_proxy_that_the_charter_gives_nobody_are_doubted(tmp_path, edit, kind, organ_of, said) -> None:
    text = club({"proxies": "0" if edit == "none" else "2"}, "en")
    if edit == "closed":
        text = text.replace("cap = 2 }", 'cap = 2, closed = { article = "1.3", kinds = ["dissolution"] } }')
    file = tmp_path / "club.toml"
    file.write_text(text, "utf-8")
    options = f"--kind {kind} --entitled {organ_of} --present {organ_of - 1} --represented 1 --yes {organ_of} --attest hearing=X"
    if kind != "exclusion":
        options = options.replace(" --attest hearing=X", "")
    done = run(options, str(file))
    assert done.exit_code in (0, 1), done.output
    assert ("Votes by proxy were given" in done.stdout) == (said is not None)
    assert said is None or said in done.stdout


@pytest.mark.parametrize(
    ("given", "meant"), [("--for", "--yes"), ("--against", "--no"), ("--abstentions", "--abstain")]
)
def test_another_word_for_an_option_leads_to_it_and_not_to_its_opposite(given: str, meant: str) -> None:
    done = run(f"--kind ordinary --entitled 15 {given} 9")
    assert done.exit_code == 2 and f"Did you mean “{meant}”?" in done.stderr
