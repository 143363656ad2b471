"""Addresses of committees, calls for nominations, answers and consent."""

from django.urls import path

from konfrans.committees.views import (
    answers,
    calls,
    committees,
    consent,
    deciding,
    links,
    mail,
    prints,
    room,
    room_papers,
    room_post,
    sheets,
)
from konfrans.people.views import letters

urlpatterns = [
    path("desk/committees/", committees.desk_committees, name="desk_committees"),
    path("desk/committees/add/", committees.committee_create, name="committee_create"),
    path("desk/committees/<slug:key>/", committees.committee_roster, name="committee_roster"),
    path("desk/committees/<slug:key>/change/", committees.committee_change, name="committee_change"),
    path("desk/committees/<slug:key>/seats/add/", committees.seat_begin, name="seat_begin"),
    path("desk/committees/<slug:key>/seats/<int:pk>/end/", committees.seat_end, name="seat_end"),
    path("desk/committees/<slug:key>/roster.xlsx", sheets.roster_export, {"ending": "xlsx"}, name="roster_export"),
    path("desk/committees/<slug:key>/roster.csv", sheets.roster_export, {"ending": "csv"}, name="roster_export"),
    path("desk/committees/<slug:key>/roster/import/", sheets.roster_import, name="roster_import"),
    path("desk/committees/<slug:key>/roster/import/roster.xlsx", sheets.roster_sheet, {"ending": "xlsx"}, name="roster_sheet"),
    path("desk/committees/<slug:key>/roster/import/roster.csv", sheets.roster_sheet, {"ending": "csv"}, name="roster_sheet"),
    path("desk/committees/<slug:key>/room/", room.committee_room, name="committee_room"),
    path("desk/committees/<slug:key>/room/programme/<int:year>/", room.room_programme, name="room_programme"),
    path("desk/committees/<slug:key>/room/programme/<int:year>/publish/", room.programme_publish, name="programme_publish"),
    path("desk/committees/<slug:key>/room/programme/<int:year>/withdraw/", room.programme_withdraw, name="programme_withdraw"),
    path("desk/committees/<slug:key>/room/tasks/add/", room.work_task_add, name="work_task_add"),
    path("desk/committees/<slug:key>/room/tasks/<int:pk>/change/", room.work_task_change, name="work_task_change"),
    path("desk/committees/<slug:key>/room/tasks/<int:pk>/put-off/", room.work_task_put_off, name="work_task_put_off"),
    path("desk/committees/<slug:key>/room/tasks/<int:pk>/done/", room.work_task_done, name="work_task_done"),
    path("desk/committees/<slug:key>/room/tasks/<int:pk>/withdraw/", room.work_task_withdraw, name="work_task_withdraw"),
    path("desk/committees/<slug:key>/room/tasks/<int:pk>/reopen/", room.work_task_reopen, name="work_task_reopen"),
    path("desk/committees/<slug:key>/room/documents/add/", room_papers.committee_document_add, name="committee_document_add"),
    path(
        "desk/committees/<slug:key>/room/documents/<int:number>/add/", room_papers.committee_document_version_add,
        name="committee_document_version_add",
    ),
    path(
        "desk/committees/<slug:key>/room/documents/<int:number>/publish/", room_papers.committee_document_publish,
        name="committee_document_publish",
    ),
    path(
        "desk/committees/<slug:key>/room/documents/<int:number>/withdraw/", room_papers.committee_document_withdraw,
        name="committee_document_withdraw",
    ),
    path("desk/committees/<slug:key>/room/reports/<int:year>/", room_papers.committee_report, name="committee_report"),
    path("desk/committees/<slug:key>/room/reports/<int:year>/report.pdf", room_papers.committee_report_pdf, name="committee_report_pdf"),
    path(
        "desk/committees/<slug:key>/room/reports/<int:year>/versions/<int:version>/", room_papers.committee_report,
        name="committee_report_version",
    ),
    path(
        "desk/committees/<slug:key>/room/reports/<int:year>/versions/<int:version>/report.pdf", room_papers.committee_report_pdf,
        name="committee_report_version_pdf",
    ),
    path(
        "desk/committees/<slug:key>/room/reports/<int:year>/correct/", room_papers.committee_report_correct,
        name="committee_report_correct",
    ),
    path("desk/committees/<slug:key>/room/reports/<int:year>/write/", room_papers.committee_report_write, name="committee_report_write"),
    path(
        "desk/committees/<slug:key>/room/reports/<int:year>/hand-in/", room_papers.committee_report_hand_in,
        name="committee_report_hand_in",
    ),
    path("desk/committees/<slug:key>/room/mail/", room_post.room_mail_page, name="room_mail"),
    path("desk/committees/<slug:key>/room/mail/send/", room_post.room_mail_send, name="room_mail_send"),
    path("desk/committees/<slug:key>/room/mail/release/", room_post.room_mail_release, name="room_mail_release"),
    path("desk/committees/<slug:key>/room/calendar/", room_post.room_calendar, name="room_calendar"),
    path("desk/committees/<slug:key>/room/calendar/revoke/", room_post.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("desk/calls/", calls.calls, name="calls"),
    path("desk/calls/add/", calls.call_create, name="call_create"),
    path("desk/calls/<slug:key>/", calls.call_board, name="call_board"),
    path("desk/calls/<slug:key>/change/", calls.call_change, name="call_change"),
    path("desk/calls/<slug:key>/open/", calls.call_open, name="call_open"),
    path("desk/calls/<slug:key>/remind/", calls.call_remind, name="call_remind"),
    path("desk/calls/<slug:key>/export.xlsx", sheets.call_export, {"ending": "xlsx"}, name="call_export"),
    path("desk/calls/<slug:key>/export.csv", sheets.call_export, {"ending": "csv"}, name="call_export"),
    path("desk/calls/<slug:key>/mail/", mail.call_mail, name="call_mail"),
    path("desk/calls/<slug:key>/mail/release/", mail.call_letters_release, name="call_letters_release"),
    path("desk/calls/<slug:key>/mail/<int:pk>/", mail.call_letter_page, name="call_letter"),
    *(
        path(f"desk/calls/<slug:key>/mail/<int:pk>/{what}/", mail.call_letter_decide, {"what": what}, name=f"call_letter_{what}")
        for what in letters.ACTS
    ),
    path("desk/calls/<slug:key>/universities/<slug:institution>/", calls.call_university, name="call_university"),
    path("desk/calls/<slug:key>/universities/<slug:institution>/reopen/", calls.call_reopen, name="call_reopen"),
    path("desk/calls/<slug:key>/universities/<slug:institution>/address/", calls.contact_add, name="contact_add"),
    path("desk/calls/<slug:key>/committees/<slug:committee>/", deciding.call_committee, name="call_committee"),
    path("desk/calls/<slug:key>/nominations/<hexkey:nomination>/", deciding.nomination, name="nomination"),
    path(
        "desk/calls/<slug:key>/nominations/<hexkey:nomination>/letter-<slug:lang>.pdf", prints.appointment_letter,
        name="appointment_letter",
    ),
    path("desk/calls/<slug:key>/nominations/<hexkey:nomination>/ask/", deciding.nomination_ask, name="nomination_ask"),
    path(
        "desk/calls/<slug:key>/nominations/<hexkey:nomination>/refuse/", deciding.nomination_refuse, name="nomination_refuse"
    ),
    path("answers/<slug:call>/<slug:institution>/", answers.answer, name="answer"),
    path("answers/<slug:call>/<slug:institution>/add/", answers.nomination_draft, name="nomination_draft"),
    path("answers/<slug:call>/<slug:institution>/spreadsheet/", sheets.nominations_import, name="nominations_import"),
    path(
        "answers/<slug:call>/<slug:institution>/spreadsheet/places.xlsx", sheets.nominations_sheet, {"ending": "xlsx"},
        name="nominations_sheet",
    ),
    path(
        "answers/<slug:call>/<slug:institution>/spreadsheet/places.csv", sheets.nominations_sheet, {"ending": "csv"},
        name="nominations_sheet",
    ),
    path("answers/<slug:call>/<slug:institution>/sign/", answers.answer_sign, name="answer_sign"),
    path("answers/<slug:call>/<slug:institution>/drafters/add/", answers.drafter_add, name="drafter_add"),
    path("answers/<slug:call>/<slug:institution>/drafters/<int:pk>/take-back/", answers.drafter_withdraw, name="drafter_withdraw"),
    path("answers/<slug:call>/<slug:institution>/<hexkey:nomination>/", answers.nomination_change, name="nomination_change"),
    path("answers/<slug:call>/<slug:institution>/<hexkey:nomination>/cv/", answers.answer_cv, name="answer_cv"),
    path(
        "answers/<slug:call>/<slug:institution>/<hexkey:nomination>/withdraw/", answers.nomination_withdraw,
        name="nomination_withdraw",
    ),
    path(
        "answers/<slug:call>/<slug:institution>/<hexkey:nomination>/again/", answers.consent_ask_again, name="consent_ask_again"
    ),
    path("calls/<str:token>/", links.call_link, name="call_link"),
    path("calls/<str:token>/code/", links.call_link_code, name="call_link_code"),
    path("consent/<str:token>/", consent.nominee, name="nominee"),
    path("consent/<str:token>/code/", consent.nominee_code, name="nominee_code"),
    path("consent/<str:token>/letter-<slug:lang>.pdf", prints.nominee_letter, name="nominee_letter"),
    path("consent/<str:token>/answer/", consent.nominee_answer, name="nominee_answer"),
]  # fmt: skip
