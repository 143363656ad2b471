"""Exact pictures as SVG: glyphs of a state, panes of a tally. Geometry in attributes, colours in classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_GLYPHS = {
    "yes": '<path d="M1.2 6.4 4.6 9.9 10.9 2" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "no": '<path d="M1.8 1.8 10.2 10.2M10.2 1.8 1.8 10.2" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "due": '<path d="M6 .6 11.4 6 6 11.4.6 6Z" fill="currentColor"/>',
    "none": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 2"/>',
    "down": '<path d="M6 1v7M2.6 5 6 8.4 9.4 5M1.5 11h9" fill="none" stroke="currentColor" stroke-width="1.6"/>',
}


def glyph(state: str) -> SafeString:
    """The mark of a state: tick, cross, lozenge, dashed ring; `down` for a download."""
    return mark_safe(f'<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">{_GLYPHS[state]}</svg>')


@dataclass(frozen=True, slots=True)
class Panes:
    """A run of panes of one state: `got`, `against`, `abstain`, `blank`, `invalid`, `silent`, `away`; `words` for the key."""

    state: str
    number: int
    words: str


_STEP, _R1, _R2 = 22.0, 8.6, 3.56
_INNER = {
    "against": '<path class="glyph" d="M{a} 28.8l6.4 6.4m0-6.4l-6.4 6.4"/>',
    "abstain": '<path class="glyph" d="M{b} 32h7.2"/>',
    "blank": '<path class="glyph" d="M{c} 32h.1"/>',
    "invalid": '<path class="glyph" d="M{a} 35.2l6.4-6.4"/>',
}
MOST = 40


def _octagon(cx: float, cy: float = 32.0) -> str:
    x1, x2, x3, x4 = cx - _R1, cx - _R2, cx + _R2, cx + _R1
    y1, y2, y3, y4 = cy - _R1, cy - _R2, cy + _R2, cy + _R1
    points = [(x4, y2), (x4, y3), (x3, y4), (x2, y4), (x1, y3), (x1, y2), (x2, y1), (x3, y1)]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _pane(state: str, cx: float, cy: float = 32.0) -> str:
    kind = {"got": " pane--got", "away": " pane--away"}.get(state, "")
    return f'<path class="pane{kind}" d="{_octagon(cx, cy)}"/>'


def tally(
    panes: Sequence[Panes], *, needed: int | None, need_words: str, short_words: str, sentence: str
) -> SafeString:
    """One pane, one member, in one row; the line stands after the pane that reaches the need, a bracket shows what is short.

    Up to 40 members; beyond, a meter with the same line. `sentence` is what a reader who cannot see it is told.
    """
    total = sum(p.number for p in panes)
    got = panes[0].number if panes else 0
    if total > MOST:
        return _meter(got, total, needed, need_words, sentence)
    width = total * _STEP + 2
    short = needed is not None and needed > got
    height = 66 if short else 50
    shapes, at = [], 0
    for run in panes:
        for _ in range(run.number):
            cx = at * _STEP + 12
            shapes.append(_pane(run.state, cx))
            inner = _INNER.get(run.state)
            if inner:
                shapes.append(inner.format(a=f"{cx - 3.2:.1f}", b=f"{cx - 3.6:.1f}", c=f"{cx:.1f}"))
            at += 1
    if needed is not None and needed <= max(total, 1):
        x = needed * _STEP + 1
        end = x > width / 2
        shapes.append(f'<path class="need" d="M{x:.0f} 2V49"/>')
        shapes.append(
            f'<text x="{x - 5 if end else x + 5:.0f}" y="12" text-anchor="{"end" if end else "start"}">{_esc(need_words)}</text>'
        )
        if short:
            left = got * _STEP + 2
            end = left > width - 90
            shapes.append(f'<path class="gap" d="M{left:.0f} 50H{x - 1:.0f}"/>')
            shapes.append(
                f'<text class="gaptext" x="{x - 1 if end else left:.0f}" y="65" text-anchor="{"end" if end else "start"}">'
                f"{_esc(short_words)}</text>"
            )
    return format_html(
        '<svg class="tally" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        sentence, f"{width:.0f}", height, f"{width * 1.25:g}", f"{height * 1.25:g}", mark_safe("".join(shapes)),
    )  # fmt: skip


def _meter(got: int, total: int, needed: int | None, need_words: str, sentence: str) -> SafeString:
    share = 400 * got / total if total else 0
    shapes = [
        '<rect class="ground" x="0" y="24" width="400" height="14"/>',
        f'<rect class="got" x="0" y="24" width="{share:.1f}" height="14"/>',
    ]
    if needed is not None and needed <= total:
        x = 400 * needed / total
        shapes.append(f'<path class="need" d="M{x:.1f} 2V46"/>')
        side = ("end", x - 5) if x > 200 else ("start", x + 5)
        shapes.append(f'<text x="{side[1]:.1f}" y="12" text-anchor="{side[0]}">{_esc(need_words)}</text>')
    return format_html(
        '<svg class="tally tally--meter" role="img" aria-label="{}" viewBox="0 0 402 50" width="502" height="62">{}</svg>',
        sentence, mark_safe("".join(shapes)),
    )  # fmt: skip


def key_pane(state: str) -> SafeString:
    """A single small pane, for the key under a tally."""
    shape = _pane(state, 10, 10)
    inner = {"against": '<path class="glyph" d="M6.8 6.8l6.4 6.4m0-6.4l-6.4 6.4"/>', "abstain": '<path class="glyph" d="M6.4 10h7.2"/>', "blank": '<path class="glyph" d="M10 10h.1"/>', "invalid": '<path class="glyph" d="M6.8 13.2l6.4-6.4"/>'}.get(state, "")  # fmt: skip
    return mark_safe(
        f'<svg class="tally" width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{shape}{inner}</svg>'
    )


def _esc(words: str) -> str:
    return format_html("{}", words)


@dataclass(frozen=True, slots=True)
class PaneRow:
    """A row of single panes with its label: each pane a state of `Panes`, and whether it is marked; `total` is said at the end."""

    label: str
    panes: tuple[tuple[str, bool], ...]
    total: str


def pane_rows(rows: Sequence[PaneRow], *, sentence: str) -> SafeString:
    """Rows of panes below each other, one pane for each thing, the same thing in the same column; what is marked has a line over it
    and a triangle under it. Up to 40 columns; beyond, a bar for each row with its marked share."""
    columns = max((len(row.panes) for row in rows), default=0)
    if columns > MOST:
        return _bars(rows, columns, sentence)
    width, step = max(columns * _STEP + 2, 320), 58
    shapes = []
    for at, row in enumerate(rows):
        top = at * step
        shapes.append(f'<text x="2" y="{top + 13}">{_esc(row.label)}</text>')
        shapes.append(
            f'<text class="total" x="{width - 2:.0f}" y="{top + 13}" text-anchor="end">{_esc(row.total)}</text>'
        )
        for place, (state, marked) in enumerate(row.panes):
            cx, cy = place * _STEP + 12, top + 32
            shapes.append(_pane(state, cx, cy))
            inner = _INNER.get(state)
            if inner:
                glyph_ = inner.format(a=f"{cx - 3.2:.1f}", b=f"{cx - 3.6:.1f}", c=f"{cx:.1f}")
                shapes.append(f'<g transform="translate(0 {top})">{glyph_}</g>')
            if marked:
                shapes.append(f'<path class="mark" d="M{cx - 9:.0f} {cy - 12}h18M{cx:.0f} {cy + 11.5}l4 6h-8z"/>')
    return _framed(shapes, width, len(rows) * step, sentence)


def _bars(rows: Sequence[PaneRow], columns: int, sentence: str) -> SafeString:
    shapes = []
    for at, row in enumerate(rows):
        top, x = at * 58, 0.0
        shapes.append(f'<text x="2" y="{top + 13}">{_esc(row.label)}</text>')
        shapes.append(f'<text class="total" x="558" y="{top + 13}" text-anchor="end">{_esc(row.total)}</text>')
        for state in ("got", "against", "abstain", "away"):
            share = 560 * sum(one == state for one, _marked in row.panes) / columns
            shapes.append(
                f'<rect class="bar bar--{state}" x="{x:.1f}" y="{top + 20}" width="{share:.1f}" height="16"/>'
            )
            x += share
        share = 560 * sum(marked for _state, marked in row.panes) / columns
        shapes.append(f'<rect class="mark" x="0" y="{top + 39}" width="{share:.1f}" height="5"/>')
    return _framed(shapes, 560, len(rows) * 58, sentence)


def _framed(shapes: Sequence[str], width: float, height: int, sentence: str) -> SafeString:
    return format_html(
        '<svg class="tally panerows" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        sentence, f"{width:.0f}", height, f"{width * 1.25:g}", f"{height * 1.25:g}", mark_safe("".join(shapes)),
    )  # fmt: skip
