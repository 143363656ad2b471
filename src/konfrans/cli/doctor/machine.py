"""Looks at the machine and the variables: what needs no table."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from konfrans.cli.doctor.findings import Finding, note, well, wrong
from konfrans.kernel import clock

LEAST_FREE = 1 << 30


def home() -> Iterator[Finding]:
    home = Path(settings.KONFRANS_HOME)
    for folder in (home, Path(settings.KONFRANS_FILES)):
        if not folder.exists() and folder != home:
            continue
        try:
            with tempfile.NamedTemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield wrong(
                "home",
                f"{folder} cannot be written: {error.strerror}",
                f"Give the user of the service the folder {folder}.",
            )
            return
    loose = home.stat().st_mode & 0o077
    if loose and not settings.KONFRANS_DEMO:
        yield note("home", f"{home} can be entered by other users of this machine", f"Type: chmod 700 {home}")
    else:
        yield well("home", f"{home} can be written")


def privacy() -> Iterator[Finding]:
    """Whether the database and the files are for the user of the service alone."""
    database = settings.DATABASES["default"]
    kept = Path(settings.KONFRANS_FILES)
    looked = [kept, *kept.rglob("*")] if kept.exists() else []
    if str(database["ENGINE"]).endswith("sqlite3"):
        name = str(database["NAME"])
        looked += [path for path in map(Path, (name, f"{name}-wal", f"{name}-shm")) if path.exists()]
    loose = [path for path in looked if path.stat().st_mode & 0o077]
    if not loose:
        yield well("privacy", "database and files are for their owner alone")
        return
    where = sorted({str(path) if not path.is_relative_to(kept) else str(kept) for path in loose})
    yield wrong(
        "privacy",
        f"other users of this machine have rights on {', '.join(where)}",
        f"Type: chmod -R go= {' '.join(where)}",
    )


def space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.KONFRANS_HOME).free
    said = f"{free / 2**30:.1f} GB free"
    yield well("disk", said) if free >= LEAST_FREE else wrong("disk", said, "Make room: a full disk stops every act.")


def secret() -> Iterator[Finding]:
    if os.environ.get("KONFRANS_SECRET_KEY"):
        if len(settings.SECRET_KEY) < 50:
            yield wrong(
                "secret key", "KONFRANS_SECRET_KEY is shorter than 50 characters", "Choose a longer, random one."
            )
        else:
            yield well("secret key", "from the environment")
        return
    kept = Path(settings.KONFRANS_HOME) / "secret-key"
    if kept.stat().st_mode & 0o077:
        yield wrong("secret key", f"{kept} can be read by others", f"Type: chmod 600 {kept}")
    else:
        yield well("secret key", "in the home, readable by its owner alone")


def address() -> Iterator[Finding]:
    url = urlsplit(settings.KONFRANS_URL)
    local = url.hostname in {"localhost", "127.0.0.1"}
    if settings.DEBUG:
        yield wrong("address", "KONFRANS_DEBUG is on: errors show the inside of the program", "Unset KONFRANS_DEBUG.")
    if local:
        yield note(
            "address",
            f"{settings.KONFRANS_URL}: for this machine only",
            "On a server set KONFRANS_URL=https://your.name.",
        )
    elif url.scheme != "https":
        yield wrong(
            "address",
            f"{settings.KONFRANS_URL} is not https: sign-ins travel in the open",
            "Set up TLS; KONFRANS_URL=https://….",
        )
    elif settings.SECURE_PROXY_SSL_HEADER is None:
        yield wrong(
            "address", "https, but KONFRANS_BEHIND_PROXY is not set: every page redirects to itself",
            "Set KONFRANS_BEHIND_PROXY=1, and let the proxy send X-Forwarded-Proto.",
        )  # fmt: skip
    else:
        yield well("address", f"{settings.KONFRANS_URL}, hosts {', '.join(settings.ALLOWED_HOSTS)}")


def deployment() -> Iterator[Finding]:
    secure = settings.KONFRANS_URL.startswith("https://")
    found = [c for c in checks.run_checks(include_deployment_checks=secure) if not c.is_silenced()]
    for each in found:
        yield wrong(
            "settings", f"{each.id}: {each.msg.splitlines()[0]}", each.hint or "See konfrans manage check --deploy."
        )
    if not found:
        yield well("settings", f"Django's checks {'for a server ' if secure else ''}find nothing")


def static() -> Iterator[Finding]:
    from django.contrib.staticfiles import finders

    needed = ("built/fonts.css", "built/world.json", "konfrans/css/tokens.css", "konfrans/favicon.svg")
    missing = [name for name in needed if not finders.find(name)]
    sheet = finders.find("built/fonts.css")
    faces = list(Path(sheet).parent.glob("fonts/*.woff2")) if isinstance(sheet, str) else []
    printed = list(Path(sheet).parent.glob("ttf/*.ttf")) if isinstance(sheet, str) else []
    if missing or not faces or not printed:
        named = ", ".join(missing or (["faces for pages"] if not faces else ["faces for documents"]))
        yield wrong(
            "static files", f"not built: {named}", "In the repository type make setup; a wheel has them inside."
        )
    else:
        yield well("static files", f"built, {len(faces)} faces for pages, {len(printed)} for documents")


def catalogues() -> Iterator[Finding]:
    import konfrans

    texts = sorted(Path(konfrans.__file__).parent.rglob("locale/*/LC_MESSAGES/django.po"))
    stale = [
        po
        for po in texts
        if not po.with_suffix(".mo").exists() or po.stat().st_mtime > po.with_suffix(".mo").stat().st_mtime + 1
    ]
    if stale:
        named = ", ".join(f"{po.parents[3].name} {po.parents[1].name}" for po in stale[:4])
        yield wrong(
            "languages",
            f"{len(stale)} of {len(texts)} catalogues are not compiled: {named}",
            "In the repository type make setup.",
        )
    else:
        spoken = ", ".join(code for code, _name in settings.LANGUAGES)
        yield well("languages", f"{spoken}; {len(texts)} catalogues compiled")


def mail() -> Iterator[Finding]:
    if settings.KONFRANS_DEMO:
        yield well("mail", "nothing leaves the demonstration")
        return
    from konfrans.kernel.letters import server_fault

    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    fault = server_fault()
    if fault:
        yield wrong("mail", f"{where} does not answer: {fault}", "Look at KONFRANS_MAIL and at the mail server.")
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield wrong(
            "mail",
            f"letters come from {settings.DEFAULT_FROM_EMAIL}",
            "Set KONFRANS_MAIL_FROM to an address of your own.",
        )
    else:
        yield well("mail", f"{where} answers; letters come from {settings.DEFAULT_FROM_EMAIL}")


def time() -> Iterator[Finding]:
    now = clock.machine()
    zone = f"{settings.TIME_ZONE}, there it is {now.astimezone(clock.zone()):%d.%m.%Y %H:%M}"
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        yield wrong("time", f"the machine's clock is at {now:%d.%m.%Y}", "Set the clock; let it follow a time server.")
    elif abs(clock.now() - now) > timedelta(minutes=1):
        yield note(
            "time",
            f"{zone}; the conference's clock stands at {clock.local():%d.%m.%Y %H:%M}",
            "The demonstration has a day of its own.",
        )
    else:
        yield well("time", zone)
