"""Looks at the database and what its tables tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from konfrans.cli.doctor.findings import Finding, note, well, wrong
from konfrans.kernel import clock

OLDEST_BACKUP = timedelta(days=2)
FAILED_LETTERS = {"uncertain": "uncertain", "refused": "refused", "bounced": "came back"}


def database() -> Iterator[Finding]:
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
        yield wrong(
            "database", f"does not answer: {first_line(error)}", "Look at KONFRANS_DATABASE and at the database server."
        )
        return
    if waiting:
        yield wrong("database", f"{version}; {waiting} migrations wait", "Type: konfrans migrate")
    elif mode != "wal":
        yield wrong(
            "database",
            f"{version} writes its journal as {mode}, not as WAL",
            "Put the file on a local disk: WAL needs one.",
        )
    elif whole != "ok":
        yield wrong(
            "database",
            f"{version} finds its file damaged: {whole}",
            "Stop serving, keep the file, restore the last backup.",
        )
    else:
        yield well("database", f"{version}, up to date")


def conference() -> Iterator[Finding]:
    from konfrans.founding.selectors import kept_address
    from konfrans.kernel.condition import conference_name

    name = conference_name()
    if not name:
        address = kept_address()
        yield wrong(
            "conference",
            "none is founded",
            f"Open in the browser: {address}"
            if address
            else "Type: konfrans serve, and open the address that it tells; or konfrans init, which asks",
        )
    else:
        yield well("conference", name)


def charter() -> Iterator[Finding]:
    from konfrans.statutes.selectors import version_on

    version = version_on(clock.today())
    if version is None:
        yield wrong(
            "charter",
            "none is in force today: no decision can be judged",
            "Type: konfrans charter load FILE --from DATE",
        )
    else:
        yield well("charter", f"in force: {version}")


def journal() -> Iterator[Finding]:
    from konfrans.kernel.condition import newest_entry_at
    from konfrans.kernel.journal import anchor

    newest = newest_entry_at()
    if newest and newest > clock.machine() + timedelta(minutes=5) and not settings.KONFRANS_DEMO:
        yield wrong(
            "journal",
            f"the newest entry is of {newest:%d.%m.%Y %H:%M} UTC, later than this machine's clock",
            "Set the clock.",
        )
    else:
        head = anchor()
        yield well("journal", f"{head.number} entries (konfrans journal verify checks them)")


def letters() -> Iterator[Finding]:
    from konfrans.kernel.letters import letter_counts, letters_waiting

    waiting, stuck = letters_waiting()
    counts = letter_counts()
    unseen = [f"{counts[state]} {words}" for state, words in FAILED_LETTERS.items() if counts[state]]
    if stuck:
        unseen.insert(0, f"{stuck} could not be sent or are held")
    if not unseen:
        yield well("letters", f"{waiting} wait" if waiting else "none waits")
        return
    remedies = ["Look at mail above; then type: konfrans sweep --retry-letters"] if stuck else []
    if len(unseen) > len(remedies):
        remedies.append("Look at desk/mail/ in the browser, or type: konfrans mail list")
    yield wrong("letters", f"{', '.join(unseen)}; {waiting} wait", " ".join(remedies))


def sweeps() -> Iterator[Finding]:
    from konfrans.kernel.sweeping import not_running

    for each in not_running():
        if each.error:
            yield wrong("background work", f"{each.name} fails: {each.error}", "Look at the log of konfrans serve.")
        else:
            since = "never ran" if each.seconds is None else f"ran {each.seconds / 60:.0f} minutes ago"
            yield wrong("background work", f"{each.name} {since}", "Let konfrans serve run: its worker does this.")
    if not not_running():
        yield well("background work", "every sweep runs")


def factors() -> Iterator[Finding]:
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
        yield note(
            "secretariat",
            f"{len(without)} of {len(accounts)} accounts have no second factor yet",
            "They set it up when they sign in.",
        )
    else:
        yield well("secretariat", f"{len(accounts)} accounts{', each with a second factor' if not without else ''}")


def files() -> Iterator[Finding]:
    from konfrans.kernel.condition import files_missing

    missing, every = files_missing()
    if missing:
        yield wrong(
            "files",
            f"{missing} of {every} are not on the disk",
            f"Put them back into {settings.KONFRANS_FILES} from a backup.",
        )
    else:
        yield well("files", f"{every} kept, all on the disk")


def backup() -> Iterator[Finding]:
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
