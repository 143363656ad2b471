"""News from the draft to its withdrawal."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from email.utils import parsedate_to_datetime

import pytest

from konfrans.kernel.acts import Actor
from konfrans.kernel.desk import waiting_for
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference, JournalEntry, SearchEntry
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_find, search_rebuild
from konfrans.people.selectors import standing_of
from konfrans.publications import services
from konfrans.publications.models import NewsItem

ACTOR = Actor.system()
BOTH = Localised.of(az="Əsasnamə təsdiq edilib", en="The rules are approved")
TEXT = Localised.of(az="Mətn. [Üzvlər](members/)", en="Text. [Members](members/)")


def draft(slug="rules-approved", **facts):
    return services.news_draft(actor=ACTOR, slug=slug, on=date(2026, 11, 20), **{"title": BOTH, "text": TEXT} | facts)


def published(slug="rules-approved", **facts):
    return services.news_publish(actor=ACTOR, item=draft(slug, **facts))


def test_a_draft_is_seen_by_the_secretariat_alone(cast, client):
    draft()
    assert client.get("/en/news/rules-approved/").status_code == 404
    assert "rules-approved" not in client.get("/en/news/").content.decode()
    assert client.get("/en/desk/news/rules-approved/").status_code == 302
    client.force_login(cast.rector)
    assert client.get("/en/desk/news/rules-approved/").status_code == 403
    client.force_login(cast.secretary)
    assert client.get("/en/desk/news/rules-approved/").status_code == 200


def test_published_news_is_read_and_found_in_both_languages(cast, client):
    published()
    assert "Əsasnamə təsdiq edilib" in client.get("/az/news/rules-approved/").content.decode()
    page = client.get("/en/news/rules-approved/").content.decode()
    assert '<a href="/en/members/">Members</a>' in page
    assert [row.path for row in search_find("esasname", language="az")] == ["news/rules-approved/"]
    assert search_find("approved", language="en")[0].kind == "news"


def test_withdrawn_news_is_kept_but_neither_read_nor_found(cast, client):
    services.news_withdraw(actor=ACTOR, item=published())
    assert client.get("/en/news/rules-approved/").status_code == 404
    assert not SearchEntry.objects.filter(kind="news").exists()
    assert NewsItem.objects.get().state == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        services.news_publish(actor=ACTOR, item=NewsItem.objects.get())


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param(
            {"title": Localised.of(az="Yalnız az")}, "news_language_missing", id="a title in one language only"
        ),
        pytest.param({"text": Localised.of(en="Only en")}, "news_language_missing", id="a text in one language only"),
    ],
)
def test_incomplete_news_is_not_published(cast, facts, code):
    item = draft(**facts)
    with pytest.raises(Refused) as refused:
        services.news_publish(actor=ACTOR, item=item)
    assert refused.value.code == code
    assert NewsItem.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        pytest.param({"slug": "Ümumi Yığıncaq"}, "slug_wrong", "slug", id="an address with other letters"),
        pytest.param({"title": Localised()}, "title_missing", "title", id="no title at all"),
        pytest.param(
            {"text": Localised.of(en="[x](javascript:alert)")}, "link_refused", "text", id="a script as a link"
        ),
    ],
)
def test_a_wrong_draft_is_refused_and_nothing_is_written(cast, facts, code, field):
    with pytest.raises(Refused) as refused:
        draft(**facts)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not NewsItem.objects.exists()
    assert not JournalEntry.objects.filter(act="news_draft").exists()


def test_an_address_belongs_to_one_piece_of_news(cast):
    draft()
    with pytest.raises(Refused, match="belongs to another"):
        draft()


def test_a_public_piece_stays_complete_when_it_is_changed(cast):
    item = published()
    with pytest.raises(Refused) as refused:
        services.news_change(actor=ACTOR, item=item, on=item.date, title=BOTH, lead=Localised(), text=Localised())
    assert refused.value.code == "news_language_missing"
    assert NewsItem.objects.get().text == TEXT


def test_every_act_is_in_the_journal(cast):
    item = published()
    services.news_change(actor=ACTOR, item=item, on=item.date, title=BOTH, lead=Localised(), text=TEXT)
    services.news_withdraw(actor=ACTOR, item=item)
    acts = JournalEntry.objects.filter(object_type="news", object_key="rules-approved").values_list("act", flat=True)
    assert list(acts) == ["news_draft", "news_publish", "news_change", "news_withdraw"]


def test_a_draft_waits_on_the_secretarys_desk_and_on_no_other(cast):
    draft()
    mine = [w for w in waiting_for(standing_of(cast.secretary.pk)) if w.code == "news_draft"]
    assert [w.address.endswith("/desk/news/rules-approved/") for w in mine] == [True]
    assert not [w for w in waiting_for(standing_of(cast.rector.pk)) if w.code == "news_draft"]


def test_the_secretary_writes_publishes_and_withdraws_in_the_browser(cast, client):
    client.force_login(cast.secretary)
    form = {
        "slug": "new-piece", "on": "2026-11-20", "title_az": "Başlıq", "title_en": "Title", "lead_az": "", "lead_en": "",
        "text_az": "Mətn", "text_en": "Text",
    }  # fmt: skip
    assert client.post("/en/desk/news/new/", form)["Location"] == "/en/desk/news/new-piece/"
    assert client.get("/en/desk/news/new-piece/change/").status_code == 200
    assert client.post("/en/desk/news/new-piece/change/", form | {"title_en": "Better"}).status_code == 302
    assert client.get("/en/desk/news/new-piece/publish/").status_code == 405
    assert client.post("/en/desk/news/new-piece/publish/")["Location"] == "/en/news/new-piece/"
    assert "Better" in client.get("/en/news/new-piece/").content.decode()
    assert client.post("/en/desk/news/new-piece/withdraw/").status_code == 302
    assert client.get("/en/news/new-piece/").status_code == 404


def test_a_refusal_stands_at_its_field_and_what_was_written_stays(cast, client):
    client.force_login(cast.secretary)
    form = {"slug": "Wrong Slug", "on": "2026-11-20", "title_en": "Title", "text_en": "Words worth keeping"}
    answer = client.post("/en/desk/news/new/", form)
    assert answer.status_code == 422
    assert "cannot be an address" in str(answer.context["form"].errors["slug"])
    assert "Words worth keeping" in answer.content.decode()


@pytest.mark.parametrize("path", ["publish", "withdraw"])
def test_nobody_but_the_secretariat_publishes_or_withdraws(cast, client, path):
    draft()
    assert client.post(f"/en/desk/news/rules-approved/{path}/").status_code == 302
    for account in (cast.rector, cast.chair, cast.coordinator, cast.stranger):
        client.force_login(account)
        assert client.post(f"/en/desk/news/rules-approved/{path}/").status_code == 403
    assert NewsItem.objects.get().state == "draft"


def test_the_feed_is_rss_in_its_language_with_absolute_addresses(cast, client, settings):
    published(lead=Localised.of(az="Birinci cümlə & <b>", en="First sentence"))
    draft("another-one")
    for language, title in (("az", "Əsasnamə təsdiq edilib"), ("en", "The rules are approved")):
        answer = client.get(f"/{language}/news/feed.xml")
        assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
        channel = ET.fromstring(answer.content).find("channel")
        assert channel.findtext("language") == language
        assert [item.findtext("title") for item in channel.findall("item")] == [title]
        assert channel.find("item").findtext("link") == f"{settings.KONFRANS_URL}/{language}/news/rules-approved/"


def test_the_feed_says_what_it_is_and_when_each_item_was_published(cast, client):
    item = published()
    Conference.objects.update(lead=Localised())
    channel = ET.fromstring(client.get("/en/news/feed.xml").content).find("channel")
    assert channel.findtext("description") == "What the Conference does and says, newest first."
    assert parsedate_to_datetime(channel.find("item").findtext("pubDate")) == item.published_at.replace(microsecond=0)


def test_a_piece_of_news_carries_linked_data_that_cannot_break_out(cast, client, settings):
    evil = "</script><script>alert(1)</script>"
    item = published(title=Localised.of(az=evil, en=evil), lead=Localised.of(az="Birinci", en="First"))
    page = client.get("/en/news/rules-approved/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (data["@context"], data["@type"]) == ("https://schema.org", "NewsArticle")
    assert (data["headline"], data["description"], data["inLanguage"]) == (evil, "First", "en")
    assert data["url"] == f"{settings.KONFRANS_URL}/en/news/rules-approved/"
    assert datetime.fromisoformat(data["datePublished"]) == item.published_at.replace(microsecond=0)
    assert "<script>alert" not in page


def test_html_in_a_text_is_shown_as_words(cast, client):
    evil = "<script>alert(1)</script> <img src=x onerror=y>"
    published(title=Localised.of(az=evil, en=evil), text=Localised.of(az=evil, en=evil))
    page = client.get("/en/news/rules-approved/").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_long_lists_come_in_pages(cast, client, django_assert_max_num_queries):
    NewsItem.objects.bulk_create(
        NewsItem(slug=f"piece-{n:03d}", date=date(2026, 1, 1), title=BOTH, text=TEXT, state="published",
                 published_at="2026-01-01T00:00:00Z", changed_at="2026-01-01T00:00:00Z")
        for n in range(150)
    )  # fmt: skip
    with django_assert_max_num_queries(10):
        first = client.get("/en/news/").content.decode()
    assert first.count('class="ledger__what"') == 20
    assert 'href="?page=2"' in first
    assert "piece-000" in client.get("/en/news/?page=8").content.decode()


def test_rebuilding_search_finds_the_same(cast):
    published()
    before = sorted(SearchEntry.objects.filter(kind="news").values_list("language", "path", "folded"))
    search_rebuild()
    assert sorted(SearchEntry.objects.filter(kind="news").values_list("language", "path", "folded")) == before


def test_a_control_character_of_old_never_hinders_the_feed(cast, client):
    published(lead=Localised.of(az="Bir\x0biki\x07", en="One\x0btwo\x07"))
    answer = client.get("/en/news/feed.xml")
    assert answer.status_code == 200
    assert "One\ntwo" in answer.content.decode()
