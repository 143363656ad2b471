"""The command `konfrans`. A command's module is imported only when the command is asked for, so that those of the engines
answer at once and `--help` needs no Django; so is typer, which reads options (`konfrans.cli.group`)."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import konfrans
from konfrans.cli import failures, plain, streams


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and its line in `--help`."""

    where: str
    words: str


COMMANDS: dict[str, Entry | dict[str, Entry]] = {
    "decide": Entry("konfrans.cli.law:decide", "Judge a vote by a charter, with article, needed and got."),
    "ask": Entry("konfrans.cli.law:ask", "Ask a charter a question: who may vote, what is owed, which organ decides …"),
    "language": {
        "check": Entry("konfrans.cli.languages:check", "What is still to be put into a language."),
    },
    "init": Entry("konfrans.cli.init:init", "Found a conference: languages, charter, first members, first secretary."),
    "conference": {
        "found": Entry("konfrans.cli.conference:found", "Say which conference this installation runs."),
    },
    "charter": {
        "start": Entry("konfrans.cli.starting:start", "Write a small club's charter to start from."),
        "check": Entry(
            "konfrans.cli.check:check", "Look for faults: structure, shares, words, and every vote that can be taken."
        ),
        "diff": Entry("konfrans.cli.comparison:diff", "What one charter does otherwise than another."),
        "compare": Entry("konfrans.cli.comparison:compare", "Charters side by side, mechanism by mechanism."),
        "what-if": Entry("konfrans.cli.comparison:what_if", "Recorded votes under several charters, and what flips."),
        "test": Entry(
            "konfrans.cli.trial:try_charter", "Ask a charter its examples; change its rules to see one break."
        ),
        "power": Entry("konfrans.cli.power:power", "Voting power of members and classes under a charter."),
        "export": Entry("konfrans.cli.exchange:export", "A charter as Akoma Ntoso, JSON or TOML."),
        "import": Entry("konfrans.cli.exchange:take", "A charter document from Akoma Ntoso or JSON."),
        "schema": Entry("konfrans.cli.proving:schema", "Print the JSON Schema of a charter."),
        "load": Entry("konfrans.cli.statutes:load", "Put a charter version in force from a date."),
    },
    "decision": {
        "recompute": Entry(
            "konfrans.cli.decisions:recompute", "Prove every stored verdict again from its frozen evidence."
        ),
        "export": Entry(
            "konfrans.cli.decisions:export", "One decision with charter, evidence and verdict, as canonical JSON."
        ),
        "verify": Entry("konfrans.cli.proving:verify", "Prove an exported decision again, without the register."),
    },
    "analyse": {
        "means": Entry("konfrans.cli.analyse:means", "Means of items, with the errors that the design gives them."),
        "totals": Entry("konfrans.cli.analyse:totals", "Totals of items over the population."),
        "proportions": Entry("konfrans.cli.analyse:proportions", "Shares of the levels of items."),
        "ratios": Entry("konfrans.cli.analyse:ratios", "Ratios of two totals, written y/x."),
        "quantiles": Entry("konfrans.cli.analyse:quantiles", "Quantiles, with intervals by Woodruff's method."),
        "crosstab": Entry(
            "konfrans.cli.analyse:crosstab", "Two columns against each other, with Rao and Scott's test."
        ),
        "compare": Entry("konfrans.cli.analyse:compare", "Differences of means between groups."),
        "trend": Entry("konfrans.cli.analyse:trend", "Differences between waves in one file."),
        "regress": Entry("konfrans.cli.analyse:regress", "Linear or logistic regression."),
        "rake": Entry("konfrans.cli.analyse:rake", "Fit the weights to known totals, into a copy of the file."),
        "replicates": Entry("konfrans.cli.analyse_plan:replicates", "Make replicate weights, into a copy of the file."),
        "run": Entry("konfrans.cli.analyse_plan:run", "All questions of a plan, in one pass over the data."),
        "reproduce": Entry("konfrans.cli.analyse_plan:reproduce", "Compute every number of a bundle again."),
        "hold": Entry(
            "konfrans.cli.analyse_plan:hold", "Hold the sums of a plan, so that its questions are answered at once."
        ),
        "alpha": Entry("konfrans.cli.analyse:alpha", "Whether items make a scale: Cronbach's alpha."),
        "omega": Entry("konfrans.cli.analyse:omega", "Whether one factor carries a scale: McDonald's omega."),
        "response": Entry("konfrans.cli.analyse_more:response", "Response rates by AAPOR's definitions."),
        "checks": Entry("konfrans.cli.analyse_more:checks", "Items left out, break-offs, straight-lining, speeding."),
        "representation": Entry("konfrans.cli.analyse_more:representation", "The sample beside known margins."),
        "words": Entry("konfrans.cli.analyse_more:words", "Words of open answers, without names."),
        "keyness": Entry("konfrans.cli.analyse_more:keyness", "Words that a group says more often than others."),
    },
    "journal": {
        "verify": Entry("konfrans.cli.journal:verify", "Check the whole chain; name the first entry that is wrong."),
        "anchor": Entry("konfrans.cli.journal:anchor", "Print number and hash of the newest entry."),
    },
    "person": {
        "export": Entry("konfrans.cli.people:export", "All that is held about a person, as JSON."),
        "erase": Entry("konfrans.cli.people:erase", "Erase a person's name at the person's request."),
    },
    "secretary": {
        "invite": Entry("konfrans.cli.people:invite_secretary", "Found the secretariat: invite its first member."),
    },
    "mail": {
        "list": Entry("konfrans.cli.mail:listed", "Letters, and what became of them."),
        "bounce": Entry("konfrans.cli.mail:bounce", "Take in the report that a letter came back."),
    },
    "migrate": Entry("konfrans.cli.house:migrate", "Create or bring up to date the tables."),
    "serve": Entry("konfrans.cli.house:serve", "Serve the pages and run the background work."),
    "sweep": Entry("konfrans.cli.house:sweep", "Do once all that is due and not yet done."),
    "demo": Entry("konfrans.cli.demo:demo", "Play the demonstration into an own database and serve it."),
    "backup": Entry("konfrans.cli.house:backup", "Database and files in one file, while serving."),
    "restore": Entry("konfrans.cli.house:restore", "Put a backup into an empty place."),
    "doctor": Entry("konfrans.cli.house:doctor", "Name what is wrong with a set-up."),
    "manage": Entry("konfrans.cli.house:manage", "A management command of Django."),
}


