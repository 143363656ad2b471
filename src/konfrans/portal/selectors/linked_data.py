"""What machines read on a page: schema.org as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference

_TYPES = {"university": "CollegeOrUniversity", "ministry": "GovernmentOrganization", "company": "Corporation"}


def _names(name: Localised) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in name.texts.items()]


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def institution_data(one: Any) -> Mapping[str, Any]:
    """An institution as schema.org knows it; what is not recorded is left out."""
    same = [f"https://ror.org/{one.ror}" if one.ror else "", website_address(one.website)]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": _TYPES.get(one.kind, "Organization"),
            "@id": settings.KONFRANS_URL + reverse("member", args=[one.key]),
            "name": _names(one.name),
            "alternateName": [one.code, *one.former_names.texts.values()],
            "url": website_address(one.website),
            "sameAs": [address for address in same if address],
            "address": _without_empty(
                {"@type": "PostalAddress", "addressLocality": one.city.given("en"), "addressCountry": one.country}
            ),
        }
    )


def conference_data(conference: Conference) -> Mapping[str, Any]:
    """The conference itself."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": f"{settings.KONFRANS_URL}/",
            "name": _names(conference.name),
            "alternateName": conference.short_name,
            "url": f"{settings.KONFRANS_URL}/",
            "email": conference.mail,
            "address": _without_empty({"@type": "PostalAddress", "addressCountry": conference.country}),
        }
    )


def website_address(website: str) -> str:
    """A website as it is linked; the register may hold it with or without its scheme."""
    return website if not website or website.startswith(("http://", "https://")) else f"https://{website}"
