"""The locks hold what the project asks for, with hashes and without addresses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import lock

ROOT = Path(__file__).resolve().parents[2]


def locked(name: str) -> dict[str, str]:
    """Package and version of each entry of a lock; two entries with markers are two versions."""
    text = (lock.LISTS / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE))


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("name", list(lock.SOURCES))
def test_every_entry_of_a_lock_has_a_hash_and_no_address(name):
    text = (lock.LISTS / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_every_dependency_in_a_version_that_is_asked_for():
    extras = project()["optional-dependencies"]
    for name, words in {"core": project()["dependencies"], "all": [*extras["dev"], *extras["postgres"]]}.items():
        versions = locked(name)
        for word in words:
            asked = Requirement(word)
            version = versions.get(canonicalize_name(asked.name))
            assert version, f"{asked.name} is in pyproject.toml and not in {name}.txt: make lock"
            assert asked.specifier.contains(version, prereleases=True), f"{word} against {version}: make lock"


def test_the_lock_of_all_holds_the_core_in_the_same_versions():
    assert locked("core").items() <= locked("all").items()


def test_npms_lock_has_hashes_and_no_addresses():
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", text)
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    packages = json.loads(text)["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in entry for place, entry in packages.items() if place)


def test_npm_is_told_to_keep_addresses_out_and_to_run_no_scripts():
    settings = dict(line.split("=", 1) for line in (ROOT / ".npmrc").read_text("utf-8").split())
    assert settings["omit-lockfile-registry-resolved"] == settings["ignore-scripts"] == settings["save-exact"] == "true"


def test_the_classifiers_name_the_pythons_that_setup_knows():
    from tools import setup

    prefix = "Programming Language :: Python :: 3."
    named = [word.rpartition(" ")[2] for word in project()["classifiers"] if word.startswith(prefix)]
    assert named == setup._known()
