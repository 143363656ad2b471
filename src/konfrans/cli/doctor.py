"""What is wrong with a set-up, each thing with its remedy. Every look stands alone: one that fails hides none of the others."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import connection

from konfrans.kernel import clock

LEAST_FREE = 1 << 30
OLDEST_BACKUP = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `state` is `well`, `note` (worth knowing) or `wrong`; `remedy` is empty where all is well."""

    name: str
    state: str
    found: str
    remedy: str = ""


Look = Callable[[], Iterator[Finding]]


def well(name: str, found: str) -> Finding:
    return Finding(name, "well", found)


def note(name: str, found: str, remedy: str = "") -> Finding:
    return Finding(name, "note", found, remedy)


def wrong(name: str, found: str, remedy: str) -> Finding:
    return Finding(name, "wrong", found, remedy)


def examine() -> list[Finding]:
    """Look at everything; what needs the tables is looked at where the tables are there."""
    found: list[Finding] = []
    for look in (_home, _space, _secret, _address, _deployment, _static, _catalogues, _mail, _time):
        found += _safely(look)
    database = _safely(_database)
    found += database
    if not any(each.state == "wrong" for each in database):
        for look in (_conference, _charter, _journal, _letters, _sweeps, _factors, _files, _backup):
            found += _safely(look)
    return found


def _safely(look: Look) -> list[Finding]:
    name = look.__name__.strip("_")
    try:
        return list(look())
    except Exception as error:  # a doctor who falls ill helps nobody
        return [wrong(name, f"could not be looked at: {type(error).__name__}: {error}", "Set KONFRANS_DEBUG=1 and report it.")]


def _home() -> Iterator[Finding]:
    home = Path(settings.KONFRANS_HOME)
    for folder in (home, Path(settings.KONFRANS_FILES)):
        if not folder.exists() and folder != home:
            continue
        try:
            with tempfile.NamedTemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield wrong("home", f"{folder} cannot be written: {error.strerror}", f"Give the user of the service the folder {folder}.")
            return
    loose = home.stat().st_mode & 0o007
    if loose and not settings.KONFRANS_DEMO:
        yield note("home", f"{home} can be entered by every user of this machine", f"Type: chmod o= {home}")
    else:
        yield well("home", f"{home} can be written")


def _space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.KONFRANS_HOME).free
    said = f"{free / 2**30:.1f} GB free"
    yield well("disk", said) if free >= LEAST_FREE else wrong("disk", said, "Make room: a full disk stops every act.")


def _secret() -> Iterator[Finding]:
    if os.environ.get("KONFRANS_SECRET_KEY"):
        if len(settings.SECRET_KEY) < 50:
            yield wrong("secret key", "KONFRANS_SECRET_KEY is shorter than 50 characters", "Choose a longer, random one.")
        else:
            yield well("secret key", "from the environment")
        return
    kept = Path(settings.KONFRANS_HOME) / "secret-key"
    if kept.stat().st_mode & 0o077:
        yield wrong("secret key", f"{kept} can be read by others", f"Type: chmod 600 {kept}")
    else:
        yield well("secret key", "in the home, readable by its owner alone")


def _address() -> Iterator[Finding]:
    url = urlsplit(settings.KONFRANS_URL)
    local = url.hostname in {"localhost", "127.0.0.1"}
    if settings.DEBUG:
        yield wrong("address", "KONFRANS_DEBUG is on: errors show the inside of the program", "Unset KONFRANS_DEBUG.")
    if local:
        yield note("address", f"{settings.KONFRANS_URL}: for this machine only", "On a server set KONFRANS_URL=https://your.name.")
    elif url.scheme != "https":
        yield wrong("address", f"{settings.KONFRANS_URL} is not https: sign-ins travel in the open", "Set up TLS; KONFRANS_URL=https://….")
    elif settings.SECURE_PROXY_SSL_HEADER is None:
        yield wrong(
            "address", "https, but KONFRANS_BEHIND_PROXY is not set: every page redirects to itself",
            "Set KONFRANS_BEHIND_PROXY=1, and let the proxy send X-Forwarded-Proto.",
        )  # fmt: skip
    else:
        yield well("address", f"{settings.KONFRANS_URL}, hosts {', '.join(settings.ALLOWED_HOSTS)}")


def _deployment() -> Iterator[Finding]:
    secure = settings.KONFRANS_URL.startswith("https://")
    found = [c for c in checks.run_checks(include_deployment_checks=secure) if not c.is_silenced()]
    for each in found:
        yield wrong("settings", f"{each.id}: {each.msg.splitlines()[0]}", each.hint or "See konfrans manage check --deploy.")
    if not found:
        yield well("settings", f"Django's checks {'for a server ' if secure else ''}find nothing")


