"""What is no file, and where the output goes: nothing waits for ever, nothing is taken for a verdict that could not be told."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from konfrans.charter import CharterError, read_charter
from konfrans.charter.comparison.counts import read_counts
from konfrans.charter.files import read_file
from konfrans.charter.power import read_roll
from konfrans.charter.trial.cases import cases_beside
from konfrans.charter.words import speak
from konfrans.cli.main import main

CRC = "charters/crc-like.toml"
DECIDE = ("decide", "--charter", CRC, "--kind", "ordinary", "--entitled", "15", "--present", "12", "--yes", "8")


def run(*words: str, through: str = "", **more: object) -> subprocess.CompletedProcess[str]:
    """A command, with what a shell does around it: `through` follows its words."""
    typed = f'exec "$0" -m konfrans "$@" {through}' if "|" not in through else f'"$0" -m konfrans "$@" {through}'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", typed, sys.executable, *words],
        capture_output=True, text=True, timeout=60, check=False, **more,
    )  # fmt: skip


def refused(file: Path | str, most: int = 1000) -> str:
    """The code with which a file is refused; it has words in every language."""
    with pytest.raises(CharterError) as wrong:
        read_file(file, most)
    assert all(all(speak(code).error(wrong.value)) for code in ("az", "en"))
    return wrong.value.code


# files ----------------------------------------------------------------------------------------------------------------


def test_a_pipe_to_which_nobody_writes_is_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "file_unwritten"


def test_a_pipe_whose_writer_is_silent_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("konfrans.charter.files.PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    held = os.open(tmp_path / "pipe", os.O_RDWR)
    assert refused(tmp_path / "pipe") == "file_silent"
    os.close(held)


def test_a_pipe_is_read_though_its_writer_comes_late_and_pauses(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    first, second = threading.Event(), threading.Event()

    def write() -> None:
        first.wait(0.2)
        with open(tmp_path / "pipe", "wb", buffering=0) as pipe:
            pipe.write(b"one ")
            second.wait(0.1)
            pipe.write(b"two")

    writing = threading.Thread(target=write)
    writing.start()
    assert read_file(tmp_path / "pipe", 1000) == b"one two"
    writing.join()


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_no_file(device: str):
    assert refused(device) == "file_device"


def test_a_socket_a_folder_and_a_circle_of_links_are_no_files(tmp_path: Path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "s"))
        assert [refused(tmp_path / name) for name in ("s", "", "a", "c")] == [
            "file_device", "file_folder", "file_unreadable", "file_missing",
        ]  # fmt: skip


def test_no_more_is_read_of_a_file_than_it_may_hold(tmp_path: Path):
    (tmp_path / "large").write_bytes(b"x" * 5000)
    assert read_file(tmp_path / "large", 1000) == b"x" * 1001
    done = run("decide", *DECIDE[3:], through="--charter <(cat /dev/zero)")
    assert (done.returncode, "larger than" in done.stderr) == (2, True)


def test_every_file_of_a_command_may_be_a_pipe_and_is_no_device(tmp_path: Path):
    """Each is refused with its name, status 2 and a remedy, before anything waits for it."""
    charter, wrong = ["--charter", CRC], "/dev/zero"
    facts = ["--facts", str(tmp_path / "f.toml")]
    (tmp_path / "f.toml").write_text('kind = "ordinary"\nentitled = 15\npresent = 12\nyes = 8\n', "utf-8")
    for words in (
        ["decide", "--charter", wrong, "--kind", "ordinary", "--entitled", "3"],
        ["ask", "motion", "--charter", wrong, *facts],
        ["ask", "motion", *charter, "--facts", wrong],
        ["ask", "motion", *charter, *facts, "--holidays", wrong],
        ["charter", "check", wrong],
        ["charter", "test", wrong],
        ["charter", "test", CRC, wrong],
        ["charter", "power", CRC, "--roll", wrong],
        ["charter", "what-if", wrong, CRC],
        ["charter", "diff", CRC, wrong],
        ["charter", "compare", CRC, wrong],
        ["charter", "export", wrong],
        ["charter", "import", wrong],
        ["decision", "verify", wrong],
    ):
        done = said(words)
        assert (done[0], done[1].splitlines()[0]) == (2, "/dev/zero: This is no file but a device or a socket."), words
    done = run("ask", "motion", *charter, through=f"--facts <(cat {tmp_path / 'f.toml'})")
    assert (done.returncode, done.stderr) == (0, "")


def said(words: list[str]) -> tuple[object, str]:
    """Status and standard error of a command, in this process."""
    from contextlib import redirect_stderr
    from io import StringIO

    masked = os.umask(0o077)  # the command leaves its own behind
    try:
        with redirect_stderr(StringIO()) as shown, pytest.raises(SystemExit) as left:
            main(words)
    finally:
        os.umask(masked)
    return left.value.code, shown.getvalue()


def test_standard_input_that_is_closed_is_told():
    done = run("ask", "needed", "--charter", CRC, "--facts", "-", through="<&-")
    assert (done.returncode, done.stderr.startswith("-: The file cannot be opened")) == (2, True)


def test_an_export_from_standard_input_may_be_as_long_as_one_from_a_file():
    done = run("decision", "verify", "-", input="[" + " " * 2_000_000 + "]")
    assert done.returncode == 2
    assert "charter is missing" in done.stderr  # it was read to its end: JSON, and no export


# tables ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [read_roll, read_counts])
@pytest.mark.parametrize(
    ("document", "code", "line"),
    [
        (b",".join(b"c%d" % n for n in range(400_000)), "line_too_long", 1),
        (b"member,kind\n" + b"x" * 1_000_000, "line_too_long", 2),
        (b"\r\n".join((b"a;b", b";" * 30_000)), "line_too_long", 2),
        (b",".join([b"x"] * 101), "columns_too_many", 1),
    ],
)
def test_a_header_of_a_million_columns_is_refused_before_any_is_looked_up(
    read: object, document: bytes, code: str, line: int, monkeypatch: pytest.MonkeyPatch
):
    for where in ("power.rolls", "comparison.counts"):
        monkeypatch.setattr(f"konfrans.charter.{where}.nearest", lambda *_: pytest.fail("looked up"))
    with pytest.raises(CharterError) as wrong:
        read(document)  # type: ignore[operator]
    assert [(one.code, one.line) for one in wrong.value.faults] == [(code, line)]
    assert all(all(speak(language).error(wrong.value)) for language in ("az", "en"))


# the output -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [DECIDE, (*DECIDE, "--json"), ("charter", "schema"), ("decide", "--help"), ("--version",)]
)
def test_what_cannot_be_written_is_no_verdict(words: tuple[str, ...]):
    """A full device and a closed stream are told with a status of their own; who reads no further is told nothing."""
    for through, status, why in (
        (">/dev/full", 74, "no space left"),
        (">&-", 74, "it is closed"),
        ("| true", 141, ""),
    ):
        done = run(*words, through=through)
        wanted = f"The output cannot be written: {why}.\nWrite it elsewhere.\n" if why else ""
        assert (done.returncode, done.stderr) == (status, wanted), through


def test_messages_that_cannot_be_written_change_no_status():
    for closed in ("2>&-", "2>/dev/full", "<&- 2>&-"):
        assert run(*DECIDE, through=closed).returncode == 0
        assert run("decide", "--charter", "nowhere", *DECIDE[3:], through=closed).returncode == 2


def test_signs_that_an_encoding_lacks_are_escaped():
    few = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = run(*DECIDE, "--lang", "az", env=few)
    assert (done.returncode, done.stdout.startswith("\\u2713 ")) == (0, True)
    shown = run(*DECIDE, "--lang", "az", "--json", env=few)
    assert json.loads(shown.stdout) == json.loads(run(*DECIDE, "--lang", "az", "--json").stdout)


def test_a_charter_reads_the_same_through_a_pipe(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    writing = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(Path(CRC).read_bytes()))
    writing.start()
    assert read_charter(tmp_path / "pipe").sha256 == read_charter(CRC).sha256
    writing.join()


def test_cases_in_a_folder_that_may_not_be_looked_into_are_told(monkeypatch: pytest.MonkeyPatch):
    def forbidden(*_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", forbidden)
    assert cases_beside(Path("a/b.toml")) == Path("a/cases/b.toml")
