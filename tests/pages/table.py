"""Who may open what: every address by hand, the status each role is answered with.

`SIGN_IN` is a redirect to the sign-in page that comes back; `POST` an address that only takes a form, answered 405 to a
look. A row with `where` speaks only of paths that contain it: another member's objects stand in rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

SIGN_IN = 302


@dataclass(frozen=True)
class Row:
    """The answers of one address, in the order of `house.ROLES`: stranger, member, secretary, chair, coordinator.

    `example` is a path below the language for an address that no page links to.
    """

    name: str
    answers: tuple[int, int, int, int, int]
    where: str = ""
    example: str = ""


def everyone(*names: str, example: str = "") -> list[Row]:
    """Open to all."""
    return [Row(name, (200, 200, 200, 200, 200), example=example) for name in names]


def secretariat(*names: str) -> list[Row]:
    """The secretariat's own."""
    return [Row(name, (SIGN_IN, 403, 200, 403, 403)) for name in names]


def signed_in(*names: str, example: str = "") -> list[Row]:
    """Every account, whatever it holds."""
    return [Row(name, (SIGN_IN, 200, 200, 200, 200), example=example) for name in names]


def own_project(*names: str) -> list[Row]:
    """The project's coordinator and the secretariat; the coordinator of ECAR has nothing to do in EQAC."""
    rows = []
    for name in names:
        rows.append(Row(name, (SIGN_IN, 403, 200, 403, 200), where="/ecar/"))
        rows.append(Row(name, (SIGN_IN, 403, 200, 403, 403), where="/eqac/"))
    return rows


def own_session(*names: str) -> list[Row]:
    """What is kept of a session: by the secretariat, and by the chair where it is one of the chair's own committee."""
    rows = []
    for name in names:
        rows.append(Row(name, (SIGN_IN, 403, 200, 200, 403), where="/science-"))
        rows.append(Row(name, (SIGN_IN, 403, 200, 403, 403)))
    return rows


def own_room(*names: str) -> list[Row]:
    """What stands in a committee's room: for the secretariat, and for the chair in the chair's own committee."""
    rows = []
    for name in names:
        rows.append(Row(name, (SIGN_IN, 403, 200, 200, 403), where="/science/"))
        rows.append(Row(name, (SIGN_IN, 403, 200, 403, 403)))
    return rows


def form_only(**examples: str) -> list[Row]:
    """Takes a form and nothing else."""
    return [Row(name, (405, 405, 405, 405, 405), example=example) for name, example in examples.items()]


def own_call(*names: str) -> list[Row]:
    """Who runs the call: the coordinator of its project, and the secretariat."""
    return [Row(name, (SIGN_IN, 403, 200, 403, 200)) for name in names]


def own_answer(**tails: str) -> list[Row]:
    """The management of the university that is asked: nobody else, whoever runs the call."""
    return [
        Row(name, (SIGN_IN, 200, 403, 403, 403), where="/xu/", example=f"answers/survey-2027/xu/{tail}")
        for name, tail in tails.items()
    ]


