"""What the demonstration says of mandates and themes. Invented, and marked as sample where it shows; each theme names its kind of source."""

from konfrans.kernel.localised import Localised

SAMPLE = Localised.of(az="şərti", en="sample")


def _lines(*pairs: tuple[str, str]) -> tuple[tuple[Localised, Localised], ...]:
    return tuple((Localised.of(az=az, en=en), SAMPLE) for az, en in pairs)


MANDATES = {
    "education": (
        Localised.of(
            az="Komitə tədris işləri və keyfiyyət təminatı sahəsində təklif və rəy hazırlayır, universitetlərin təcrübəsini ümumiləşdirir.",
            en="The committee prepares proposals and opinions on teaching and quality assurance and gathers the experience of universities.",
        ),
        _lines(
            ("Təhsil proqramlarının akkreditasiyası", "Accreditation of study programmes"),
            ("Tələbələrin tədrisi qiymətləndirməsi", "Evaluation of teaching by students"),
        ),
    ),
    "science": (
        Localised.of(
            az="Komitə elmi siyasət və birgə tədqiqatlar barədə təklif hazırlayır, tədqiqat infrastrukturunun birgə istifadəsini əlaqələndirir.",
            en="The committee prepares proposals on research policy and joint research and coordinates the shared use of research facilities.",
        ),
        _lines(
            ("Birgə laboratoriyalar", "Shared laboratories"),
            ("Doktorantura təhsili", "Doctoral training"),
            ("Konfransın illik jurnalı", "The annual journal of the Conference"),
        ),
    ),
    "internationalisation": (
        Localised.of(
            az="Komitə beynəlxalq əməkdaşlıq, mobillik və xarici dildə tədris proqramları üzrə təkliflər hazırlayır.",
            en="The committee prepares proposals on international cooperation, mobility and programmes taught in foreign languages.",
        ),
        _lines(
            ("Mobillik və qiymətlərin tanınması", "Mobility and the recognition of grades"),
            ("İkili diplom proqramları", "Double degree programmes"),
        ),
    ),
    "industry": (
        Localised.of(
            az="Komitə universitetlərlə müəssisələr arasında əməkdaşlıq, təcrübə və texnologiya transferi üzrə təkliflər hazırlayır.",
            en="The committee prepares proposals on cooperation between universities and companies, on placements and on the transfer of technology.",
        ),
        _lines(("İstehsalat təcrübəsi", "Placements"), ("Texnologiya transferi", "Transfer of technology")),
    ),
    "students-alumni": (
        Localised.of(
            az="Komitə tələbə və məzunlarla iş, karyera xidmətləri və məzunların məşğulluğunun öyrənilməsi üzrə təkliflər hazırlayır.",
            en="The committee prepares proposals on work with students and alumni, on career services and on studies of graduates' employment.",
        ),
        _lines(
            ("Məzunların məşğulluğunun öyrənilməsi", "Studies of graduates' employment"),
            ("Tələbə özünüidarəsi", "Student self-government"),
        ),
    ),
}  # fmt: skip

TASK_FORCE = (
    Localised.of(az="Sorğu üzrə işçi qrupu", en="Survey task force"),
    Localised.of(
        az="Qrup beş hədəf qrupu arasında sorğunu hazırlayır, onun keçirilməsini izləyir və nəticələr haqqında hesabat verir.",
        en="The group prepares the survey of five target groups, follows how it is carried out and reports on its results.",
    ),
    _lines(("Beş hədəf qrupu üçün anketlər", "Questionnaires for five target groups")),
)

SEATED_GROUPS = {
    "education": {"chair": "chair"},
    "science": {"chair": "chair"},
    "charter-group": {"chair": "chair", "member": "member", "secretary": "secretary"},
}
"""Whose office in a body since the founding day is a seat: the seat of each office."""
