"""What every request passes through: hosts, the cache of anonymous pages, the second factor, refusals."""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import quote, urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from konfrans.founding.selectors import awaited
from konfrans.founding.services import answers_discard
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.journal import newest_number
from konfrans.kernel.once import form_begin, form_end
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.selectors import second_factors_of, standing_of, standings_kept

log = logging.getLogger(__name__)

Next = Callable[[HttpRequest], HttpResponse]


OWN_NAMES = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?")
NUMERIC = re.compile(r"127\.0\.0\.1(?::(\d{1,5}))?")


def healthy_host(get_response: Next) -> Next:
    """Send 127.0.0.1 to localhost, for passkeys need a name; let the machine itself ask `/health/` under its own names."""

    conference = urlsplit(settings.KONFRANS_URL)
    local = conference.scheme == "http" and conference.hostname == "localhost"

    def run(request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "")
        if request.path == "/health/":
            if OWN_NAMES.fullmatch(host):
                request.META["HTTP_HOST"] = conference.netloc
            return get_response(request)
        numeric = NUMERIC.fullmatch(host)
        if local and numeric and request.method in ("GET", "HEAD"):
            where = f"localhost:{numeric[1]}" if numeric[1] else "localhost"
            return HttpResponsePermanentRedirect(f"{request.scheme}://{where}{request.get_full_path()}")
        return get_response(request)

    return run


OUTSIDE = ("/health/", "/robots.txt", "/favicon.ico", "/static/")
FOUNDING = re.compile(r"/(?:([a-z]{2,3})/)?start/")


def unfounded(get_response: Next) -> Next:
    """As long as no conference is founded every address leads to its founding; the addresses of the founding are there only then."""

    def run(request: HttpRequest) -> HttpResponse:
        if not awaited() or request.path.startswith(OUTSIDE):
            return get_response(request)
        if conference().pk:  # a command has founded it, or a backup was restored
            answers_discard(settings.KONFRANS_HOME)
            return get_response(request)
        at = FOUNDING.match(request.path)
        spoken = {code for code, _name in settings.LANGUAGES}
        if at and at[1] in spoken:
            request.urlconf = "konfrans.site.founding_urls"
            return get_response(request)
        wanted = translation.get_language_from_request(request)
        language = wanted if wanted in spoken else settings.KONFRANS_FIRST_LANGUAGE
        rest = request.path[at.end() :] if at else ""
        answer = redirect(f"/{language}/start/{quote(rest)}")
        answer["Cache-Control"] = "no-store"
        return answer

    return run


def first_language(get_response: Next) -> Next:
    """An address without a language is answered in the conference's first one, as `/` is: `/members/` leads there, whatever
    language the browser asks for."""

    def run(request: HttpRequest) -> HttpResponse:
        if translation.get_language_from_path(request.path_info) is None:
            translation.activate(settings.KONFRANS_FIRST_LANGUAGE)
            request.LANGUAGE_CODE = settings.KONFRANS_FIRST_LANGUAGE
        return get_response(request)

    return run


LARGEST_KEPT = 1 << 20
"""Bytes of a page that is kept in memory; larger ones are made anew."""


def anonymous_pages(get_response: Next) -> Next:
    """Keep what strangers see, under address with query, day and the journal's newest number: an act shows at once.

    Only whole answers of status 200 without a cookie are kept, for requests that carry no session and no messages; a view that says
    `no-store` is never kept.
    """

    def run(request: HttpRequest) -> HttpResponse:
        if (
            not settings.KONFRANS_PAGE_CACHE
            or request.method != "GET"
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or "messages" in request.COOKIES
        ):
            return get_response(request)
        pages = caches["pages"]
        key = f"page:{newest_number()}:{clock.today()}:{request.get_host()}:{request.get_full_path()}"[:240]
        kept = pages.get(key) if len(key) < 240 else None
        if kept is not None:
            content, headers = kept
            response = HttpResponse(content)
            for name, value in headers:
                response[name] = value
            return response
        response = get_response(request)
        cookie_free = (
            not response.cookies
            and "Set-Cookie" not in response
            and "no-store" not in response.get("Cache-Control", "")
        )
        small = not response.streaming and len(response.content) <= LARGEST_KEPT
        if response.status_code == 200 and cookie_free and small and len(key) < 240:
            pages.set(key, (response.content, list(response.items())), 3600)
        return response

    return run


