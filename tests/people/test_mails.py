"""Every mail that allauth may send is written in both languages, plain, signed by the secretariat, without a gap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from konfrans.kernel import clock
from tests.cast import make_conference

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.PACKAGE) / "site" / "templates"
MAILS = sorted(
    str(path.relative_to(FOLDER)).removesuffix("_subject.txt")
    for part in ("account/email", "mfa/email")
    for path in (FOLDER / part).glob("*_subject.txt")
)
FACTS = {
    "code": "ABCD-EFGH", "password_reset_url": "https://example.org/reset/", "from_email": "old@example.org",
    "to_email": "new@example.org", "deleted_email": "gone@example.org", "email": "asked@example.org",
}  # fmt: skip


def written(mail: str, language: str) -> tuple[str, str]:
    with override(language):
        facts = FACTS | {"conference": make_conference(), "timestamp": clock.now()}
        return tuple(render_to_string(f"{mail}_{part}.txt", facts).strip() for part in ("subject", "message"))


def test_all_of_them_are_ours():
    import allauth

    theirs = Path(allauth.__file__).parent / "templates"
    names = {str(p.relative_to(theirs)).removesuffix("_subject.txt") for p in theirs.rglob("*/email/*_subject.txt")}
    assert {n for n in names if n.startswith(("account/", "mfa/"))} <= set(MAILS)


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_is_written_in_both_languages(mail):
    english, azerbaijani = written(mail, "en"), written(mail, "az")
    for (subject, text), signed in ((english, "Secretariat"), (azerbaijani, "Katiblik")):
        assert subject and "\n" not in subject and signed in text and "secretariat@example.org" in text
        assert "&" not in text and "{" not in text and not re.search(r"\n{4}", text)
    assert english[0] != azerbaijani[0]
    assert not {line for line in english[1].splitlines() if len(line) > 30} & set(azerbaijani[1].splitlines())
    assert "şifrə" not in azerbaijani[1].lower()


@pytest.mark.parametrize(
    "mail", ["account/email/login_code", "account/email/email_confirmation", "account/email/password_reset_code"]
)
@pytest.mark.parametrize(
    ("language", "never"), [("en", "the secretariat never asks for it"), ("az", "heç vaxt soruşmur")]
)
def test_a_mail_with_a_code_says_that_nobody_asks_for_it(mail, language, never):
    text = written(mail, language)[1]
    assert "ABCD-EFGH" in text and never in text
