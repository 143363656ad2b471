"""How the parts of a charter are called in Akoma Ntoso: IRIs of work, expression and manifestation, eIds, language codes.

Source: Akoma Ntoso Naming Convention 1.0 (OASIS Standard, 21 February 2019). A charter does not say everything that an
IRI holds; what it leaves out is said by the caller, or stands as unknown: `zz` for the country (a code that ISO 3166-1
leaves to its users), 0001-01-01 for the date (read as no date by cobalt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from konfrans.charter.faults import ExchangeError
from konfrans.charter.law import Charter

NO_COUNTRY = "zz"
NO_DATE = date(1, 1, 1)

_COUNTRY = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,10})?", re.ASCII)

_ALPHA_3 = (
    "aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben "
    "bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell "
    "eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv "
    "hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita "
    "iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir "
    "lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt "
    "mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan "
    "pipli plpol pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag shhbs sisin skslk "
    "slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl "
    "tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid "
    "yoyor zazha zhzho zuzul"
)
"""ISO 639-1 and, written after it, ISO 639-2/T: the naming convention asks for three letters."""
_THREE = {pair[:2]: pair[2:] for pair in _ALPHA_3.split()}


def three_letters(language: str) -> str:
    """`aze` for `az`; what is no code of two letters stays as it is, and so does what follows a hyphen."""
    code, hyphen, rest = language.partition("-")
    return f"{_THREE.get(code, code)}{hyphen}{rest}"


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one charter. `country` as ISO 3166-1 in small letters, with a subdivision after a hyphen if need be."""

    key: str
    version: str
    country: str
    day: date

    @property
    def work(self) -> str:
        """`/akn/az/act/charter/2026-11-25/azerbaijan-draft`."""
        return f"/akn/{self.country}/act/charter/{self.day.isoformat()}/{self.key}"

    def expression(self, language: str) -> str:
        """`…/aze@1`: the version of the charter in one language."""
        return f"{self.work}/{three_letters(language)}@{quote(self.version, safe='')}"

    @property
    def body(self) -> str:
        """The ontology's name of the body whose charter it is."""
        return f"/akn/ontology/organization/{self.country}/{self.key}"


def names_of(charter: Charter, country: str, day: date | None) -> Names:
    """The names of a charter; `ExchangeError` for a country that is no code."""
    code = country.lower()
    if not _COUNTRY.fullmatch(code):
        raise ExchangeError("akoma_country", given=country[:40])
    return Names(charter.key, charter.version, code, day or NO_DATE)


def chapter_id(chapter: str) -> str:
    """`chp_IV`; empty where the charter has no chapters."""
    return f"chp_{chapter}" if chapter else ""


def article_id(chapter: str, article: int) -> str:
    """`chp_IV__art_21`, or `art_21` where there are no chapters."""
    return inside(chapter_id(chapter), f"art_{article}")


def paragraph_id(chapter: str, article: int, paragraph: int) -> str:
    """`chp_IV__art_21__para_1`."""
    return inside(article_id(chapter, article), f"para_{paragraph}")


def inside(outer: str, inner: str) -> str:
    """The eId of an element inside another."""
    return f"{outer}__{inner}" if outer else inner
