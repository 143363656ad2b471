"""Every text exists in Azerbaijani, none is fuzzy, and the tool that says so finds what it should."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import catalogues
from tools.catalogues import Found, Key


def test_every_message_has_words_in_azerbaijani():
    assert catalogues.check() == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one app: one message in Python, one in a template, one counted."""
    app = tmp_path / "registry"
    (app / "templates" / "registry").mkdir(parents=True)
    (app / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "WORDS = _('Members')\n"
        "def count(n): return ngettext('%(n)s member', '%(n)s members', n) % {'n': n}\n"
    )
    (app / "templates" / "registry" / "page.html").write_text(
        "<h1>{% translate 'Register' %}</h1>{% blocktranslate trimmed %}\n  As of {{ date }}\n{% endblocktranslate %}"
    )
    return tmp_path


WORDS = {
    "Members": "Üzvlər",
    "Register": "Reyestr",
    "As of %(date)s": "Tarix: %(date)s",
    "%(n)s member": ["%(n)s üzv", "%(n)s üzv"],
}


def fill(package: Path, words: dict) -> None:
    catalogues.update(package)
    path = package / "registry" / "locale" / "az" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        given = words[entry.msgid]
        if isinstance(given, list):
            entry.msgstr_plural = dict(enumerate(given))
        else:
            entry.msgstr = given
    catalogue.save(str(path))


def test_a_missing_message_is_named_with_the_file_that_uses_it(package):
    assert sorted(error.rpartition("/")[2] for error in catalogues.check(package)) == [
        "page.html: 'As of %(date)s' is in no catalogue of az",
        "page.html: 'Register' is in no catalogue of az",
        "views.py: '%(n)s member' is in no catalogue of az",
        "views.py: 'Members' is in no catalogue of az",
    ]


def test_update_adds_what_is_missing_and_leaves_it_to_be_said(package):
    assert len(catalogues.update(package)) == 4
    assert catalogues.update(package) == []
    assert all(error.endswith("has no words") for error in catalogues.check(package))


def test_a_catalogue_with_all_its_words_is_right_and_compiles(package):
    fill(package, WORDS)
    assert catalogues.check(package) == []
    assert catalogues.compile_all(package) == (1, 1)
    assert catalogues.compile_all(package) == (0, 1)


def test_what_no_file_uses_is_named_and_taken_out(package):
    fill(package, WORDS)
    (package / "registry" / "views.py").write_text("")
    assert sorted(error.partition(": ")[2] for error in catalogues.check(package)) == [
        "'%(n)s member' is used nowhere",
        "'Members' is used nowhere",
    ]
    assert len(catalogues.prune(package)) == 2
    assert catalogues.check(package) == []


@pytest.mark.parametrize(
    ("msgid", "words", "wrong"),
    [
        ("Members", "", "has no words"),
        ("As of %(date)s", "Tarix", "lacks a placeholder of the msgid: %(date)s"),
        ("As of %(date)s", "%(gün)s: %(date)s", "has a placeholder that the msgid lacks: %(gün)s"),
        ("As of %(date)s", "%(date)s-dən", "has letters glued to a placeholder: '%(date)s-dən'"),
        ("As of %(date)s", "“%(date)s”nin günü", "has letters glued to a placeholder: '“%(date)s”nin günü'"),
        ("As of %(date)s", "%(date)sda", "has letters glued to a placeholder: '%(date)sda'"),
        ("%(n)s member", ["%(n)s üzv", "üzvlər"], "lacks a placeholder of the msgid: %(n)s"),
    ],
)
def test_a_wrong_entry_is_named(package, msgid, words, wrong):
    fill(package, {**WORDS, msgid: words})
    assert [error.partition(f"{Key(msgid)} ")[2] for error in catalogues.check(package)] == [wrong]


def test_a_fuzzy_entry_is_named(package):
    fill(package, WORDS)
    path = catalogues.paths("az", package)[0]
    catalogue = polib.pofile(str(path))
    catalogue.find("Members").flags.append("fuzzy")
    catalogue.save(str(path))
    assert [error.partition(": ")[2] for error in catalogues.check(package)] == ["'Members' is fuzzy"]


@pytest.mark.parametrize(
    "words",
    [
        "%(name)s tərəfindən təqdim edilib",
        "Bölmə %(n)s / %(all)s",
        "%(from)s–%(to)s",
        "%(share)s%%",
        "“%(title)s” layihəsinin sənədi",
        "Müddət: {days} gün",
        "%(n)s, %(m)s",
    ],
)
def test_a_placeholder_that_stands_bare_is_right(words):
    assert catalogues.glued(words) is None


@pytest.mark.parametrize("words", ["{name}nın", "{{ name }}-ın", "<b>%(n)s</b>dan", "%(n)s’in", "(%(n)s)lər"])
def test_letters_on_a_placeholder_are_found(words):
    assert catalogues.glued(words) is not None


def test_words_of_a_template_outside_a_translation_are_found(tmp_path):
    template = (
        '<h1>Register</h1><p>{% translate "Of members" %}</p>\n'
        '<img alt="Emblem"><input placeholder="{% translate \'Name\' %}">\n'
        "{# a remark #}<svg><path d='M0 0h10'/></svg>{{ title }} · {% comment %}so is this{% endcomment %}\n"
        "<code>SHA-256</code> {% blocktranslate with n=1 %}{{ n }} of them{% endblocktranslate %}"
    )
    assert list(catalogues.bare_words(template)) == [(2, "Emblem"), (1, "Register")]


def test_an_f_string_is_no_message(tmp_path):
    found = Found()
    text = "from django.utils.translation import gettext\ngettext(f'{n} members')"
    catalogues.python_messages(text, tmp_path / "x.py", found)
    assert len(found.errors) == 1
    assert found.messages == {}


def test_messages_are_found_under_the_names_they_are_imported_by(tmp_path):
    found = Found()
    text = (
        "from django.utils.translation import pgettext_lazy as p, gettext_noop\nfrom django.utils import translation\n"
        "p('month', 'May')\ngettext_noop('Kept')\ntranslation.gettext('Said')\nlog.gettext('Not one')\n_('Nor this')"
    )
    catalogues.python_messages(text, tmp_path / "x.py", found)
    assert set(found.messages) == {Key("May", None, "month"), Key("Kept"), Key("Said")}
