"""Values as numbers: which of their kinds each row holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Column = npt.NDArray[Any]


def coded(values: Column) -> tuple[list[Any], Column]:
    """The values of a column in their order, each once, and for each row its place among them (-1: no value)."""
    known, places = _packed(pa.array(values, from_pandas=True))
    names = known.to_pylist()
    order = sorted(range(len(names)), key=lambda at: names[at])
    turned = np.empty(len(names) + 1, dtype=np.int64)
    turned[order] = np.arange(len(names))
    turned[-1] = -1
    return [_plain(names[at]) for at in order], turned[places]


def combined(codes: Sequence[Column], sizes: Sequence[int], rows: int) -> tuple[Column, Column]:
    """For each row its place among the combinations of several codes that are there, in their order, and for each of them its first
    row."""
    place = np.zeros(rows, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        # Renumbered after each column, so that no product of sizes leaves the numbers of a machine.
        known, places = _packed(pa.array(place * (size + 1) + code + 1))
        turned = np.argsort(np.argsort(known.to_numpy()))
        place = turned[places]
    first = np.zeros(int(place.max(initial=-1)) + 1, dtype=np.int64)
    first[place[::-1]] = np.arange(rows - 1, -1, -1)
    return place.astype(np.int64), first


def _packed(values: Any) -> tuple[Any, Column]:
    """Each value once, and for each row the place of its own (-1: none)."""
    packed = values.dictionary_encode()
    return packed.dictionary, packed.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
