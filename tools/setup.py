"""Set-up: `.venv` with the locked packages, the project in it, the message catalogues and the built static files.

`python3 -m tools.setup core` makes what `make demo` needs, `all` what everything else needs as well. Runs on the
standard library alone, is quick when nothing has changed, and never takes away what an earlier set-up brought.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import front
from tools.console import PYTHON, ROOT, VENV, Progress, Stop, apt, run, say

LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("core", "all", "spark", "node", "pip")}
STAMP = VENV / "set-up.json"
KNOWN = ((3, 11), (3, 13))  # the Python versions of the classifiers
PIP = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_USER": "0",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PYTHONNOUSERSITE": "1",
}


def digest(*paths: Path) -> str:
    """One hash over the contents of some files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


# The environment ------------------------------------------------------------------------------------------------------


def _stamp() -> dict[str, str]:
    """What the last whole set-up of `.venv` wrote; empty when there is none, or it was for another place or Python."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if stamp.get("place") != str(ROOT) or not PYTHON.exists():
        return {}
    seen = subprocess.run([PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True, text=True)
    return stamp if seen.stdout.strip() == stamp.get("python") else {}


def _imports(module: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0


def make_venv() -> None:
    """A new `.venv`. Debian's python3 comes without ensurepip: then with its pip, then by installing python3-venv."""
    if VENV.exists():
        say(".venv", "is not whole or not of this Python: making it anew")
        shutil.rmtree(VENV)
    else:
        say(".venv", "making it")
    if not _imports("ensurepip") and not _imports("pip"):
        if not apt("python3-venv"):
            raise Stop("This Python has neither ensurepip nor pip. Type: sudo apt-get install python3-venv")
        if not _imports("ensurepip"):
            raise Stop(f"{sys.executable} has neither ensurepip nor pip, and python3-venv did not bring them")
    if _imports("ensurepip"):
        run([sys.executable, "-m", "venv", VENV])
    else:
        run([sys.executable, "-m", "venv", "--without-pip", VENV])
        pip: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            PYTHON,
            "install",
            "--require-hashes",
            "-r",
            LOCKS["pip"],
        ]
        run(pip, env=PIP)


def missing_wheels(output: str) -> list[str]:
    """The requirements for which pip found no wheel, from what it printed."""
    found = re.findall(
        r"(?:No matching distribution found for|Failed to build|Failed building wheel for) (\S+)", output
    )
    return sorted({name.strip("'\"`,") for name in found})


def explain(output: str) -> str:
    """One line for a failed installation: what is missing and what to do."""
    if re.search(r"NewConnectionError|NameResolutionError|Temporary failure in name resolution|ConnectTimeout", output):
        return "the package index cannot be reached: connect to the network and type the same command again"
    if "DO NOT MATCH THE HASHES" in output:
        return "a downloaded package does not match its hash in the lock: nothing was installed from it"
    if "No space left on device" in output:
        return "the disk is full: about 600 MB are needed"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    missing = missing_wheels(output)
    if missing:
        newest = f"{KNOWN[1][0]}.{KNOWN[1][1]}"
        remedy = f"; take Python 3.11 to {newest}: make setup PYTHON=python{newest}" if version not in _known() else ""
        return f"no wheel of {', '.join(missing)} for Python {version} on this system{remedy}"
    return "pip failed; its last lines stand above"


def _known() -> list[str]:
    return [f"{KNOWN[0][0]}.{minor}" for minor in range(KNOWN[0][1], KNOWN[1][1] + 1)]


