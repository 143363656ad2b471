"""Countries by ISO 3166-1 alpha-2: every assigned code, and the names in Azerbaijani and English of Europe, its neighbours and
the countries that partners usually come from. A country without a name here is shown by its code."""

from __future__ import annotations

CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
    CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
    GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
    SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
    VN VU WF WS XK YE YT ZA ZM ZW
    """.split()
)

NAMES: dict[str, tuple[str, str]] = {
    "AD": ("Andorra", "Andorra"),
    "AE": ("Birləşmiş Ərəb Əmirlikləri", "United Arab Emirates"),
    "AF": ("Əfqanıstan", "Afghanistan"),
    "AL": ("Albaniya", "Albania"),
    "AM": ("Ermənistan", "Armenia"),
    "AR": ("Argentina", "Argentina"),
    "AT": ("Avstriya", "Austria"),
    "AU": ("Avstraliya", "Australia"),
    "AZ": ("Azərbaycan", "Azerbaijan"),
    "BA": ("Bosniya və Herseqovina", "Bosnia and Herzegovina"),
    "BE": ("Belçika", "Belgium"),
    "BG": ("Bolqarıstan", "Bulgaria"),
    "BR": ("Braziliya", "Brazil"),
    "BY": ("Belarus", "Belarus"),
    "CA": ("Kanada", "Canada"),
    "CH": ("İsveçrə", "Switzerland"),
    "CN": ("Çin", "China"),
    "CY": ("Kipr", "Cyprus"),
    "CZ": ("Çexiya", "Czechia"),
    "DE": ("Almaniya", "Germany"),
    "DK": ("Danimarka", "Denmark"),
    "DZ": ("Əlcəzair", "Algeria"),
    "EE": ("Estoniya", "Estonia"),
    "EG": ("Misir", "Egypt"),
    "ES": ("İspaniya", "Spain"),
    "FI": ("Finlandiya", "Finland"),
    "FR": ("Fransa", "France"),
    "GB": ("Birləşmiş Krallıq", "United Kingdom"),
    "GE": ("Gürcüstan", "Georgia"),
    "GR": ("Yunanıstan", "Greece"),
    "HR": ("Xorvatiya", "Croatia"),
    "HU": ("Macarıstan", "Hungary"),
    "ID": ("İndoneziya", "Indonesia"),
    "IE": ("İrlandiya", "Ireland"),
    "IL": ("İsrail", "Israel"),
    "IN": ("Hindistan", "India"),
    "IQ": ("İraq", "Iraq"),
    "IR": ("İran", "Iran"),
    "IS": ("İslandiya", "Iceland"),
    "IT": ("İtaliya", "Italy"),
    "JO": ("İordaniya", "Jordan"),
    "JP": ("Yaponiya", "Japan"),
    "KG": ("Qırğızıstan", "Kyrgyzstan"),
    "KR": ("Koreya Respublikası", "Republic of Korea"),
    "KW": ("Küveyt", "Kuwait"),
    "KZ": ("Qazaxıstan", "Kazakhstan"),
    "LB": ("Livan", "Lebanon"),
    "LI": ("Lixtenşteyn", "Liechtenstein"),
    "LT": ("Litva", "Lithuania"),
    "LU": ("Lüksemburq", "Luxembourg"),
    "LV": ("Latviya", "Latvia"),
    "LY": ("Liviya", "Libya"),
    "MA": ("Mərakeş", "Morocco"),
    "MC": ("Monako", "Monaco"),
    "MD": ("Moldova", "Moldova"),
    "ME": ("Monteneqro", "Montenegro"),
    "MK": ("Şimali Makedoniya", "North Macedonia"),
    "MN": ("Monqolustan", "Mongolia"),
    "MT": ("Malta", "Malta"),
    "MX": ("Meksika", "Mexico"),
    "MY": ("Malayziya", "Malaysia"),
    "NL": ("Niderland", "Netherlands"),
    "NO": ("Norveç", "Norway"),
    "NZ": ("Yeni Zelandiya", "New Zealand"),
    "OM": ("Oman", "Oman"),
    "PK": ("Pakistan", "Pakistan"),
    "PL": ("Polşa", "Poland"),
    "PS": ("Fələstin", "Palestine"),
    "PT": ("Portuqaliya", "Portugal"),
    "QA": ("Qətər", "Qatar"),
    "RO": ("Rumıniya", "Romania"),
    "RS": ("Serbiya", "Serbia"),
    "RU": ("Rusiya", "Russia"),
    "SA": ("Səudiyyə Ərəbistanı", "Saudi Arabia"),
    "SE": ("İsveç", "Sweden"),
    "SG": ("Sinqapur", "Singapore"),
    "SI": ("Sloveniya", "Slovenia"),
    "SK": ("Slovakiya", "Slovakia"),
    "SM": ("San-Marino", "San Marino"),
    "SY": ("Suriya", "Syria"),
    "TJ": ("Tacikistan", "Tajikistan"),
    "TM": ("Türkmənistan", "Turkmenistan"),
    "TN": ("Tunis", "Tunisia"),
    "TR": ("Türkiyə", "Türkiye"),
    "UA": ("Ukrayna", "Ukraine"),
    "US": ("Amerika Birləşmiş Ştatları", "United States"),
    "UZ": ("Özbəkistan", "Uzbekistan"),
    "VA": ("Vatikan", "Holy See"),
    "VN": ("Vyetnam", "Viet Nam"),
    "XK": ("Kosovo", "Kosovo"),
    "ZA": ("Cənubi Afrika Respublikası", "South Africa"),
}
_AT = {"az": 0, "en": 1}


def country_name(code: str, language: str) -> str:
    """The country's name in a language; in English where the language has none here; the code where nothing has."""
    names = NAMES.get(code)
    return names[_AT.get(language, 1)] if names else code
