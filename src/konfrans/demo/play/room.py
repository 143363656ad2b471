"""The room of the committee on Scientific Affairs: the work programmes of 2026 and 2027, two documents, the report on 2026. All of it
is invented, and marked so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from konfrans.committees.selectors import committee as committee_by_key
from konfrans.committees.selectors import seats_on
from konfrans.committees.services import documents, programme, reports
from konfrans.kernel import clock
from konfrans.kernel.documents import document_pdf
from konfrans.kernel.localised import Localised
from konfrans.people import selectors as people

if TYPE_CHECKING:
    from konfrans.committees.models import Committee, WorkTask
    from konfrans.kernel.acts import Actor
    from konfrans.people.models import Person

BODY, YEARS = "science", (2026, 2027)
PLANNED, WROTE, HANDED_IN = date(2026, 11, 13), date(2026, 11, 18), date(2026, 11, 24)
# What, who (the chair, a member by place on the roster, or words), due, done, note; each in the programme of the year it is due in.
TASKS: tuple[tuple[Localised, int | str, date, date | None, Localised], ...] = (
    (
        Localised.of(az="İş planının layihəsini hazırlamaq", en="Draft the plan of work"),
        0, date(2026, 11, 20), date(2026, 11, 18), Localised(),
    ),
    (
        Localised.of(az="Jurnallar siyahısının meyarlarını dərc etmək", en="Publish the criteria of the list of journals"),
        1, date(2026, 11, 20), date(2026, 11, 24),
        Localised.of(az="Meyarlar iclasın rəyindən irəli gəlir.", en="The criteria follow from the opinion of the session."),
    ),
    (
        Localised.of(az="Universitetlərdən mübadilə yerləri haqqında məlumat toplamaq", en="Ask the universities for places of the exchange"),
        2, date(2026, 11, 16), None, Localised(),
    ),
    (
        Localised.of(az="Gənc tədqiqatçıların mübadiləsinə başlamaq", en="Begin the exchange of young researchers"),
        0, date(2027, 3, 1), None,
        Localised.of(az="Hər semestr üçün ən azı səkkiz yer.", en="At least eight places for each semester."),
    ),
    (
        Localised.of(az="Universitetlərin böyük elmi avadanlıqlarının siyahısını tərtib etmək", en="List the large research equipment of the universities"),
        2, date(2027, 4, 16), None, Localised(),
    ),
    (
        Localised.of(az="Elmi etika üzrə birgə qaydaların layihəsi", en="Draft common rules on research ethics"),
        "üç universitetin nümayəndələri / people of three universities", date(2027, 5, 14), None, Localised(),
    ),
    (
        Localised.of(az="Gənc tədqiqatçılar üçün yay məktəbi keçirmək", en="Hold a summer school for young researchers"),
        1, date(2027, 7, 9), None,
        Localised.of(az="Yer növbəti iclasda seçilir.", en="The place is chosen at the next session."),
    ),
    (
        Localised.of(az="Mübadilənin ilk semestrini qiymətləndirmək", en="Assess the first semester of the exchange"),
        2, date(2027, 9, 17), None, Localised(),
    ),
    (
        Localised.of(az="Jurnallar siyahısına yenidən baxmaq", en="Look at the list of journals again"),
        1, date(2027, 11, 12), None, Localised(),
    ),
)  # fmt: skip
PUT_OFF = (
    3, date(2027, 4, 12),
    Localised.of(az="Yerlərin sayı hələ məlum deyil.", en="The number of places is not known yet."),
)  # fmt: skip
PLAN = Localised.of(az="İş planı, 2027", en="Plan of work, 2027")
RULES = Localised.of(az="Komitənin iş qaydası", en="How the committee works")
FOREWORD = Localised.of(
    az="Komitə noyabr ayında işə başladı. İlk iclasda elmi jurnalların vahid siyahısı haqqında rəy qəbul edildi, 2027-ci ilin iş planı "
    "hazırlanır. (Nümunə)",
    en="The committee began its work in November. At its first session it adopted an opinion on one list of scientific journals; the "
    "plan of work for 2027 is in the making. (Sample)",
)  # fmt: skip


def play() -> Iterator[str]:
    """The programme is planned after the first session, the documents follow, the report is handed in."""
    committee = committee_by_key(BODY)
    with clock.standing_at(PLANNED):
        tasks = _tasks(committee)
    with clock.standing_at(WROTE):
        _documents(committee)
    _work(committee, tasks)
    with clock.standing_at(HANDED_IN):
        reports.committee_report_write(actor=_chair(), committee=committee, year=2026, foreword=FOREWORD, sample=True)
        reports.committee_report_hand_in(actor=_chair(), committee=committee, year=2026)
    yield f"the room of the committee on Scientific Affairs: {len(tasks)} tasks in two programmes, two documents, a report"


def _chair() -> Actor:
    """The chair, as an actor of the day."""
    office = next(one for one in people.offices_in(BODY, clock.today()) if one.kind == "chair")
    standing = people.standing_of(office.person.account.pk)
    return standing.actor(standing.holds("chair", body=BODY))


def _people(committee: Committee) -> list[Person]:
    """The chair, then the members in the order of their universities."""
    seats = seats_on(committee, clock.today())
    return [one.person for one in seats if one.seat in ("chair", "member")]


def _tasks(committee: Committee) -> list[WorkTask]:
    inside = _people(committee)
    return [
        programme.work_task_add(
            actor=_chair(), committee=committee, year=due.year, title=title, due=due, note=note, sample=True,
            owner=inside[who] if isinstance(who, int) else None, owner_text=who if isinstance(who, str) else "",
        )
        for title, who, due, _done, note in TASKS
    ]  # fmt: skip


def _work(committee: Committee, tasks: list[WorkTask]) -> None:
    """What was done by the demonstration's day, what was put off; then the chair publishes the programmes."""
    for task, (_title, _who, _due, done, _note) in zip(tasks, TASKS, strict=True):
        if done is not None:
            with clock.standing_at(done):
                programme.work_task_done(actor=_chair(), task=task, on=done)
    with clock.standing_at(HANDED_IN):
        which, day, reason = PUT_OFF
        programme.work_task_put_off(actor=_chair(), task=tasks[which], due=day, reason=reason)
        for year in YEARS:
            programme.programme_publish(actor=_chair(), committee=committee, year=year)