def _static() -> Iterator[Finding]:
    from django.contrib.staticfiles import finders

    needed = ("built/fonts.css", "built/world.json", "konfrans/css/tokens.css", "konfrans/favicon.svg")
    missing = [name for name in needed if not finders.find(name)]
    sheet = finders.find("built/fonts.css")
    faces = list(Path(sheet).parent.glob("fonts/*.woff2")) if isinstance(sheet, str) else []
    printed = list(Path(sheet).parent.glob("ttf/*.ttf")) if isinstance(sheet, str) else []
    if missing or not faces or not printed:
        named = ", ".join(missing or (["faces for pages"] if not faces else ["faces for documents"]))
        yield wrong("static files", f"not built: {named}", "In the repository type make setup; a wheel has them inside.")
    else:
        yield well("static files", f"built, {len(faces)} faces for pages, {len(printed)} for documents")


def _catalogues() -> Iterator[Finding]:
    import konfrans

    texts = sorted(Path(konfrans.__file__).parent.rglob("locale/*/LC_MESSAGES/django.po"))
    stale = [po for po in texts if not po.with_suffix(".mo").exists() or po.stat().st_mtime > po.with_suffix(".mo").stat().st_mtime + 1]
    if stale:
        named = ", ".join(f"{po.parents[3].name} {po.parents[1].name}" for po in stale[:4])
        yield wrong("languages", f"{len(stale)} of {len(texts)} catalogues are not compiled: {named}", "In the repository type make setup.")
    else:
        spoken = ", ".join(code for code, _name in settings.LANGUAGES)
        yield well("languages", f"{spoken}; {len(texts)} catalogues compiled")


def _mail() -> Iterator[Finding]:
    if settings.KONFRANS_DEMO:
        yield well("mail", "nothing leaves the demonstration")
        return
    from django.core.mail import get_connection

    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server: Any = get_connection(fail_silently=False, timeout=5)
    try:
        server.open()
        if getattr(server, "connection", None) is not None:
            server.connection.ehlo_or_helo_if_needed()
        server.close()
    except Exception as error:  # smtplib, ssl and socket each have their own
        yield wrong("mail", f"{where} does not answer: {error}", "Look at KONFRANS_MAIL and at the mail server.")
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield wrong("mail", f"letters come from {settings.DEFAULT_FROM_EMAIL}", "Set KONFRANS_MAIL_FROM to an address of your own.")
    else:
        yield well("mail", f"{where} answers; letters come from {settings.DEFAULT_FROM_EMAIL}")


def _time() -> Iterator[Finding]:
    now = clock.machine()
    zone = f"{settings.TIME_ZONE}, there it is {now.astimezone(clock.zone()):%d.%m.%Y %H:%M}"
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        yield wrong("time", f"the machine's clock is at {now:%d.%m.%Y}", "Set the clock; let it follow a time server.")
    elif abs(clock.now() - now) > timedelta(minutes=1):
        yield note("time", f"{zone}; the conference's clock stands at {clock.local():%d.%m.%Y %H:%M}", "The demonstration has a day of its own.")
    else:
        yield well("time", zone)


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError

    from konfrans.kernel.backup.state import first_line, pending

    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT sqlite_version()")
                version = f"SQLite {cursor.fetchone()[0]}"
                cursor.execute("PRAGMA journal_mode")
                (mode,) = cursor.fetchone()
                cursor.execute("PRAGMA quick_check")
                (whole,) = cursor.fetchone()
            else:
                cursor.execute("SHOW server_version")
                version, mode, whole = f"PostgreSQL {cursor.fetchone()[0]}", "wal", "ok"
        waiting = len(pending())
    except DatabaseError as error:
        yield wrong("database", f"does not answer: {first_line(error)}", "Look at KONFRANS_DATABASE and at the database server.")
        return
    if waiting:
        yield wrong("database", f"{version}; {waiting} migrations wait", "Type: konfrans migrate")
    elif mode != "wal":
        yield wrong("database", f"{version} writes its journal as {mode}, not as WAL", "Put the file on a local disk: WAL needs one.")
    elif whole != "ok":
        yield wrong("database", f"{version} finds its file damaged: {whole}", "Stop serving, keep the file, restore the last backup.")
    else:
        yield well("database", f"{version}, up to date")


def _conference() -> Iterator[Finding]:
    from konfrans.kernel.condition import conference_name

    name = conference_name()
    if not name:
        yield wrong("conference", "it is not said which conference this is", "Type: konfrans conference found --help")
    else:
        yield well("conference", name)


