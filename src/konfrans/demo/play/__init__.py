"""The demonstration played: services called in date order, each on its own day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.demo.marking import playing
from konfrans.demo.play import committee_session, committees, drafting, founding, law, news, people, room
from konfrans.demo.services import day_move
from konfrans.demo.story import DAY, HOUR


def play() -> Iterator[str]:
    """Play everything; yields a line for each step done."""
    with override("en"), playing():
        yield from founding.play()
        yield from people.play()
        yield from law.play()
        yield from committees.play()
        yield from committee_session.play()
        yield from room.play()
        yield from drafting.play()
        yield from news.play()
        day_move(day=DAY, at=HOUR)
        yield _("The day stands on %(day)s, 14:05, Baku time.") % {"day": "25 November 2026"}
