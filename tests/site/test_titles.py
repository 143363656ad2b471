"""Titles and names of things for screen readers are plain text: marks of a page have no place in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

import konfrans
from konfrans.kernel.conference import conference

pytestmark = pytest.mark.django_db

TEMPLATES = sorted(Path(konfrans.__file__).parent.glob("*/templates/**/*.html"))
MARKING = re.compile(r"{%\s*(sample|text|person|status|art|mark|link_name|source_link)\b|\|safe\b|<")


@pytest.mark.parametrize("block", ["title", "og_title"])
def test_marks_in_a_title_leave_their_words(client, cast, block):
    source = (
        '{% extends "base.html" %}{% block ' + block + " %}Arzu &amp; Co {% sample %} "
        '<span lang="lt">{{ name }}</span>{% endblock %}'
    )
    page = engines["django"].from_string(source).render({"name": "A < B", "conference": conference(), "language": "en"})
    said = re.search(
        r"<title>(.*?)</title>" if block == "title" else r'property="og:title" content="(.*?)"', page, re.S
    )
    assert said is not None
    assert said[1].startswith("Arzu &amp; Co (sample) A &lt; B") and "<" not in said[1]


def test_no_attribute_of_a_template_holds_a_mark():
    assert len(TEMPLATES) > 100
    found = []
    for file in TEMPLATES:
        for name, value in re.findall(
            r'\b(aria-label|alt|title|placeholder|content)="([^"]*)"', file.read_text("utf-8")
        ):
            if MARKING.search(value):
                found.append(f"{file.name}: {name}={value}")
    assert found == []


def test_the_title_of_a_person_is_the_name_and_the_word(client, cast):
    from konfrans.people.models import Person

    Person.objects.filter(pk=cast.chair.person.pk).update(sample=True)
    client.force_login(cast.secretary)
    for path in ("", "name/"):
        page = client.get(f"/en/desk/people/{cast.chair.person.key}/{path}").content.decode()
        title = re.search(r"<title>(.*?)</title>", page, re.S)
        assert title is not None and title[1].startswith(f"{cast.chair.person.full_name} (sample) ")
