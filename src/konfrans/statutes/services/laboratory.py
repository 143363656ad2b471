"""Acts of the laboratory: a table of counts is kept under its hash, and deleted a year after it was last put in."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from konfrans.kernel import clock, sweeping
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused, no_access
from konfrans.statutes.models import CountTable

KEPT_FOR = timedelta(days=365)
LARGEST = 256 * 1024
"""Bytes of a table that is kept."""


@act
def count_table_keep(*, actor: Actor, text: str) -> CountTable:
    """Keep a table, so that its address can be shared. Refused: somebody without an account, a table that is too large."""
    if actor.user_id is None:
        raise no_access("sign_in")
    if len(text.encode()) > LARGEST:
        raise Refused("count_table_large", most=LARGEST // 1024)
    kept, new = CountTable.objects.update_or_create(
        sha256=sha256(text.encode()).hexdigest(), defaults={"text": text, "kept_at": clock.now()}
    )
    if new:
        record("count_table_keep", actor=actor, of="count_table", key=kept.sha256[:40], sha256=kept.sha256)
    return kept


@sweeping.every(hours=24)
def count_tables_clear() -> int:
    """Delete tables a year after they were last put in. Says how many."""
    done, _of = CountTable.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()
    return done
