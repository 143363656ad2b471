"""Where the working group is found: on the desks of its members; and what a reader is told at the top when comments are over."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.demo.cast import ROLES
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.statutes import services
from tests.statutes.test_adopting import actor_of
from tests.statutes.test_drafts import group

__all__ = ["group"]
pytestmark = pytest.mark.django_db


def test_the_desk_of_the_group_and_of_the_secretary_leads_to_the_drafts(group, cast, client):
    for account, shown in ((group.one, True), (group.two, True), (cast.secretary, True), (group.reader, False)):
        client.force_login(account)
        work = client.get("/en/desk/").content.decode().partition('id="work"')[2]
        assert ("/en/charter/drafts/" in work) is shown


def test_the_demonstration_has_a_button_for_the_chair_and_for_a_member_of_the_group():
    assert {"group_chair", "group_member"} <= {one.key for one in ROLES}
    assert len({one.email for one in ROLES}) == len(ROLES)


def test_a_reader_is_told_at_the_top_that_comments_are_over(group, cast, client):
    with clock.standing_at(date(2026, 11, 1)):
        services.consultation_open(
            actor=actor_of(cast), draft=group.draft, question=Localised.of(az="Nə?", en="What?"), opens=date(2026, 11, 1),
            closes=date(2026, 11, 5), public=False,
        )  # fmt: skip
        thread = services.thread_open(
            actor=actor_of(cast), draft=group.draft, place="21.1", text="Why?", revision=group.draft.last, language="en"
        )
    client.force_login(group.reader)
    with clock.standing_at(date(2026, 11, 9)):
        for address in ("", "comments/", f"comments/{thread.pk}/"):
            page = client.get(f"/en/charter/drafts/draft-1/{address}").content.decode()
            head, _section, rest = page.partition('<section class="section"')
            assert "Comments were taken until" in head and "Comments were taken until" not in rest
