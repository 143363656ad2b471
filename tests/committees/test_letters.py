"""What may stand in a name and in an address, and what only looks as if it might."""

from __future__ import annotations

import unicodedata

import pytest

from konfrans.committees.rules.calls import Named, named_twice, same_person
from konfrans.committees.rules.letters import address_key, address_plain, strange_letter

NAMES = {
    "Azerbaijani": ("Aysel", "Elçin", "qızı", "Əliyeva"), "schwa": ("ə",), "two words": ("Ömər Faruk", "Şıxlı-Ağayev"),
    "initials": ("O. S.", "Əsədov"), "initials without a space": ("J.R.R.", "Tolkien"), "an apostrophe": ("Seán", "O'Brien"),
    "a curved one": ("D’Arcy",), "Uzbek": ("Oʻgʻiljon", "Maʼmur"), "a soft hyphen's visible kin": ("Anna‐Maria", "A–B", "A‑B"),
    "Lithuanian": ("Žygimantas", "Šė́ža"), "Vietnamese in parts": (unicodedata.normalize("NFD", "Nguyễn Thị Phượng"),),
    "Cyrillic": ("Анна", "Ґалаґан", "Йосипівна"), "Greek": ("Ἀριστοτέλης", "Παπαδόπουλος"), "Armenian": ("Արամ", "Խաչատրյան"),
    "Georgian": ("შოთა", "რუსთაველი"), "Arabic": ("مُحَمَّد", "عبد الله"), "Hebrew": ("דָּוִד", "לוי"), "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES)
def test_names_as_people_have_them_pass(case):
    assert strange_letter(*NAMES[case]) is None


UNSEEN = {
    "\u200b": "ZERO WIDTH SPACE", "\u200d": "ZERO WIDTH JOINER", "\u202e": "RIGHT-TO-LEFT OVERRIDE", "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u2067": "RIGHT-TO-LEFT ISOLATE", "\u2068": "FIRST STRONG ISOLATE", "\u2069": "POP DIRECTIONAL ISOLATE", "\u00ad": "SOFT HYPHEN",
    "\u034f": "COMBINING GRAPHEME JOINER", "\u3164": "HANGUL FILLER", "\uffa0": "HALFWIDTH HANGUL FILLER", "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
    "\u2060": "WORD JOINER", "\ufe0f": "VARIATION SELECTOR-16", "\U000e0041": "TAG LATIN CAPITAL LETTER A", "\u2800": "BRAILLE PATTERN BLANK",
    "\u2003": "EM SPACE", "\ue000": "U+E000", "\x07": "U+0007",
}  # fmt: skip


@pytest.mark.parametrize("sign", UNSEEN, ids=UNSEEN.values())
def test_a_sign_that_nobody_sees_is_named_by_its_name_and_place(sign):
    found = strange_letter("Aysel", f"Ab{sign}basova")
    assert found is not None
    assert (found.letter, found.script, found.place, found.code) == (sign, UNSEEN[sign], 3, "name_unseen")


LETTERS = {
    "ꓮ": "Lisu", "ⲁ": "Coptic", "ɑ": "LATIN SMALL LETTER ALPHA", "ɡ": "LATIN SMALL LETTER SCRIPT G", "Ａ": "Fullwidth",
    "𝐀": "Mathematical", "Ꭺ": "Cherokee", "ᴀ": "LATIN LETTER SMALL CAPITAL A", "ﬁ": "LATIN SMALL LIGATURE FI",
    "ǃ": "LATIN LETTER RETROFLEX CLICK", "ꭺ": "Cherokee",
}  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_of_no_alphabet_of_names_is_named_with_its_alphabet(letter):
    for name in (letter * 7, f"Ay{letter}sel"):
        found = strange_letter(name)
        assert found is not None and (found.script, found.code) == (LETTERS[letter], "name_alphabets")
    assert found.place == 3


@pytest.mark.parametrize(
    ("name", "sign", "place"),
    [
        ("Click http://evil", ":", 11), ("evil.com", ".", 5), ("www.example.org", ".", 4), ("t.co", ".", 2), ("Ⓐysel", "Ⓐ", 1),
        ("Aysel1", "1", 6), ("Aysel/Anar", "/", 6), ("Aysel@x", "@", 6), ("Ay_sel", "_", 3), ("Aysel & Co", "&", 7), (".Aysel", ".", 1),
        ("Aysel...", ".", 7), ("\u0301Aysel", "\u0301", 1), ("Ay \u0301sel", "\u0301", 4), ("Aysel😀", "😀", 6), ("A" + "\u0301" * 4, "\u0301", 5),
    ],
)  # fmt: skip
def test_a_sign_that_no_name_has_is_named_with_its_place(name, sign, place):
    found = strange_letter("Anar", name)
    assert found is not None and (found.letter, found.place, found.code) == (sign, place, "name_sign")
    assert found.script and found.facts["place"] == place


def test_an_accent_that_stands_alone_is_shown_on_a_circle():
    found = strange_letter("\u0301")
    assert found is not None and found.facts["letter"] == "◌\u0301"


def test_two_alphabets_in_the_parts_of_one_name_are_found_together():
    found = strange_letter("Aysel", "Аббасова")
    assert found is not None and (found.letter, found.script, found.code) == ("A", "Latin", "name_alphabets")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("anar@example.org", True), ("Anar.Dadasov+2@Sub.Example.org", True), ("o'brien@example.org", True),
        ('"anar"@example.org', False), ('"a b"@example.org', False), ("anar@[192.0.2.7]", False), ("anar@[IPv6:2001:db8::1]", False),
        ("anar@192.0.2.7", False), ("anar@localhost", False), ("anar@example.org.", False), ("a..b@example.org", False),
        (".a@example.org", False), ("a" * 65 + "@example.org", False), ("anar@-example.org", False), ("", False),
    ],
)  # fmt: skip
def test_addresses_that_people_have(address, plain):
    assert address_plain(address) is plain