HEX = "0" * 32
TABLE: list[Row] = [
    # Outside the languages
    Row("root", (302, 302, 302, 302, 302), example="/"),
    *everyone("health", example="/health/"),
    *everyone("robots", example="/robots.txt"),
    *everyone("favicon", example="/favicon.ico"),
    # Texts of the charter beside each other: what speaks of a draft is for its readers, whatever the page
    *(
        Row(name, (SIGN_IN, 403, 200, 403, 403), where="draft-3")
        for name in (
            "charter_compare", "charter_beside", "charter_agreement", "laboratory", "laboratory_xlsx", "laboratory_pdf", "laboratory_png",
        )
    ),
    # Portal, publications and public records
    *everyone(
        "home", "conference", "page", "members", "member", "committees", "committee", "search", "privacy", "accessibility",
        "news", "news_item", "documents", "projects", "project", "project_history", "decisions", "decision", "decision_evidence",
        "decision_pdf", "charter", "charter_toml", "charter_compare", "charter_beside", "charter_agreement", "laboratory", "laboratory_xlsx",
        "laboratory_pdf", "laboratory_png",
    ),
    *everyone("sitemap", example="sitemap.xml"),
    *everyone("charter_paper", example="charter/charter.pdf?v=1&lang=az"),
    Row("draft_paper", (SIGN_IN, 403, 200, 403, 403), example="charter/drafts/draft-3/draft.pdf?lang=az"),
    Row("draft_word", (SIGN_IN, 403, 200, 403, 403), example="charter/drafts/draft-3/word/"),
    *everyone("news_feed", example="news/feed.xml"),
    *everyone("card", example="card.png"),
    *everyone("decision_card", example="decisions/2026/14/card.png"),
    Row("file", (404, 404, 404, 404, 404), where=HEX, example=f"files/{HEX}/"),
    # Signing in and the own account
    Row("account_login", (200, 302, 302, 302, 302)),
    Row("account_request_login_code", (200, 302, 302, 302, 302), example="accounts/login/code/"),
    Row("account_logout", (302, 200, 200, 200, 200), example="accounts/logout/"),
    Row("account_confirm_login_code", (302, 302, 302, 302, 302), example="accounts/login/code/confirm/"),
    Row("account_signup", (200, 302, 302, 302, 302), example="accounts/signup/"),
    *everyone("account_inactive", example="accounts/inactive/"),
    Row("account_email_verification_sent", (302, 302, 302, 302, 302), example="accounts/confirm-email/"),
    *everyone("account_reset_password", example="accounts/password/reset/"),
    *everyone("account_reset_password_done", example="accounts/password/reset/done/"),
    *everyone("account_reset_password_from_key_done", example="accounts/password/reset/key/done/"),
    *everyone("account_reset_password_from_key", example="accounts/password/reset/key/1-x/"),
    *signed_in("account", "desk"),
    Row("account_reauthenticate", (SIGN_IN, 403, 403, 403, 403), example="accounts/reauthenticate/"),
    *signed_in("account_email", example="accounts/email/"),
    Row("account_change_password", (SIGN_IN, 302, 302, 302, 302), example="accounts/password/change/"),
    Row("account_set_password", (SIGN_IN, 200, 200, 200, 200), example="accounts/password/set/"),
    *signed_in("mfa_index", example="accounts/2fa/"),
    Row("mfa_authenticate", (302, 302, 302, 302, 302), example="accounts/2fa/authenticate/"),
    Row("mfa_reauthenticate", (SIGN_IN, 403, 403, 403, 403), example="accounts/2fa/reauthenticate/"),
    Row("mfa_activate_totp", (SIGN_IN, 200, 200, 200, 200), example="accounts/2fa/totp/activate/"),
    Row("mfa_deactivate_totp", (SIGN_IN, 404, 404, 404, 404), example="accounts/2fa/totp/deactivate/"),
    Row("mfa_view_recovery_codes", (SIGN_IN, 404, 404, 404, 404), example="accounts/2fa/recovery-codes/"),
    Row("mfa_generate_recovery_codes", (SIGN_IN, 200, 200, 200, 200), example="accounts/2fa/recovery-codes/generate/"),
    Row("mfa_download_recovery_codes", (SIGN_IN, 404, 404, 404, 404), example="accounts/2fa/recovery-codes/download/"),
    Row("mfa_list_webauthn", (SIGN_IN, 200, 200, 200, 200), example="accounts/2fa/webauthn/"),
    Row("mfa_add_webauthn", (SIGN_IN, 200, 200, 200, 200), example="accounts/2fa/webauthn/add/"),
    Row("mfa_reauthenticate_webauthn", (SIGN_IN, 403, 403, 403, 403), example="accounts/2fa/webauthn/reauthenticate/"),
    Row("mfa_remove_webauthn", (SIGN_IN, 404, 404, 404, 404), example="accounts/2fa/webauthn/keys/1/remove/"),
    Row("mfa_edit_webauthn", (SIGN_IN, 404, 404, 404, 404), example="accounts/2fa/webauthn/keys/1/edit/"),
    Row("mfa_login_webauthn", (302, 302, 302, 302, 302), example="accounts/2fa/webauthn/login/"),
    Row("invitation", (404, 404, 404, 404, 404), example="invitations/no-such-token/"),
    Row("invitation_accept", (404, 404, 404, 404, 404), example="invitations/no-such-token/code/"),
    *form_only(
        account_language_change="desk/account/language/", laboratory_table="charter/laboratory/table/",
    ),
    Row("office_leave", (SIGN_IN, 404, 404, 404, 404), example="desk/account/offices/1/leave/"),
    # People: the secretariat
    *secretariat(
        "desk_institutions", "institution_create", "institution_change", "desk_people", "person_create", "office_invite", "desk_person",
        "conference_change", "person_change", "office_begin", "office_end", "office_pass_on", "desk_bodies", "body_create", "body_change", "journal",
        "desk_mail", "desk_letter", "person_data", "person_erase", "address_data",
        "start", "charter_found", "charter_bodies", "members_import", "members_sheet",
    ),
    *form_only(
        letters_release="desk/mail/release/", letter_hold="desk/mail/1/hold/", letter_again="desk/mail/1/again/",
        letter_settle="desk/mail/1/settle/", letter_close="desk/mail/1/close/", letter_withdraw="desk/mail/1/withdraw/",
    ),
    *form_only(
        person_export=f"desk/people/{HEX}/data/export/", address_export="desk/people/address/export/",
        address_erase="desk/people/address/erase/",
    ),
    *form_only(invitation_withdraw="desk/invitations/1/withdraw/", invitation_renew="desk/invitations/1/renew/"),
    # Publications: the secretariat
    *secretariat("news_desk", "news_draft", "news_preview", "news_change", "documents_desk", "document_add", "document_withdraw", "pages_desk", "page_change"),
    *form_only(
        news_publish="desk/news/x/publish/", news_withdraw="desk/news/x/withdraw/"
    ),
    # Projects: the own coordinator, and the secretariat
    Row("projects_desk", (SIGN_IN, 403, 200, 403, 200)),
    *secretariat("project_create", "facts_import"),
    *own_project(
        "project_desk", "project_change", "project_partners", "partner_join", "partner_change", "partner_leave",
        "project_facts", "fact_source_add", "fact_show", "fact_settle", "date_amend", "project_plan", "work_package_set",
        "activity_set", "activity_remove", "working_group_add", "project_record", "objective_add", "objective_remove", "milestone_add", "milestone_remove", "result_add", "result_remove",
        "project_deliverables", "deliverable_add", "deliverable_change", "deliverable_status_set", "deliverable_version_add",
        "project_files", "evidence_add", "evidence_remove", "project_grants", "grant_paper_add", "grant_paper_file",
    ),
    # The room of a committee: its people and the secretariat; the chair decides, the secretariat where nobody chairs
    Row("calendar_feed", (404, 404, 404, 404, 404), example="/calendars/none.ics"),
    *own_room(
        "committee_room", "room_programme", "work_task_add", "work_task_change", "work_task_put_off", "work_task_done",
        "committee_document_add", "committee_document_version_add", "committee_report", "committee_report_pdf", "room_mail", "room_mail_send",
    ),
    *secretariat("committee_report_write", "committee_report_hand_in"),
    Row("work_task_withdraw", (SIGN_IN, 403, 403, 200, 403), where="/science/"),
    *secretariat("work_task_withdraw"),
    Row("committee_report_correct", (SIGN_IN, 403, 403, 200, 403), where="/science/"),
    Row("committee_report_version", (SIGN_IN, 403, 200, 200, 403), example="desk/committees/science/room/reports/2026/versions/1/"),
    Row(
        "committee_report_version_pdf", (SIGN_IN, 403, 200, 200, 403),
        example="desk/committees/science/room/reports/2026/versions/1/report.pdf",
    ),
    Row("room_calendar", (SIGN_IN, 403, 403, 200, 403), where="/science/"),
    *form_only(
        programme_publish="desk/committees/science/room/programme/2027/publish/",
        programme_withdraw="desk/committees/science/room/programme/2027/withdraw/",
        work_task_reopen="desk/committees/science/room/tasks/1/reopen/",
        committee_document_publish="desk/committees/science/room/documents/1/publish/",
        committee_document_withdraw="desk/committees/science/room/documents/1/withdraw/",
        room_mail_release="desk/committees/science/room/mail/release/", calendar_feed_revoke="desk/committees/science/room/calendar/revoke/",
    ),
    # Decisions, members, sessions: the secretariat; who heads a member or chairs a committee looks on at sessions
    *secretariat(
        "decision_draft", "decision_change", "decision_correct", "membership", "categories_desk", "category_create", "member_admit", "member_leave",
        "vote_suspend", "vote_restore",
    ),
    # Sessions: of an organ for who sits in organs, kept by the secretariat; of a committee its own, kept by its chair too
    Row("meetings", (SIGN_IN, 200, 200, 200, 403)),
    Row("meeting_create", (SIGN_IN, 403, 200, 200, 403)),
    *own_session(
        "meeting_change", "agenda", "agenda_item_add", "agenda_item_change", "paper_add", "paper_version_add", "minutes_write", "decision_record",
    ),
    *(Row(name, (SIGN_IN, 403, 200, 200, 403), where="/science-") for name in ("meeting", "minutes", "minutes_pdf")),
    *(Row(name, (SIGN_IN, 200, 200, 200, 403)) for name in ("meeting", "minutes", "minutes_pdf")),
    Row("attendance_set", (SIGN_IN, 403, 200, 403, 403)),
    Row("person_attendance_set", (SIGN_IN, 403, 200, 200, 403)),
    Row("minutes_approve", (SIGN_IN, 403, 403, 200, 403), where="/science-", example="desk/meetings/science-2026-11-12/minutes/2/approve/"),
    *form_only(
        agenda_item_remove="desk/meetings/science-2026-11-12/agenda/1/remove/",
        paper_publish="desk/meetings/science-2026-11-12/papers/1/publish/",
        paper_withdraw="desk/meetings/science-2026-11-12/papers/1/withdraw/",
        minutes_send="desk/meetings/science-2026-11-12/minutes/2/send/",
    ),
    # Committees, calls for nominations, answers, consent
    *secretariat("desk_committees", "committee_create", "committee_change", "seat_begin", "seat_end"),
    Row("committee_roster", (SIGN_IN, 403, 200, 200, 200), where="/science/"),
    Row("committee_roster", (SIGN_IN, 403, 200, 403, 403), where="/charter-group/"),
    Row("committee_roster", (SIGN_IN, 403, 200, 403, 200)),
    *own_call(
        "calls", "call_create", "call_board", "call_change", "call_university", "contact_add", "call_mail", "call_letter", "call_committee",
        "nomination", "nomination_ask", "nomination_refuse",
    ),
    Row("call_reopen", (SIGN_IN, 403, 200, 403, 200), example="desk/calls/committees-2026/universities/oyu/reopen/"),
    *own_answer(answer="", nomination_draft="add/", answer_sign="sign/", drafter_add="drafters/add/"),
    *form_only(
        call_open="desk/calls/x/open/", call_remind="desk/calls/x/remind/", call_letters_release="desk/calls/x/mail/release/",
        call_letter_hold="desk/calls/x/mail/1/hold/", call_letter_again="desk/calls/x/mail/1/again/",
        call_letter_settle="desk/calls/x/mail/1/settle/", call_letter_close="desk/calls/x/mail/1/close/",
        call_letter_withdraw="desk/calls/x/mail/1/withdraw/", consent_ask_again=f"answers/x/y/{HEX}/again/",
        drafter_withdraw="answers/x/y/drafters/1/take-back/",
    ),
    Row("nomination_change", (SIGN_IN, 404, 403, 403, 403), where="/xu/", example=f"answers/survey-2027/xu/{HEX}/"),
    Row("nomination_withdraw", (SIGN_IN, 404, 403, 403, 403), where="/xu/", example=f"answers/survey-2027/xu/{HEX}/withdraw/"),
    Row("answer_cv", (SIGN_IN, 404, 403, 403, 403), where="/xu/", example=f"answers/survey-2027/xu/{HEX}/cv/"),
    Row("call_link", (404, 404, 404, 404, 404), example="calls/no-such-token/"),
    Row("call_link_code", (404, 404, 404, 404, 404), example="calls/no-such-token/code/"),
    Row("nominee", (404, 404, 404, 404, 404), example="consent/no-such-token/"),
    Row("nominee_code", (404, 404, 404, 404, 404), example="consent/no-such-token/code/"),
    Row("nominee_answer", (302, 302, 302, 302, 302), example="consent/no-such-token/answer/"),
    *form_only(decision_publish="desk/decisions/1/publish/", decision_discard="desk/decisions/1/discard/"),
    # Drafts of the charter
    *everyone("drafts"),
    *secretariat("draft_open", "draft", "draft_article", "draft_edit", "draft_history", "draft_rule", "draft_adopt", "draft_proposal"),
    Row("draft_put", (SIGN_IN, 403, 200, 403, 403), example="charter/drafts/draft-3/vote/"),
    Row("draft_rule_add", (SIGN_IN, 403, 200, 403, 403), example="charter/drafts/draft-3/rule/add/?article=21.1"),
    *secretariat("version_day_record"),
    *form_only(
        draft_article_add="charter/drafts/draft-3/articles/add/", draft_article_remove="charter/drafts/draft-3/articles/4/remove/",
        draft_rule_remove="charter/drafts/draft-3/rule/remove/", draft_remark_answer="charter/drafts/draft-3/answer/",
        draft_return="charter/drafts/draft-3/history/back/",
    ),
    # Comments on a draft of the charter that its group and invited readers read
    *secretariat("threads", "thread_open", "thread", "consultation", "consultation_sum_up", "draft_settings"),
    Row("consultation_open", (SIGN_IN, 403, 200, 403, 403), example="charter/drafts/draft-3/consultations/open/"),
    Row("remark_send", (SIGN_IN, 403, 302, 403, 403), example="charter/drafts/draft-3/consultations/1/send/"),
    *form_only(
        remark_add="charter/drafts/draft-3/comments/1/add/", suggestion_take="charter/drafts/draft-3/comments/1/suggestion/",
        thread_take="charter/drafts/draft-3/comments/1/take/", thread_leave="charter/drafts/draft-3/comments/1/leave/",
        thread_reopen="charter/drafts/draft-3/comments/1/reopen/", remark_let="charter/drafts/draft-3/sent/1/let/",
        remark_turn_away="charter/drafts/draft-3/sent/1/turn-away/", draft_rename="charter/drafts/draft-3/rename/", draft_titles="charter/drafts/draft-3/titles/",
        consultation_tell="charter/drafts/draft-3/consultations/1/tell/",
        draft_public_set="charter/drafts/draft-3/public/", draft_withdraw="charter/drafts/draft-3/withdraw/",
    ),
    # Nominations and rosters as spreadsheets
    Row("call_export", (SIGN_IN, 403, 200, 403, 200), example="desk/calls/committees-2026/export.csv"),
    Row("roster_export", (SIGN_IN, 403, 200, 200, 200), where="/science/", example="desk/committees/science/roster.csv"),
    Row("roster_export", (SIGN_IN, 403, 200, 403, 200), example="desk/committees/education/roster.xlsx"),
    Row("roster_import", (SIGN_IN, 403, 200, 403, 403), example="desk/committees/science/roster/import/"),
    Row("roster_sheet", (SIGN_IN, 403, 200, 403, 403), example="desk/committees/science/roster/import/roster.csv"),
    *own_answer(nominations_import="spreadsheet/", nominations_sheet="spreadsheet/places.csv"),
    # Letters of appointment: who runs the call, and the person once the address is proved
    Row("appointment_letter", (SIGN_IN, 403, 200, 403, 200)),
    Row("nominee_letter", (404, 404, 404, 404, 404), example="consent/no-such-token/letter-en.pdf"),
    # The demonstration
    *everyone("demo", "demo_outbox", "demo_letter", "demo_styleguide"),
    *form_only(demo_sign_in="demo/sign-in/secretary/"),
]  # fmt: skip

OWN = {"office_leave"}
"""Addresses of what belongs to one account: whoever is shown the link opens it, everybody else is answered as the row says."""

NEVER_LINKED = {"grant_paper_file", "demo_letter", "evidence_remove", "draft_proposal"}
"""Addresses whose objects the demonstration has none of: their domain's own tests open them."""


FOUNDING = (
    "/start/",
    "/az/start/",
    "/en/start/",
    "/en/start/a-token/",
    "/en/start/a-token/look/",
    "/en/start/a-token/members.csv",
)
"""The founding: where there is a conference nobody finds it, by no address (`tests/founding` opens it where there is none)."""


def row_of(name: str, path: str) -> Row | None:
    """The row that speaks of this path."""
    fitting = [row for row in TABLE if row.name == name and row.where in path]
    return fitting[0] if fitting else None
