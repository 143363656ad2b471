"""The words of the demonstration's decisions. Invented, in both languages; the Azerbaijani text is the authentic one."""

from konfrans.kernel.localised import Localised

CATEGORIES = {
    "full": Localised.of(az="həqiqi üzv", en="full member"),
    "associate": Localised.of(az="assosiativ üzv", en="associate member"),
    "honorary": Localised.of(az="fəxri üzv", en="honorary member"),
    "observer": Localised.of(az="müşahidəçi", en="observer"),
}

RESTS = Localised.of(az="üzvün öz müraciəti əsasında", en="at the member's own request")

WRONG = Localised.of(
    az="Səslərin sayı səhv köçürülmüşdü: bir bitərəf səs lehinə verilmiş səs kimi sayılmışdı.",
    en="The votes were copied wrongly: one abstention had been counted as a vote for.",
)


def _both(az: tuple[str, str], en: tuple[str, str]) -> tuple[Localised, Localised]:
    return Localised.of(("en",), az=az[0], en=en[0]), Localised.of(("en",), az=az[1], en=en[1])


DECISIONS = {
    "charter": _both(
        ("Konfransın Nizamnaməsinin qəbul edilməsi", "Azərbaycan Rektorlar Konfransının otuz maddədən ibarət Nizamnaməsi qəbul edilsin."),
        ("Adoption of the Charter of the Conference", "The Charter of the Conference of Azerbaijan University Rectors, of thirty articles, is adopted."),
    ),
    "committees": _both(
        (
            "Beş istiqamətdə komitələrin yaradılması",
            ("Aşağıdakı daimi komitələr yaradılsın: Tədris işləri və keyfiyyət təminatı; Elmi işlər; Beynəlmiləlləşmə; "
            "Universitet–sənaye əməkdaşlığı; Tələbə və məzunlarla iş."),
        ),
        (
            "Creation of committees in five directions",
            ("These standing committees are created: Educational Affairs and Quality Assurance; Scientific Affairs; "
            "Internationalisation; University–Industry Cooperation; Student and Alumni Affairs."),
        ),
    ),
    "procedure": _both(
        ("Ümumi Yığıncağın reqlamenti", "Ümumi Yığıncağın reqlamenti təqdim edilmiş mətndə qəbul edilsin."),
        ("Rules of procedure of the General Assembly", "The rules of procedure of the General Assembly are adopted as presented."),
    ),
    "plan": _both(
        ("2026–2027-ci illər üzrə Strateji Fəaliyyət Planı", "2026–2027-ci illər üzrə Strateji Fəaliyyət Planı təsdiq edilsin."),
        ("Strategic Action Plan for 2026–2027", "The Strategic Action Plan for 2026–2027 is approved."),
    ),
    "report": _both(
        ("Rəyasət Heyətinin yarımillik hesabatı", "Rəyasət Heyətinin yarımillik hesabatı təsdiq edilsin."),
        ("Half-year report of the Presidium", "The half-year report of the Presidium is approved."),
    ),
    "journal": _both(
        ("Konfransın illik jurnalı haqqında bəyanat", "Konfrans illik jurnalını açıq giriş əsasında nəşr etmək niyyətini bəyan edir."),
        ("Statement on the annual journal of the Conference", "The Conference declares its intention to publish its annual journal in open access."),
    ),
    "opinion": _both(
        ("Qəbul qaydalarının layihəsi barədə rəy", "Rəy əlavə edilmiş mətndə qəbul edilsin və müraciət edən orqana göndərilsin."),
        ("Opinion on draft rules of admission", "The opinion is adopted as attached and sent to the body that asked for it."),
    ),
    "places": _both(
        (
            "Dövlət sifarişi üzrə yerlərin planlaşdırılması haqqında bəyanat",
            "Konfrans dövlət sifarişi üzrə yerlərin sayının üç il əvvəlcədən elan edilməsini təklif edir.",
        ),
        (
            "Statement on the planning of state-funded places",
            "The Conference proposes that the number of state-funded places be announced three years ahead.",
        ),
    ),
    "budget": _both(
        ("Konfransın 2027-ci il büdcəsi", "Konfransın 2027-ci il üçün xərclər smetası təqdim edilmiş həcmdə təsdiq edilsin."),
        ("Budget of the Conference for 2027", "The cost estimate of the Conference for 2027 is approved as presented."),
    ),
    "fee": _both(
        ("2027-ci il üzrə üzvlük haqqı", "2027-ci il üzrə üzvlük haqqının məbləğləri təqdim edilmiş cədvəl üzrə müəyyən edilsin."),
        ("Membership fee for 2027", "The amounts of the membership fee for 2027 are set as in the table presented."),
    ),
    "lankaran": _both(
        ("2027-ci ilin yaz iclasının yeri", "Ümumi Yığıncağın 2027-ci ilin yaz iclası Lənkəran Dövlət Universitetində keçirilsin."),
        ("Place of the spring session of 2027", "The spring session of the General Assembly in 2027 is held at Lankaran State University."),
    ),
    "term": _both(
        (
            "Prezidentin səlahiyyət müddəti: Nizamnamənin 14-cü maddəsinə dəyişiklik",
            "Nizamnamənin 14.1-ci bəndində “2 il” sözləri “3 il” sözləri ilə əvəz edilsin.",
        ),
        (
            "Term of office of the President: amendment of article 14 of the Charter",
            "In article 14(1) of the Charter, “2 years” is replaced by “3 years”.",
        ),
    ),
    "calendar": _both(
        ("2027-ci il üzrə iclasların təqvimi", "Ümumi Yığıncağın 2027-ci il üzrə iclaslarının təqvimi təsdiq edilsin."),
        ("Calendar of sessions for 2027", "The calendar of the General Assembly's sessions in 2027 is approved."),
    ),
}  # fmt: skip
