"""The journeys that matter, in a real browser: with and without JavaScript, on a phone, with a passkey."""

from __future__ import annotations

import re

from tests.pages import house


def sign_in(page, site: house.Site, role: str, language: str = "en") -> None:
    page.goto(f"{site.url}/{language}/demo/")
    page.click(f'form[action$="/sign-in/{role}/"] button')
    page.wait_for_url("**/desk/")


def test_the_secretary_records_judges_and_publishes_a_decision_on_a_phone_without_javascript(own, browser):
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, own, "secretary")
    page.goto(f"{own.url}/en/desk/meetings/general-assembly-2026-11-20/decide/")
    page.select_option('[name="kind"]', "statement")
    page.fill('[name="title_az"]', "Sınaq bəyanatı")
    page.fill('[name="title_en"]', "A trial statement")
    page.fill('[name="text_az"]', "Bəyanat qəbul edilsin.")
    page.fill('[name="text_en"]', "The statement is adopted.")
    page.fill('[name="yes"]', "13")
    page.click('button[value="judge"]')
    assert "13" in page.inner_text(".errors") and "12" in page.inner_text(".errors")
    page.fill('[name="yes"]', "7")
    page.fill('[name="no"]', "4")
    page.fill('[name="abstain"]', "1")
    page.click('button[value="judge"]')
    assert "Adopted" in page.inner_text(".verdict__word")
    page.click('button[value="save"]')
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/en/decisions/2026/\d+/"))
    page.goto(page.url.replace("/en/", "/az/", 1))
    assert "Sınaq bəyanatı" in page.inner_text("h1") and "Qəbul edildi" in page.inner_text(".verdict__word")
    assert "(şərti)" in page.inner_text("main"), "what a visitor of the demonstration enters is a sample"
    context.close()
    public = own.get("/en/decisions/")
    assert "A trial statement" in public.text


def test_an_invited_colleague_opens_the_account_by_a_code_and_loses_it_with_the_office(own, browser):
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, own, "secretary")
    page.goto(f"{own.url}/en/desk/people/invite/")
    page.fill('[name="surname"]', "Sınaqlı")
    page.fill('[name="given"]', "Nümunə")
    page.fill('[name="email"]', "colleague@example.org")
    page.select_option('[name="language"]', "en")
    page.select_option('[name="kind"]', "secretary")
    secretariat = page.locator('[name="body"] option', has_text="Secretariat").first.get_attribute("value")
    page.select_option('[name="body"]', secretariat)
    page.fill('[name="since"]', "2026-11-25")
    page.click("main form.form button[type=submit]")
    context.close()

    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{own.url}/en/demo/outbox/")
    page.click("main ol.ledger h3 a >> nth=0")
    page.click("main .letter a >> nth=0")
    page.get_by_role("button", name="Send the code").click()
    code_page = page.url
    page.goto(f"{own.url}/en/demo/outbox/")
    page.click("main ol.ledger h3 a >> nth=0")
    code = re.search(r"\b(\d{3})\s?(\d{3})\b", page.inner_text("main .letter"))
    assert code
    page.goto(code_page)
    page.fill('[name="code"]', code.group(1) + code.group(2))
    page.get_by_role("button", name="Open my account").click()
    page.goto(f"{own.url}/en/desk/journal/")
    assert page.locator("h1").count() == 1 and page.url.endswith("/desk/journal/")
    context.close()


def add_passkey(context, page, site: house.Site, email: str) -> None:
    """Sign in by a code, add a passkey and sign out."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    code_sign_in(page, site, email)
    page.goto(f"{site.url}/en/accounts/2fa/webauthn/add/")
    page.fill('[name="name"]', "phone")
    page.check('[name="passwordless"]')
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(re.compile(r"/accounts/2fa/recovery-codes/"))
    page.goto(f"{site.url}/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()


def test_a_rector_adds_a_passkey_and_signs_in_with_it(own, browser):
    context = browser.new_context()
    page = context.new_page()
    add_passkey(context, page, own, "rector.xu@example.org")
    page.goto(f"{own.url}/en/accounts/login/")
    page.get_by_role("button", name=re.compile("passkey", re.I)).click()
    page.wait_for_url("**/desk/")
    assert "M. Hacıbəyli" in page.inner_text(".masthead")
    context.close()


def code_sign_in(page, site: house.Site, email: str) -> None:
    """Sign in by the code that arrives in the outbox."""
    page.goto(f"{site.url}/en/accounts/login/")
    page.locator("form", has=page.get_by_role("button", name="Send me a code")).locator("input[type=email]").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    confirm = page.url
    other = page.context.new_page()
    other.goto(f"{site.url}/en/demo/outbox/")
    other.click("main ol.ledger h3 a >> nth=0")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", other.inner_text("main .letter"))
    assert code, other.inner_text("main .letter")
    other.close()
    assert page.url == confirm
    page.fill('[name="code"]', code.group(0))
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/desk/")


def test_a_keyboard_alone_reaches_the_page_past_the_header(own, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{own.url}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    context.close()


def test_a_person_who_moves_the_day_sees_who_was_in_office_then(own, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{own.url}/en/members/lsu/")
    assert "Mirzəbəyli" in page.inner_text("main")
    page.goto(f"{own.url}/en/demo/")
    page.fill('[name="day"]', "2026-03-01")
    page.get_by_role("button", name="Move the day").click()
    page.goto(f"{own.url}/en/members/lsu/")
    assert "Dadaşbəyli" in page.inner_text("main")
    page.goto(f"{own.url}/en/demo/")
    page.fill('[name="day"]', "2026-11-25")
    page.get_by_role("button", name="Move the day").click()
    context.close()