def install(lock: Path, *more: str) -> None:
    """Install a hash-locked list, from wheels only unless `more` says otherwise to pip, and count aloud."""
    names = re.findall(r"^([A-Za-z0-9._-]+)(?:\[\S+\])?==", lock.read_text("utf-8"), re.MULTILINE)
    progress = Progress("packages", len(names))
    command = [PYTHON, "-m", "pip", "install", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    command += [*more, "--progress-bar", "off", "-r", lock]
    lines: list[str] = []
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env={**os.environ, **PIP},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            lines.append(line.rstrip())
            if found := re.match(r"(?:Collecting|Requirement already satisfied:|Ignoring) ([A-Za-z0-9._-]+)", line):
                progress.step(found[1])
            elif line.startswith("Installing collected packages"):
                progress.end("downloaded; installing")
    if pip.returncode:
        print("\n".join(f"    {line}" for line in lines[-12:]))
        raise Stop(explain("\n".join(lines)))


def environment(kind: str) -> None:
    """Bring `.venv` to what the lock of `kind` says. Its stamp is taken off first and written last."""
    stamp = _stamp()
    locked = {name: digest(LOCKS[name]) for name in ("core", "all", "spark")}
    project = digest(ROOT / "pyproject.toml")
    # The lock `all` holds all of `core`, in the same versions.
    whole = stamp.get("all") == locked["all"] and stamp.get("spark") == locked["spark"]
    done = whole or (stamp.get(kind) == locked[kind] and kind == "core")
    if done and stamp.get("project") == project:
        say("packages", "as locked")
        return
    version = ".".join(map(str, sys.version_info[:3]))
    known = version.rsplit(".", 1)[0] in _known()
    say("python", version if known else f"{version}: newer than those tried ({', '.join(_known())}); trying")
    if not stamp:
        make_venv()
    STAMP.unlink(missing_ok=True)
    if not done:
        install(LOCKS[kind])
        stamp[kind] = locked[kind]
        if kind == "all":
            # There is no wheel of pyspark: its source package is unpacked with the setuptools that the lock `all` brought.
            install(LOCKS["spark"], "--no-build-isolation", "--no-binary", "pyspark")
            stamp["spark"] = locked["spark"]
    editable: list[str | Path] = [PYTHON, "-m", "pip", "install", "-q", "--no-build-isolation", "--no-deps", "-e", ROOT]
    run(editable, env=PIP)
    seen = subprocess.run([PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True)
    stamp |= {"place": str(ROOT), "python": seen.stdout.strip(), "project": project}
    _write(STAMP, json.dumps(stamp, indent=1) + "\n")
    say("packages", "installed")


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, path)


# The built files ------------------------------------------------------------------------------------------------------


def _major(program: str, env: Mapping[str, str]) -> int:
    try:
        seen = subprocess.run([program, "--version"], capture_output=True, text=True, env=env, cwd=ROOT, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"(\d+)\.", seen.stdout)
    return int(found[1]) if found and seen.returncode == 0 else 0


def node() -> dict[str, Any]:
    """The environment in which `npm` runs: an installed Node, or else the one of the wheel, in `.venv`."""
    plain = dict(os.environ)
    if _major("node", plain) >= 18 and _major("npm", plain) >= 7:
        return plain
    with_venv = {**plain, "PATH": f"{VENV / 'bin'}{os.pathsep}{plain.get('PATH', '')}"}
    if not (_major("node", with_venv) >= 18 and _major("npm", with_venv) >= 7):
        say("node", "none is installed: taking the one of the locked wheel")
        install(LOCKS["node"])
    return with_venv


def static_files() -> None:
    """`npm ci` and the built folder, when their sources have changed."""
    packages = digest(ROOT / "package-lock.json")
    mark = front.MODULES / ".set-up"
    if not mark.exists() or mark.read_text("utf-8") != packages:
        env = node()
        say("front end", "fetching the locked packages")
        mark.unlink(missing_ok=True)
        run(["npm", "ci", "--no-progress", "--loglevel=error"], env=env)
        _write(mark, packages)
    sources = digest(ROOT / "package-lock.json", ROOT / "tools" / "front.py", ROOT / "tools" / "atlas.py")
    made = front.BUILT / ".set-up"
    if made.exists() and made.read_text("utf-8") == sources:
        say("front end", "as locked")
        return
    front.build()
    _write(made, sources)
    say("front end", "faces and map built")


def catalogues() -> None:
    """Compile the messages of every language; polib does it, so no gettext is needed on the system."""
    say("languages", run([PYTHON, "-m", "tools.catalogues", "compile"]).strip())


def bytecode() -> None:
    """Compile the program beforehand: where Python is told to write no bytecode (PYTHONDONTWRITEBYTECODE), a command would compile all that it
    imports each time, which doubles the time of a short one."""
    run([PYTHON, "-m", "compileall", "-q", ROOT / "src" / "konfrans"])
    say("program", "compiled")


def main(words: Sequence[str]) -> int:
    if len(words) != 1 or words[0] not in ("core", "all"):
        print(__doc__)
        return 2
    started = time.monotonic()
    print("Setting up konfrans" if words[0] == "all" else "Setting up konfrans for the demonstration", flush=True)
    try:
        with (ROOT / ".setup.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("waiting", "another set-up is at work in this folder")
                fcntl.flock(lock, fcntl.LOCK_EX)
            environment(words[0])
            static_files()
            catalogues()
            bytecode()
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    except KeyboardInterrupt:
        say("stopped", "the next set-up begins where this one was whole")
        return 130
    say("ready", f"{time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
