"""Pages and news of the conference; what is invented is marked as sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from konfrans.demo.play import papers
from konfrans.demo.play.founding import ACTOR
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.publications import services as publications

PAGES = {
    "about": (
        Localised.of(az="Konfrans haqqında", en="About the Conference"),
        Localised.of(
            az="Konfrans ali təhsil müəssisələrini könüllülük əsasında birləşdirir. Onun yaradılmasını Erasmus+ proqramının"
            " ECAR layihəsi qarşısına məqsəd qoyub: [layihənin səhifəsi](projects/ecar/).\n\n"
            "Bu səhifələr nümayiş üçündür. Universitetlər və layihələr həqiqidir; şəxslər, iclaslar, səsvermələr və qərarlar"
            " şərtidir.",
            en="The Conference unites higher education institutions of their own will. The Erasmus+ project ECAR set out to"
            " found it: [the project's page](projects/ecar/).\n\n"
            "These pages are a demonstration. The universities and the projects are real; persons, sessions, votes and"
            " decisions are invented.",
        ),
    ),
    "mission": (
        Localised.of(az="Missiya və vizyon", en="Mission and vision"),
        Localised.of(
            az="Konfransın missiyası universitetlər və digər tərəfdaşlar arasında sıx əməkdaşlıq qurmaq və onu inkişaf"
            " etdirməkdir. Mətn [Nizamnamənin layihəsindən](charter/#a3-1) götürülüb.",
            en="The mission of the Conference is to build close cooperation between universities and other partners, and to"
            " develop it. The text is that of the [draft Charter](charter/#a3-1).",
        ),
    ),
    "membership": (
        Localised.of(az="Üzvlüyə qəbul qaydası", en="How to become a member"),
        Localised.of(
            az="Ərizəyə Rəyasət Heyəti baxır, üzvlüyə qəbul barədə qərarı Ümumi Yığıncaq qəbul edir:"
            " [Nizamnamənin 7-ci maddəsi](charter/#a7-1).",
            en="The Presidium reviews an application and the General Assembly decides on admission:"
            " [article 7 of the Charter](charter/#a7-1).",
        ),
    ),
}

NEWS = (
    (
        date(2026, 1, 19),
        "charter-adopted",
        Localised.of(az="Ümumi Yığıncaq Nizamnaməni qəbul etdi", en="The General Assembly adopted the Charter"),
        Localised.of(
            az="Təsis yığıncağında Nizamnamə qəbul edildi və beş komitə yaradıldı.",
            en="The founding assembly adopted the Charter and created five committees.",
        ),
        Localised.of(
            az="Qərarlar, tələb olunan və verilmiş səslərin sayı [reyestrdə](decisions/) göstərilir.",
            en="The decisions stand in [the register](decisions/), with the votes needed and the votes given.",
        ),
    ),
    (
        date(2026, 9, 21),
        "statement-on-state-places",
        Localised.of(
            az="Dövlət sifarişi üzrə yerlərin planlaşdırılması haqqında bəyanat",
            en="Statement on the planning of state-funded places",
        ),
        Localised.of(
            az="Konfrans yerlərin sayının üç il əvvəlcədən elan edilməsini təklif edir.",
            en="The Conference proposes that the number of places be announced three years ahead.",
        ),
        Localised.of(
            az="Bəyanat 18 sentyabr 2026-cı il tarixli iclasda qəbul edilib.",
            en="The statement was adopted at the session of 18 September 2026.",
        ),
    ),
    (
        date(2026, 11, 23),
        "amendment-not-adopted",
        Localised.of(az="Prezidentin səlahiyyət müddəti dəyişmir", en="The President's term of office stays as it is"),
        Localised.of(
            az="Nizamnamənin 14-cü maddəsinə təklif olunan dəyişiklik bir səs çatmadığı üçün qəbul edilmədi.",
            en="The amendment proposed to article 14 of the Charter was one vote short.",
        ),
        Localised.of(
            az="Ümumi Yığıncağın növbədənkənar iclası 20 noyabr 2026-cı il tarixində keçirilib. Səsvermənin nəticəsi və"
            " onun əsaslandığı bəndlər [qərarın səhifəsində](decisions/) göstərilir.",
            en="The General Assembly met in extraordinary session on 20 November 2026. The count and the paragraphs it rests"
            " on stand on [the decision's page](decisions/).",
        ),
    ),
)


def play() -> Iterator[str]:
    """Write the pages, then the news on their days."""
    with clock.standing_at(date(2026, 1, 15)):
        for key, (title, text) in PAGES.items():
            publications.page_change(actor=ACTOR, key=key, title=title, text=text, sample=True)
    for on, slug, title, lead, text in NEWS:
        with clock.standing_at(on):
            item = publications.news_draft(
                actor=ACTOR, slug=slug, on=on, title=title, lead=lead, text=text, sample=True
            )
            publications.news_publish(actor=ACTOR, item=item)
    with clock.standing_at(date(2026, 11, 24)):
        publications.news_draft(
            actor=ACTOR, slug="session-of-december", on=date(2026, 11, 24), sample=True,
            title=Localised.of(az="Ümumi Yığıncağın dekabr iclası"),
            lead=Localised.of(az="Növbəti iclas 18 dekabr 2026-cı il tarixində Bakıda keçiriləcək."),
            text=Localised.of(az="Gündəliyə təkliflər Katibliyə göndərilir."),
        )  # fmt: skip
        publications.document_add(
            actor=ACTOR, key="minutes-2026-11-20", on=date(2026, 11, 20), language="az", sample=True,
            title=Localised.of(
                ("en",),
                az="20 noyabr 2026-cı il tarixli iclasın protokolundan çıxarış",
                en="Extract from the minutes of 20 November 2026",
            ),
            stream=BytesIO(papers.minutes()), name="protokol-2026-11-20.pdf",
        )  # fmt: skip
    yield f"{len(PAGES)} pages, {len(NEWS)} pieces of news, a document"