def _documents(committee: Committee) -> None:
    """The plan in two versions, and how the committee works, which everybody may read."""
    titles = [title.given("az") for title, _who, due, *_rest in TASKS if due.year == YEARS[-1]]
    plan = documents.committee_document_add(
        actor=_chair(),
        committee=committee,
        title=PLAN,
        stream=_pdf(PLAN, titles[:4]),
        name="is-plani-1.pdf",
        sample=True,
    )
    documents.committee_document_version_add(
        actor=_chair(), document=plan, stream=_pdf(PLAN, titles), name="is-plani-2.pdf"
    )
    lines = [
        "Gündəlik iclasdan yeddi gün əvvəl göndərilir.",
        "Hər iclasın protokolu aparılır.",
        "İldə bir dəfə hesabat verilir.",
    ]
    rules = documents.committee_document_add(
        actor=_chair(), committee=committee, title=RULES, stream=_pdf(RULES, lines), name="is-qaydasi.pdf", sample=True
    )
    documents.committee_document_publish(actor=_chair(), document=rules)


def _pdf(title: Localised, lines: list[str]) -> BytesIO:
    """A page that says that it is a sample."""
    data = {
        "conference": "Azərbaycan Rektorlar Konfransı", "title": title.given("az"),
        "note": "Şərti sənəd: nümayiş üçün hazırlanıb. / A sample, made for the demonstration.",
        "heading": "Məzmun", "lines": lines,
    }  # fmt: skip
    return BytesIO(document_pdf("demo/minutes.typ", data, "az"))
