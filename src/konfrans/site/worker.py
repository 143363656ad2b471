"""The worker: every few seconds it does what is due and not yet done."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from konfrans.site.supervisor import end_with_parent, orphaned

PAUSE = 2.0
"""Seconds between two rounds."""


def main() -> int:
    """Sweep until a signal; what runs is finished first."""
    end_with_parent()
    os.umask(0o077)
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--ready", type=int, required=True)
    given = parser.parse_args()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfrans.site.settings")
    django.setup()
    from django.db import close_old_connections

    from konfrans.founding.selectors import awaited
    from konfrans.kernel import sweeping

    founding = awaited()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sweeping.stop())
    os.write(given.ready, b"ready")
    os.close(given.ready)
    # One that was started before a conference was founded speaks other languages than it: the parent starts it anew.
    while not (sweeping.stopping() or orphaned(given.parent) or (founding and not awaited())):
        sweeping.sweep_all()
        close_old_connections()
        sweeping.pause(PAUSE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