def _charter() -> Iterator[Finding]:
    from konfrans.statutes.selectors import version_on

    version = version_on(clock.today())
    if version is None:
        yield wrong("charter", "none is in force today: no decision can be judged", "Type: konfrans charter load FILE --from DATE")
    else:
        yield well("charter", f"in force: {version}")


def _journal() -> Iterator[Finding]:
    from konfrans.kernel import journal
    from konfrans.kernel.condition import newest_entry_at

    newest = newest_entry_at()
    if newest and newest > clock.machine() + timedelta(minutes=5) and not settings.KONFRANS_DEMO:
        yield wrong("journal", f"the newest entry is of {newest:%d.%m.%Y %H:%M} UTC, later than this machine's clock", "Set the clock.")
    else:
        head = journal.anchor()
        yield well("journal", f"{head.number} entries (konfrans journal verify checks them)")


def _letters() -> Iterator[Finding]:
    from konfrans.kernel.letters import letters_waiting

    waiting, given_up = letters_waiting()
    if given_up:
        yield wrong(
            "letters", f"{given_up} could not be sent or are held, {waiting} wait",
            "Look at mail above; then type: konfrans sweep --retry-letters",
        )  # fmt: skip
    else:
        yield well("letters", f"{waiting} wait" if waiting else "none waits")


def _sweeps() -> Iterator[Finding]:
    from konfrans.kernel.sweeping import not_running

    for each in not_running():
        if each.error:
            yield wrong("background work", f"{each.name} fails: {each.error}", "Look at the log of konfrans serve.")
        else:
            since = "never ran" if each.seconds is None else f"ran {each.seconds / 60:.0f} minutes ago"
            yield wrong("background work", f"{each.name} {since}", "Let konfrans serve run: its worker does this.")
    if not not_running():
        yield well("background work", "every sweep runs")


def _factors() -> Iterator[Finding]:
    from allauth.mfa.utils import is_mfa_enabled

    from konfrans.people.selectors import secretaries_on

    people = [office.person for office in secretaries_on(clock.today()).select_related("person__account")]
    accounts = [person.account for person in people if hasattr(person, "account") and person.account.is_active]
    if not accounts:
        yield wrong("secretariat", "nobody can sign in as its secretary", "Type: konfrans secretary invite --help")
        return
    without = [account for account in accounts if not is_mfa_enabled(account)]
    if without and settings.KONFRANS_SECOND_FACTOR:
        # They cannot work without one: they are led to it when they next sign in.
        yield note("secretariat", f"{len(without)} of {len(accounts)} accounts have no second factor yet", "They set it up when they sign in.")
    else:
        yield well("secretariat", f"{len(accounts)} accounts{', each with a second factor' if not without else ''}")


def _files() -> Iterator[Finding]:
    from konfrans.kernel.condition import files_missing

    missing, every = files_missing()
    if missing:
        yield wrong("files", f"{missing} of {every} are not on the disk", f"Put them back into {settings.KONFRANS_FILES} from a backup.")
    else:
        yield well("files", f"{every} kept, all on the disk")


def _backup() -> Iterator[Finding]:
    from konfrans.kernel.backup.restoring import last_backup

    if settings.KONFRANS_DEMO:
        return
    last = last_backup()
    if last is None:
        yield note("backup", "none was made from here yet", "Type: konfrans backup FILE, and let a timer do it daily.")
        return
    age = clock.machine() - datetime.fromisoformat(last["at"])
    said = f"the last is of {last['at']}, in {last.get('file', '?')}"
    if age > OLDEST_BACKUP:
        yield wrong("backup", said, "Type: konfrans backup FILE, and let a timer do it daily.")
    else:
        yield well("backup", said)


def as_json(findings: list[Finding]) -> str:
    """One object: `ok`, and every finding."""
    ok = not any(each.state == "wrong" for each in findings)
    return json.dumps({"ok": ok, "findings": [asdict(each) for each in findings]}, ensure_ascii=False, indent=1)


def as_text(findings: list[Finding]) -> str:
    """A line for each finding, and under it the remedy; a last line that says how many are wrong."""
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    marks = {"well": ("✓", "32"), "note": ("·", "33"), "wrong": ("✗", "31")}
    lines = []
    for each in findings:
        mark, code = marks[each.state]
        shown = f"\033[{code}m{mark}\033[0m" if colour else mark
        lines.append(f"{shown} {each.name:<16} {each.found}")
        if each.remedy:
            lines.append(f"{'':<18} → {each.remedy}")
    count = sum(each.state == "wrong" for each in findings)
    lines.append("All is well." if not count else f"{count} {'thing is' if count == 1 else 'things are'} wrong.")
    return "\n".join(lines)