def test_an_address_is_compared_in_lower_case_and_without_what_follows_a_plus():
    assert address_key("Anar+Science@Example.org") == address_key("anar@example.org") == "anar@example.org"
    assert address_key("a.nar@example.org") != address_key("anar@example.org")
    assert address_key("anar@other+x.org") == "anar@other+x.org" and address_key("") == ""


def named(key="2", **facts) -> Named:
    given = {
        "institution": "bbu", "committee": "science", "seat": "member", "email": "a@example.org", "name": "Anar Dadaşov",
        "state": "draft", "consent": "none",
    }  # fmt: skip
    return Named(key, **(given | facts))


@pytest.mark.parametrize(
    ("facts", "one"),
    [
        ({"name": "A. Dadaşov"}, True),
        ({"name": "A. Dadaşov", "email": "A+x@Example.org"}, True),
        ({"name": "ANAR DADASOV", "email": "b@example.org"}, True),
        ({"name": "A. Dadaşov", "email": "a.@example.org"}, False),
        ({"email": "b@example.org", "committee": "education"}, False),
        ({"email": "b@example.org", "institution": "adpu"}, False),
        ({"name": "Anar Elçin oğlu Dadaşov", "email": "b@example.org"}, False),
        ({"institution": "adpu", "committee": "education"}, True),
    ],
)
def test_two_nominations_are_of_one_person_by_address_or_by_name_at_one_place(facts, one):
    assert same_person(named("1"), named(**facts)) is same_person(named(**facts), named("1")) is one


def test_nobody_without_address_and_name_is_the_same_person():
    assert not same_person(named("1", email="", name=""), named(email="", name=""))


def test_a_nomination_that_was_refused_or_withdrawn_does_not_count_as_named():
    same = named(email="b@example.org")
    assert named_twice(named("1"), [same]) is same
    for state in ("refused", "withdrawn"):
        assert named_twice(named("1"), [same._replace(state=state)]) is None
