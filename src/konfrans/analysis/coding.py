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
    plain = pa.array(values, from_pandas=True)
    packed = plain.dictionary_encode()
    names = packed.dictionary.to_pylist()
    order = sorted(range(len(names)), key=lambda at: names[at])
    turned = np.empty(len(names) + 1, dtype=np.int64)
    turned[order] = np.arange(len(names))
    turned[-1] = -1
    places = packed.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return [_plain(names[at]) for at in order], turned[places]


def combined(codes: Sequence[Column], sizes: Sequence[int], rows: int) -> tuple[Column, Column]:
    """For each row its place among the combinations of several codes that are there, and for each of them its first row."""
    whole = np.zeros(rows, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        # Renumbered after each column, so that no product of sizes leaves the numbers of a machine.
        _known, whole = np.unique(whole * (size + 1) + code + 1, return_inverse=True)
    _known, first, place = np.unique(whole, return_index=True, return_inverse=True)
    return place.astype(np.int64), first


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
