"""How allauth behaves here: nobody signs up by themselves, mails are in the reader's language."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.letters import letter_write
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import letters_language


def _link(address: Any) -> Any:
    """An address in a letter leads to the conference, whatever host a request named."""
    if not isinstance(address, str):
        return address
    return f"{settings.KONFRANS_URL}{urlunsplit(urlsplit(address)._replace(scheme='', netloc=''))}"


def try_counted(request: HttpRequest, *, action: str, key: str | None = None) -> None:
    """Count a try by the limits of signing in, for a page that says itself what is wrong. Refused: there were too many of late."""
    if not ratelimit.consume(request, action=action, key=key):
        raise Refused("tries_too_many", status=429)


class AccountAdapter(DefaultAccountAdapter):
    """An account comes with an invitation to an office; there is no open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        return reverse("desk")

    def validation_error(self, code: str, *args: Any) -> Any:
        """Too many tries are answered with 429 and our page, whichever form counted them."""
        if code in ("too_many_login_attempts", "rate_limited"):
            raise ImmediateHttpResponse(respond_429(allauth_context.request))
        return super().validation_error(code, *args)

    def format_email_subject(self, subject: str) -> str:
        """The subject alone: the sender says who writes."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, for a code is waited for. Refused (`mail_not_sent`): the mail server does not answer."""
        message, _language = self._written(template_prefix, email, context)
        try:
            message.send()
        except (OSError, SMTPException):
            raise Refused("mail_not_sent", status=503) from None

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner that a way of signing in was changed: a letter that leaves with the next sweep, and is tried again.

        Neither network address nor browser stands in it: they are not written down anywhere.
        """
        address = email or EmailAddress.objects.get_primary_email(user)
        if not app_settings.EMAIL_NOTIFICATIONS or not address:
            return
        message, language = self._written(template_prefix, address, {"timestamp": clock.now(), **(context or {})})
        letter_write(to=address, subject=str(message.subject), text=str(message.body), language=language)

    def _written(self, template_prefix: str, email: str, context: dict[str, Any]) -> tuple[EmailMessage, str]:
        """The mail in the language its owner chose for letters; to an address nobody owns in that of the page."""
        language = letters_language(email) or get_language() or "en"
        context = {name: _link(value) if name.endswith("_url") else value for name, value in context.items()}
        with override(language):
            facts = {"request": allauth_context.request, "email": email, "conference": conference(), **context}
            message = self.render_mail(template_prefix, email, facts, headers={"Content-Language": language})
        return message, language
