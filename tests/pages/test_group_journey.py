"""The working group's journey in a real browser: two members draft, disagree, comment, compare with two models; the assembly adopts."""

from __future__ import annotations

import re

from tests.pages import house
from tests.pages.test_journeys import code_sign_in, sign_in

CHAIR, MEMBER, READER = "rector.au@example.org", "rector.aztu@example.org", "reader@example.org"
DRAFT = "draft-4"
QUORUM = "The General Assembly may decide when more than two thirds of the members entitled to vote are present or represented."
QUORUM_AZ = "Ümumi Yığıncaq səsvermə hüququ olan üzvlərin üçdə ikisindən çoxu iştirak etdikdə və ya təmsil olunduqda səlahiyyətlidir."


def test_two_members_draft_disagree_comment_compare_with_two_models_and_adopt(own, browser):
    """On a phone, without JavaScript, with forms alone: nobody of them sees TOML."""
    look = {"viewport": {"width": 360, "height": 800}, "java_script_enabled": False}
    desks = {who: browser.new_context(**look) for who in (CHAIR, MEMBER, READER)}
    pages = {who: desk.new_page() for who, desk in desks.items()}
    for who, page in pages.items():
        code_sign_in(page, own, who)
    chair, member, reader = pages[CHAIR], pages[MEMBER], pages[READER]
    drafts = f"{own.url}/en/charter/drafts/"

    # The chair opens a draft that begins with the charter in force.
    chair.goto(drafts + "open/")
    chair.fill('[name="name_az"]', "Layihə 4")
    chair.fill('[name="name_en"]', "Draft 4")
    chair.fill('[name="key"]', DRAFT)
    assert chair.locator('[name="begins"]').count(), "what a draft begins from is chosen"
    chair.click("main form.form button[type=submit]")
    chair.wait_for_url(f"**/drafts/{DRAFT}/")
    draft = drafts + f"{DRAFT}/"

    # Both open article 21; the chair saves first, and what the member saves of the same words is not lost.
    article = draft + "articles/21/"
    chair.goto(article)
    member.goto(article)
    chair.fill('[name="text-1-en"]', QUORUM)
    chair.fill('[name="text-1-az"]', QUORUM_AZ)
    chair.click(".buttons--stay button[type=submit]")
    assert "finding" in chair.inner_text(".lead"), "words and rule no longer agree, and the page says so"
    member.fill('[name="text-1-en"]', "The General Assembly may decide when half of the members are there.")
    member.click(".buttons--stay button[type=submit]")
    told = member.inner_text("main")
    assert "half of the members are there" in told or member.input_value('[name="text-1-en"]').startswith("The General")
    assert QUORUM in told, "the second sees what the first changed"
    member.goto(draft)
    assert QUORUM in member.inner_text("#a21")

    # The rule beside the words is changed in a form; then the check is content, and says the rule in both languages.
    chair.goto(draft + "rule/?at=organs.general_assembly.quorum")
    share = chair.locator('input[value="1/2"]').first
    share.fill("2/3")
    chair.click(".buttons button[type=submit] >> nth=0")
    chair.goto(article)
    assert "The check finds nothing here." in chair.inner_text(".lead")
    assert "two thirds" in chair.inner_text("#p1 .rule") and "üçdə ikisi" in chair.inner_text("#p1 .rule")

    # The member disagrees: a comment with other words. The reader is asked too. The chair leaves the one, with the reason.
    member.goto(draft)
    member.click("#a21-1 .remarks-at a >> nth=-1")
    member.fill('[name="remark-text"]', "Two thirds is too much: in March seven came.")
    member.locator("details.more summary").click()
    member.fill('[name="text-en"]', QUORUM.replace("two thirds", "half"))
    member.fill('[name="text-az"]', QUORUM_AZ.replace("üçdə ikisindən", "yarısından"))
    member.click("main form.form button[type=submit]")
    member.wait_for_url(re.compile(r"/comments/\d+/$"))
    thread = member.url
    chair.goto(thread)
    assert "Two thirds is too much" in chair.inner_text("main")
    chair.fill('[name="answer"]', "What binds all of them should be decided by most of them.")
    chair.get_by_role("button", name="Leave it, with these words as the reason").click()
    member.goto(thread)
    assert "should be decided by most of them" in member.inner_text("main")
    reader.goto(article)
    assert (
        reader.url.endswith("#a21") and QUORUM in reader.inner_text("#a21") and not reader.locator("textarea").count()
    ), "a reader reads"

    # Beside two models, and against the charter in force: the words, and what they lead to.
    member.goto(f"{own.url}/en/charter/beside/?t=draft:{DRAFT}&t=model:cpu-like&t=model:krasp-like")
    assert "Quorum" in member.inner_text("main")
    member.goto(f"{own.url}/en/charter/compare/?b=draft:{DRAFT}")
    compared = member.inner_text("main")
    assert "two thirds" in compared and re.search("stricter", compared, re.IGNORECASE)

    # The chair puts the text to the vote; on the day of the session the assembly amends its charter, and the secretary adopts the draft by
    # the decision that names that text.
    chair.goto(draft + "vote/")
    chair.get_by_role("button", name="to the vote").click()
    chair.wait_for_url(re.compile(r"/vote/\d+/"))
    secretary_desk = browser.new_context(**look)
    secretary = secretary_desk.new_page()
    sign_in(secretary, own, "secretary")
    decide(secretary, own)
    secretary.goto(draft + "adopt/")
    assert "touches" in secretary.inner_text("h1") and "becomes version: 2" in secretary.inner_text(".kicker")
    secretary.get_by_role("link", name="Compare decision").click()
    assert "State" in secretary.inner_text("main") and "Draft 4 is adopted." in secretary.inner_text("main")
    secretary.get_by_label("I have compared").check()
    secretary.get_by_role("button", name="Adopt the draft").click()
    secretary.wait_for_url(re.compile(r"/charter/(?!drafts)"))
    shown = secretary.inner_text("main")
    assert "version 2" in shown.lower(), shown[:600]
    public = browser.new_context(**look).new_page()
    public.goto(secretary.url)
    assert QUORUM in public.inner_text("main")
    chair.goto(draft)
    assert not chair.get_by_role("button", name="Add an article").count(), "an adopted text is changed by nobody"


def decide(page, own: house.Site) -> None:
    """The session of 18 December, on its day: everybody is there but two, and most are for it."""
    page.goto(f"{own.url}/en/demo/")
    page.fill('[name="day"]', "2026-12-18")
    page.get_by_role("button", name="Move the day").click()
    session = f"{own.url}/en/desk/meetings/general-assembly-2026-12-18/"
    page.goto(session + "attendance/")
    there = page.locator('input[type=radio][value="present"]')
    for at in range(there.count()):
        there.nth(at).check()
    page.locator("main form button[type=submit]").last.click()
    page.goto(session + "decide/")
    page.get_by_role("link", name=f"({DRAFT})").click()
    assert page.input_value('[name="kind"]') == "charter_amendment" and DRAFT in page.input_value('[name="text_en"]')
    page.fill('[name="title_az"]', "Nizamnamədə dəyişiklik: yetərsay")
    page.fill('[name="title_en"]', "Amendment of the Charter: the quorum")
    page.fill('[name="text_az"]', "Layihə 4 qəbul edilsin.")
    page.fill('[name="text_en"]', "Draft 4 is adopted.")
    page.fill('[name="yes"]', "12")
    page.click('button[value="judge"]')
    assert "Adopted" in page.inner_text(".verdict__word"), page.inner_text("main")
    page.click('button[value="save"]')
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/decisions/2026/\d+/"))