def private_answers(get_response: Next) -> Next:
    """What somebody sees signed in is kept by nobody between; work pages and the account not even by the own browser."""

    def run(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            own = _rest(request.path).startswith(("desk/", "accounts/"))
            response["Cache-Control"] = "private, no-store" if own else "private"
        return response

    return run


def standings(get_response: Next) -> Next:
    """A request that only reads asks once who its reader is; one that writes asks each time, for it may change the answer."""

    def run(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with standings_kept():
            return get_response(request)

    return run


def second_factor(get_response: Next) -> Next:
    """The secretariat works only in a session that has shown a second factor; without one it is led to set one up.

    Where one is set up, a session that has not shown it opens nothing of the account either: a second factor could be added or
    taken away there.
    """

    def run(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not settings.KONFRANS_SECOND_FACTOR or not user.is_authenticated or _always_open(request.path):
            return get_response(request)
        account_pages = _rest(request.path).startswith("accounts/")
        if not account_pages and not standing_of(user.pk).is_secretariat:
            return get_response(request)
        factors = second_factors_of(user.pk)
        if factors and not factors.shown_in(get_authentication_records(request, user)):
            show = reverse("mfa_reauthenticate" if factors.codes else "mfa_reauthenticate_webauthn")
            wanted = request.get_full_path() if request.method == "GET" else reverse("desk")
            return redirect(f"{show}?{urlencode({'next': wanted})}")
        if not factors and not account_pages:
            return redirect("mfa_index")
        return get_response(request)

    return run


def _rest(path: str) -> str:
    return path.split("/", 2)[-1]


def _always_open(path: str) -> bool:
    shown = ("accounts/2fa/reauthenticate/", "accounts/2fa/webauthn/reauthenticate/", "accounts/logout/")
    return _rest(path) in shown or path.startswith(("/health/", "/static/"))


LONGEST_ADDRESS = 2000
STILL_DONE = _(
    "This form came already and is still being worked on. Look whether it was done before you send it again."
)


def forms_once(get_response: Next) -> Next:
    """A form that is sent twice does its act once, and the second time leads where the first one led.

    What leads nowhere (a form with errors, a file, a refusal) may be sent again; so may what led to sign in, and all forms of the account.
    """

    def run(request: HttpRequest) -> HttpResponse:
        token = request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else ""
        if not token or _rest(request.path).startswith("accounts/"):
            return get_response(request)
        key = _form_of(request)
        before = form_begin(key)
        if before is not None:
            return redirect(before) if before else render(request, "refused.html", {"sentence": STILL_DONE}, status=409)
        led_to = ""
        try:
            response = get_response(request)
            if response.status_code in (302, 303) and not _rest(response["Location"]).startswith("accounts/"):
                led_to = response["Location"] if len(response["Location"]) <= LONGEST_ADDRESS else ""
        finally:
            form_end(key, led_to)
        return response

    return run


def _form_of(request: HttpRequest) -> str:
    """A hash of a form: its token and words, its files by name and size, the address, the session."""
    files = [(name, each.name, each.size) for name, many in request.FILES.lists() for each in many]
    whole = (sorted(request.POST.lists()), sorted(files), request.get_full_path(), request.session.session_key)
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


ONLY_FORMS = _("This address takes a form and has no page of its own. Open the page with the form, and send it there.")
DISK_FULL = _("The server has no room left: nothing was written. Tell the operator; what is there can still be read.")


def _disk_full(exception: Exception) -> bool:
    if isinstance(exception, OperationalError):
        return "disk is full" in str(exception) or "No space left" in str(exception)
    return isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT)


def _sign_in(request: HttpRequest) -> str:
    """The page to sign in, from which one comes back here."""
    return f"{reverse('account_login')}?next={quote(request.get_full_path())}"


WORTH_KEEPING = 20
"""Letters from which on what was typed into a field is given back."""
_SECRET = ("csrf", "password", "token", "code", "key")


def _written(request: HttpRequest) -> list[str]:
    """What somebody wrote in a form that came when the sign-in had ended: it is shown, so that nothing is lost."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if len(value) >= WORTH_KEEPING and not any(one in name.lower() for one in _SECRET)
    ]


def refusals(get_response: Next) -> Next:
    """Answer a `Refused` that no view took with a page that says why, in the reader's language; so an address that only takes forms."""

    def run(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        told = render(request, "refused.html", {"sentence": ONLY_FORMS}, status=405)
        told["Allow"] = response["Allow"]
        return told

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if _disk_full(exception):
            log.error("the disk is full: %s", exception)
            return render(request, "refused.html", {"sentence": DISK_FULL}, status=507)
        if not isinstance(exception, Refused):
            return None
        if exception.status == 404:
            raise Http404
        if exception.status == 403 and request.user.is_anonymous and (written := _written(request)):
            return render(request, "signed_out.html", {"written": written, "sign_in": _sign_in(request)}, status=403)
        if exception.code == "sign_in":
            return redirect(_sign_in(request))
        return render(request, "refused.html", {"sentence": worded(exception)}, status=exception.status)

    run.process_exception = process_exception  # type: ignore[attr-defined]
    return cast(Next, run)
