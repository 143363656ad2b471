"""News as RSS 2.0, one feed for each language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import without_controls
from konfrans.publications import selectors


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The newest news with their first sentences; a reader that asks again gets what changed."""
    language = get_language() or settings.LANGUAGE_CODE
    here = conference()
    items = list(selectors.news_public()[: selectors.FEED_LENGTH])
    feed = Rss201rev2Feed(
        title=_("News: %(name)s") % {"name": here.name.given()},
        link=settings.KONFRANS_URL + reverse("news"),
        description=here.lead.given() or _("What the Conference does and says, newest first."),
        language=language,
        feed_url=settings.KONFRANS_URL + reverse("news_feed"),
    )
    for item in items:
        address = settings.KONFRANS_URL + reverse("news_item", args=[item.slug])
        title = item.title.given()
        feed.add_item(
            title=without_controls(f"{title} ({_('sample')})" if item.sample else title),
            link=address,
            description=without_controls(item.lead.given()),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=item.published_at.astimezone(clock.zone()) if item.published_at else None,
            updateddate=item.changed_at,
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
