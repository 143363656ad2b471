"""İsmin halları: sədrin, sədrə, sədri, sədrdə, sədrdən. Şəkilçi sözün son saitinə və son hərfinə uyğunlaşır.

İki və daha çox sözdən ibarət olub ı, i, u, ü ilə bitən ad mənsubiyyət şəkilçili sayılır: İdarə Heyəti, İdarə Heyətinin.
"""

from __future__ import annotations

from collections.abc import Mapping

_CLOSE = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}
"""Son saitdən sonra dar saitli şəkilçinin saiti."""
_BACK = "aıou"
_SOFT = {"q": "ğ", "k": "y"}
"""Saitlə başlayan şəkilçidən əvvəl çoxhecalı sözün son samiti: yığıncaq, yığıncağın."""
_LOWER = str.maketrans({"İ": "i", "I": "ı"})


def owned(noun: str) -> bool:
    """Mənsubiyyət şəkilçili ad: İdarə Heyəti, Şahmat Klubu."""
    return " " in noun.strip() and noun.translate(_LOWER).lower().rstrip()[-1] in "ıiuü"


def decline(noun: str) -> Mapping[str, str]:
    """Adlıq, yiyəlik (of), yönlük (to), təsirlik (whom), yerlik (in), çıxışlıq (from) halları."""
    plain = noun.translate(_LOWER).lower()
    vowels = [letter for letter in plain.split()[-1] if letter in _CLOSE] or ["ə"]
    close, open_ = _CLOSE[vowels[-1]], "a" if vowels[-1] in _BACK else "ə"
    ends_open = plain[-1] in _CLOSE
    softened = not ends_open and len(vowels) > 1 and plain[-1] in _SOFT
    before = noun[:-1] + _SOFT[plain[-1]] if softened else noun
    joined, whole = ("n", f"{noun}n") if owned(noun) else ("y" if ends_open else "", noun)
    return {
        "": noun,
        "of": f"{before}{'n' if ends_open else ''}{close}n",
        "to": f"{before}{joined}{open_}",
        "whom": f"{before}{'n' if ends_open else ''}{close}",
        "in": f"{whole}d{open_}",
        "from": f"{whole}d{open_}n",
    }


DECLINE, OWNED = decline, owned
