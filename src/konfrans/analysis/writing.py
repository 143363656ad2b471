"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from konfrans.analysis.faults import AnalysisError


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `out` when the block ends well; a link stays a link."""
    target = Path(os.path.realpath(out))
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        os.replace(part, target)
    except OSError as failure:
        raise AnalysisError("unwritable", file=str(out), said=failure.strerror or str(failure)) from failure
    finally:
        part.unlink(missing_ok=True)
