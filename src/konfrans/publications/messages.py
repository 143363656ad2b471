"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "slug_wrong": _(
        "“%(slug)s” cannot be an address. Use small letters without accents, digits and hyphens, 3 to 80 of them."
    ),
    "slug_taken": _("The address “%(slug)s” belongs to another entry of %(on)s. Choose another one."),
    "news_language_missing": _(
        "Before it is published the news needs its title and text in every language; missing: %(missing)s."
    ),
    "news_withdrawn_already": _("This news was withdrawn. Write a new one instead."),
    "news_published_already": _("This news is public already."),
    "news_not_public": _("This news is not public, so there is nothing to withdraw."),
    "document_withdrawn_already": _("This document was withdrawn on %(on)s."),
    "document_language": _("The product does not know the language “%(language)s”. Choose one of the list."),
    "page_unknown": _("There is no page “%(key)s”. The pages are: %(keys)s."),
    "link_refused": _(
        "The address “%(address)s” cannot be linked. Write https://…, mailto:… or an address of this site such as members/bbu/."
    ),
    "title_missing": _("A title is needed in at least one language."),
}

ACTS = {
    "news_draft": _("News begun as a draft"),
    "news_change": _("News changed"),
    "news_publish": _("News published"),
    "news_withdraw": _("News withdrawn"),
    "document_add": _("Document added"),
    "document_withdraw": _("Document withdrawn"),
    "page_change": _("Page of the Conference changed"),
}
"""How the journal's page names the acts of this domain."""

OBJECTS = {"news": _("news"), "document": _("document"), "page": _("page")}
"""How it names what an act was done to."""
