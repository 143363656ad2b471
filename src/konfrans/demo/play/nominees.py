"""Who is named for committees in the demonstration: invented people, the same in every playing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from konfrans.kernel.text import slug

WOMEN = (
    "Aysel Günay Sevinc Lamiyə Arzu Könül Nərmin Zəhra Səbinə Ülkər Gülnar Fidan Xədicə Mehriban Nailə Tünzalə Şəbnəm Rəvanə "
    "Jalə Elmira Pərvanə Kəmalə Röya Nuranə"
).split()
MEN = (
    "Anar Rəşad Elçin Vüqar Ceyhun Tofiq Rövşən Əli Məhəmməd İlqar Fərid Kamran Ramil Natiq Şahin Emin Yusif Taleh Ruslan Bəhruz "
    "Cavid Zamiq Həsən Orxan"
).split()
FAMILIES = (
    "Abbasov Babayev Cəfərov Dadaşov Əhmədov Fərəcov Gözəlov Hüseynov İbrahimov Kərimov Qasımov Lətifov Mirzəyev Nəcəfov Orucov "
    "Pənahov Rəhimov Salmanov Şükürov Tağıyev Umudov Vəliyev Xəlilov Yaqubov Zeynalov Ağayev Bayramov Çobanzadə Feyzullayev Həşimli"
).split()
POSITIONS = {
    "education": ("tədris işləri üzrə prorektor", "keyfiyyət təminatı mərkəzinin rəhbəri", "dekan", "kafedra müdiri"),
    "science": ("elmi işlər üzrə prorektor", "elmi hissənin müdiri", "laboratoriya müdiri", "professor"),
    "internationalisation": ("beynəlxalq əlaqələr üzrə prorektor", "beynəlxalq əlaqələr şöbəsinin müdiri", "dosent"),
    "industry": ("innovasiyalar üzrə prorektor", "karyera mərkəzinin rəhbəri", "texnopark rəhbəri"),
    "students-alumni": ("tələbələrlə iş üzrə prorektor", "məzunlarla iş mərkəzinin rəhbəri", "tələbə gənclər təşkilatının sədri"),
}  # fmt: skip
FIELDS = {
    "education": ("akkreditasiya", "təhsil proqramları", "qiymətləndirmə"),
    "science": ("kimya", "riyaziyyat", "iqtisadiyyat", "materialşünaslıq"),
    "internationalisation": ("mobillik proqramları", "ikili diplomlar"),
    "industry": ("texnologiya transferi", "startaplar"),
    "students-alumni": ("məzunların məşğulluğu", "tələbə özünüidarəsi"),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    given: str
    surname: str
    email: str
    position: str
    field: str


def _surname(family: str, woman: bool) -> str:
    """Surnames in -ov and -yev take -a for a woman; -zadə and -li do not."""
    return f"{family}a" if woman and family.endswith("v") else family


def invented(committee: str) -> Iterator[Invented]:
    """People for one committee, without end and without repeating a name; their addresses are of example.org."""
    start = sorted(POSITIONS).index(committee) if committee in POSITIONS else 5
    positions, fields = POSITIONS.get(committee, ("dosent",)), FIELDS.get(committee, ("sorğular",))
    for at in count():
        woman = (at + start) % 2 == 0
        names = WOMEN if woman else MEN
        given = names[(at * 5 + start * 7) % len(names)]
        surname = _surname(FAMILIES[(at * 7 + start * 11) % len(FAMILIES)], woman)
        yield Invented(
            given, surname, f"{slug(given)}.{slug(surname)}.{start}{at}@example.org", positions[at % len(positions)],
            fields[at % len(fields)],
        )  # fmt: skip
