"""Whatever a visitor enters in the demonstration is marked as sample, in the one place that every row passes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save

_playing: ContextVar[bool] = ContextVar("konfrans.demo.playing", default=False)


@contextmanager
def playing() -> Iterator[None]:
    """While the demonstration is played it says itself what is invented."""
    token = _playing.set(True)
    try:
        yield
    finally:
        _playing.reset(token)


def _mark(sender: type[Model], instance: Any, raw: bool = False, **_more: Any) -> None:
    if raw or _playing.get() or not sender.__module__.startswith("konfrans."):
        return
    if any(field.name == "sample" for field in sender._meta.concrete_fields):
        instance.sample = True


def mark_what_visitors_enter() -> None:
    """Mark every person, session, decision, membership, piece of news, document and page that is saved from now on."""
    pre_save.connect(_mark, dispatch_uid="konfrans.demo.marking")
