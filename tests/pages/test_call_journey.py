"""A call for nominations in a real browser: the coordinator, one university, one nominee, one chair; on a phone, without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.pages import house
from tests.pages.test_journeys import add_passkey, sign_in

LOOK = {"viewport": {"width": 360, "height": 800}, "java_script_enabled": False}
KEY = "digital-2027"
NOMINEE = "aygun.nagiyeva@example.org"


def letter_to(context, site: house.Site, address: str) -> tuple[str, str]:
    """Text and link of the newest letter to an address in the demonstration's outbox."""
    page = context.new_page()
    page.goto(f"{site.url}/en/demo/outbox/")
    page.locator("main ol.ledger li", has_text=address).first.locator("h3 a").click()
    text = page.inner_text("main .letter")
    links = page.locator("main .letter a")
    link = links.first.get_attribute("href") if links.count() else ""
    page.close()
    return text, link or ""


def fill_both(page, name: str, az: str, en: str) -> None:
    page.fill(f'[name="{name}_az"]', az)
    page.fill(f'[name="{name}_en"]', en)


def test_a_committee_is_called_for_named_consented_to_confirmed_and_chaired(own, browser):
    # The secretary enters a committee that a decision created.
    desk = browser.new_context(**LOOK)
    page = desk.new_page()
    sign_in(page, own, "secretary")
    page.goto(f"{own.url}/en/desk/committees/add/")
    fill_both(page, "name", "Rəqəmsal universitet", "Digital University")
    page.fill('[name="key"]', "digital")
    page.select_option('[name="sort"]', "standing")
    fill_both(page, "mandate", "Rəqəmsal tədris üzrə təkliflər.", "Proposals on digital teaching.")
    fill_both(page, "themes", "Rəqəmsal imtahanlar — nümunə", "Digital examinations — sample")
    page.select_option('[name="decision"]', "2026/02")
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/desk/committees/digital/")
    desk.close()

    # The coordinator drafts a call, opens it, looks at a letter and lets them go.
    desk = browser.new_context(**LOOK)
    page = desk.new_page()
    sign_in(page, own, "coordinator")
    page.goto(f"{own.url}/en/desk/calls/add/")
    fill_both(page, "title", "Rəqəmsal universitet komitəsi, 2027", "Digital University committee, 2027")
    page.fill('[name="key"]', KEY)
    page.check('input[name="committees"][value="digital"]')
    page.select_option('[name="to"]', "members:ecar")
    page.fill('[name="closes"]', "2026-12-18")
    page.fill('[name="begins_on"]', "2026-12-18")
    page.fill('[name="keep_until"]', "2027-06-30")
    page.click("main form.form button[type=submit]")
    page.wait_for_url(f"**/desk/calls/{KEY}/")
    page.get_by_role("button", name="Open the call").click()
    assert "0 of 15" in page.inner_text("h1")
    page.get_by_role("link", name="Letters").click()
    page.locator("main ol.ledger li", has_text="rector.xu@example.org").locator("h3 a").click()
    preview = page.inner_text(".letter")
    assert "Xəzər Universiteti" in preview and "…" in preview, (
        "the coordinator reads what the rector will read, without the secret"
    )
    page.go_back()
    page.get_by_role("button", name="Release all of them").click()
    assert "No letter waits for you" in page.inner_text("h1")

    # The rector follows the link: it names a masked address and leads to the sign-in; the code brings back to the answer.
    phone = browser.new_context(**LOOK)
    rector = phone.new_page()
    _text, link = letter_to(phone, own, "rector.xu@example.org")
    rector.goto(link)
    assert "r•••@example.org" in rector.inner_text("main")
    rector.locator("main .buttons a").first.click()
    rector.fill("#code-email", "rector.xu@example.org")
    rector.locator("form", has=rector.locator("#code-email")).locator("button").click()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter_to(phone, own, "rector.xu@example.org")[0])
    assert code
    rector.fill('[name="code"]', code[0])
    rector.locator("form", has=rector.locator('[name="code"]')).locator("button").first.click()
    rector.wait_for_url(f"**/answers/{KEY}/xu/")
    rector.goto(f"{own.url}/en/answers/{KEY}/xu/")
    rector.get_by_role("link", name="Name a person").first.click()
    rector.fill('[name="given"]', "Aygün")
    rector.fill('[name="surname"]', "Nаğıyeva")  # the second letter is Cyrillic
    rector.fill('[name="email"]', NOMINEE)
    rector.fill('[name="position"]', "head of the centre for digital teaching")
    rector.click("main form.form button[type=submit]")
    assert "another alphabet" in rector.inner_text(".errors")
    rector.fill('[name="surname"]', "Nağıyeva")
    rector.click("main form.form button[type=submit]")
    rector.wait_for_url(f"**/answers/{KEY}/xu/")
    rector.get_by_role("link", name="Sign off").click()
    rector.get_by_role("button", name="Sign off").click()
    assert "has answered" in rector.inner_text("h1")
    assert rector.goto(f"{own.url}/en/answers/{KEY}/bbu/").status == 403
    phone.close()

    # The coordinator releases the letter to the nominee.
    page.goto(f"{own.url}/en/desk/calls/{KEY}/mail/")
    page.locator("main form button", has_text="Release all").click()

    # The nominee, who has no account, proves the address and consents.
    phone = browser.new_context(**LOOK)
    nominee = phone.new_page()
    _text, link = letter_to(phone, own, NOMINEE)
    nominee.goto(link)
    assert "Nağıyeva" not in nominee.inner_text("main")
    nominee.locator("main form button").click()
    code = re.search(r"\b(\d{3})\s?(\d{3})\b", letter_to(phone, own, NOMINEE)[0])
    assert code
    nominee.fill('[name="code"]', code[1] + code[2])
    nominee.click("main form.form button[type=submit]")
    assert "Nağıyeva" in nominee.inner_text("main")
    nominee.check('[name="public"]')
    nominee.locator('button[name="consent"]').click()
    assert nominee.locator('button[name="decline"]').count(), "until the confirmation one may still decline"
    phone.close()

    # The coordinator sees it on the board, reads the rules, confirms.
    page.goto(f"{own.url}/en/desk/calls/{KEY}/")
    assert "1 of 15" in page.inner_text("h1")
    page.goto(f"{own.url}/en/desk/calls/{KEY}/committees/digital/")
    assert "Article\u00a017(3)" in page.inner_text(".reasons")
    page.get_by_role("button", name="Confirm those chosen").click()
    assert "Confirmed: 1" in page.inner_text("main") or page.locator(".status--yes", has_text="confirmed").count()
    page.goto(f"{own.url}/en/desk/committees/digital/?on=2026-12-18")
    assert "Aygün Nağıyeva" in page.inner_text("main")
    desk.close()

    # The chair of another committee opens the own one, and not this.
    phone = browser.new_context(**LOOK)
    chair = phone.new_page()
    sign_in(chair, own, "chair")
    assert chair.goto(f"{own.url}/en/desk/committees/science/").status == 200
    assert chair.goto(f"{own.url}/en/desk/committees/digital/").status == 403
    phone.close()


def test_a_passkey_opens_the_answer_that_the_link_of_a_call_leads_to(own, browser):
    context = browser.new_context()
    page = context.new_page()
    _text, link = letter_to(context, own, "rector.lsu@example.org")
    add_passkey(context, page, own, "rector.lsu@example.org")
    page.goto(
        own.url + urlsplit(link).path
    )  # the letter was written when the demonstration was played, for another port
    assert "r•••@example.org" in page.inner_text("main")
    page.locator("main .buttons a").first.click()
    page.click("#passkey_login")
    page.wait_for_url("**/answers/*/lsu/")
    assert "Lənkəran" in page.inner_text("main")
    context.close()