def every_command() -> list[str]:
    """The names of all commands, as typed: `decide`, `journal verify`, …"""
    names: list[str] = []
    for name, found in COMMANDS.items():
        names += [name] if isinstance(found, Entry) else [f"{name} {inner}" for inner in found]
    return names


def main(argv: list[str] | None = None) -> None:
    """Run a command and leave with its exit status: 2 where the input cannot be judged, 70 where the program failed, 74 and 141 where
    the output could not be written."""
    os.umask(0o077)  # what a command writes holds personal data: for its owner alone
    streams.stand_open()
    status: int | str | None
    try:
        try:
            status = _status(sys.argv[1:] if argv is None else argv)
        except SystemExit as left:
            if isinstance(left.__context__, BrokenPipeError):  # rich, of a page of help: it says 1
                raise left.__context__ from None
            status = left.code
        sys.stdout.flush()  # what fails here would fail when the program ends, after its status is given
    except OSError as failure:
        if not streams.unwritten(failure):
            raise
        status = streams.leave_unsaid(failure)
    sys.exit(status)


def _status(argv: list[str]) -> int:
    as_json = "--json" in argv
    if argv in (["--version"], ["-V"]):
        print(f"konfrans {konfrans.__version__}")
        return 0
    if argv[:1] in (["person"], ["secretary"]) and any(any("\ud800" <= c <= "\udfff" for c in word) for word in argv):
        say(
            "An argument is not text: it holds bytes that are no UTF-8.", "Type the address or the name again.", as_json
        )
        return 2
    absent = failures.nothing_there(argv)
    if absent:
        say(*absent, as_json, "nothing_there")
        return 2
    try:
        status = plain.run(argv)
        if status is not None:
            return status
        from konfrans.cli import group

        return group.run(argv, as_json=as_json)
    except (KeyboardInterrupt, EOFError):
        return 130
    except Exception as failure:
        if streams.unwritten(failure) or os.environ.get("KONFRANS_DEBUG"):
            raise
        return _failed(failure, argv, as_json)


def _failed(failure: Exception, argv: list[str], as_json: bool) -> int:
    means = failures.explained(failure)
    if means and argv[:1] == ["doctor"]:
        failures.say_doctor(*means, as_json=as_json)
        return 1
    if means:
        say(*means, as_json, "set_up")
        return 2
    say(
        f"konfrans failed: {type(failure).__name__}: {failure}", "Set KONFRANS_DEBUG=1 to see where.", as_json, "failed"
    )
    return 70


def remedy(argv: list[str]) -> str:
    words = [word for word in argv if not word.startswith("-")][:2]
    known = [name for name in every_command() if name.split()[0] in words[:1]]
    return f"See: konfrans {known[0] if len(known) == 1 else words[0] if known else ''} --help".replace("  ", " ")


def say(text: str, remedy: str, as_json: bool, code: str = "usage") -> None:
    if as_json:
        import json

        print(json.dumps({"error": {"code": code, "text": text, "remedy": remedy}}, ensure_ascii=False))
    else:
        streams.say(f"{text}\n{remedy}")


if __name__ == "__main__":
    main()
