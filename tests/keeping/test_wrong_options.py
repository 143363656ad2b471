"""What a command says of an option's value that it cannot use."""

from __future__ import annotations

import json

import pytest

from konfrans.cli.main import main


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (["serve", "--port", "x"], "--port: “x” is not a whole number."),
        (["serve", "--port", "70000"], "--port: 70000 is above 65535, the most that is possible."),
        (["serve", "--processes", "0"], "--processes: 0 is below 1, the least that is possible."),
    ],
)
def test_a_wrong_number_is_named_with_its_option(typed: list[str], text: str, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{text}\nSee: konfrans serve --help\n")


def test_as_json_it_is_the_error_object(capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["decide", "--json", "--lang", "az", "--charter", "c", "--kind", "ordinary", "--entitled", "x"])
    assert left.value.code == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "option_value"
    assert error["text"] == "--entitled: tam ədəd deyil (“x”)."
