"""Linear and logistic regression with errors by the design.

Source: Binder 1983, Int. Stat. Rev. 51(3); R's `svyglm` (gaussian, quasibinomial), whose terms, coding of factors and degrees of freedom
these are: clusters that have a case in the model, less their strata, plus one, less the terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import Any, Literal

import numpy as np

from konfrans.analysis.comparison import p_of
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, Asked, result_of, row_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import check_columns, numbers
from konfrans.analysis.results import Result
from konfrans.analysis.sample import Gathered, gather

Family = Literal["linear", "logistic"]
ROUNDS = 50
MOST_LEVELS = 200
"""More levels of a factor are a number by mistake."""
_TERM = re.compile(r"[^\W\d][\w.]*|factor\([^\W\d][\w.]*\)")


def regress(source: Source, design: Design, formula: str, family: Family = "linear", asked: Asked = PLAIN) -> Result:
    """A model written as in R: `y ~ x1 + x2`, `factor(x)`, `a:b`, `a*b`, `- 1`. Columns of text are factors."""
    outcome, terms, constant = parsed(formula)
    columns = columns_of(formula)
    check_columns(source, {"formula": columns})
    numbers(source, [outcome], "formula")
    # Cases that are alike in cluster, values and calibration cell are one row: whatever the model, no more is needed of them.
    found = gather(source, design, {}, (), columns, asked.raking)
    names = found.levels.names
    if not names:
        raise AnalysisError("file_empty", file=source.name)
    factors = {part for term in terms for part in term if part.startswith("factor(") or not source.numeric(part)}
    inside = found.levels.of >= 0
    of = found.levels.of[inside]
    values = {name: [one[at] for one in names] for at, name in enumerate(columns)}
    labels, matrix = _matrix(terms, constant, values, factors)
    x, y = matrix[of], np.array(values[outcome], dtype=float)[of]
    if family == "logistic" and not np.isin(y, (0, 1)).all():
        raise AnalysisError("not_binary", column=outcome)
    weights, cases = found.weights[inside], found.cases[inside]
    beta, moved = _fitted(x, y, weights, family, labels)
    centred = np.zeros((inside.size, len(labels)))
    centred[inside] = moved

    def estimator(one: Gathered) -> Floats:
        return _fitted(x, y, one.weights[inside], family, labels)[0]

    covariance = found.covariance_of_cases(estimator, centred, np.where(inside, found.cases, 0))
    df = asked.degrees(found.degrees_answered(inside & (found.cases > 0)) + 1 - len(labels))
    result = result_of(source, design, "regress", found, asked)
    result.df_rule = "asked" if asked.df is not None else "replicates" if design.replicates else "model"
    for at, label in enumerate(labels):
        row = row_of({"item": outcome, "term": label}, beta[at], covariance[at, at], df, asked, cases.sum())
        row.more["p"] = p_of(row)
        result.rows.append(row)
    return result


def parsed(formula: str) -> tuple[str, list[tuple[str, ...]], bool]:
    """The outcome, the terms (each one or several columns), and whether there is a constant."""
    sides = formula.split("~")
    outcome = sides[0].strip()
    if len(sides) != 2 or not _TERM.fullmatch(outcome) or outcome.startswith("factor("):
        raise AnalysisError("formula", formula=formula, part=outcome or formula)
    terms: list[tuple[str, ...]] = []
    constant = True
    for sign, part in re.findall(r"([+-]?)([^+-]+)", sides[1]):
        word = part.strip()
        if word in ("0", "1"):
            constant = (word == "1") != (sign == "-")
            continue
        apart = [one.strip() for one in re.split(r"[*:]", word)]
        if sign == "-" or not all(_TERM.fullmatch(one) for one in apart):
            raise AnalysisError("formula", formula=formula, part=word)
        if "*" in word:
            terms += [(one,) for one in apart]
        terms.append(tuple(apart))
    ordered = sorted(dict.fromkeys(terms), key=len)  # as R has it: single columns before products
    if not ordered and not constant:
        raise AnalysisError("formula", formula=formula, part=formula)
    return outcome, ordered, constant


def columns_of(formula: str) -> list[str]:
    """The columns that a formula names, the outcome first."""
    outcome, terms, _constant = parsed(formula)
    return list(dict.fromkeys([outcome, *(_column(part) for term in terms for part in term)]))


def _column(part: str) -> str:
    return part.removeprefix("factor(").removesuffix(")") if part.startswith("factor(") else part


def _matrix(
    terms: Sequence[tuple[str, ...]], constant: bool, values: dict[str, list[Any]], factors: set[str]
) -> tuple[list[str], Floats]:
    """The columns of the model over the distinct cases: treatment contrasts against the first level, named as R names them."""
    rows = len(next(iter(values.values())))
    labels, columns = (["(Intercept)"], [np.ones(rows)]) if constant else ([], [])
    whole = not constant
    for term in terms:
        parts = []
        for part in term:
            column = values[_column(part)]
            if part not in factors:
                parts.append([(part, np.array(column, dtype=float))])
                continue
            levels = sorted(set(column))
            if len(levels) > MOST_LEVELS:
                raise AnalysisError("too_many_levels", column=part, number=len(levels), most=MOST_LEVELS)
            kept = levels if whole and len(term) == 1 else levels[1:]
            whole = whole and len(term) > 1
            parts.append(
                [(f"{part}{level}", np.array([one == level for one in column], dtype=float)) for level in kept]
            )
        # The first factor of a product runs fastest, as in R.
        for chosen in product(*reversed(parts)):
            labels.append(":".join(name for name, _values in reversed(chosen)))
            columns.append(np.prod([one for _name, one in chosen], axis=0))
    return labels, np.column_stack(columns)


def _fitted(x: Floats, y: Floats, weights: Floats, family: Family, labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Coefficients, and how far each case moves them (cases x coefficients, without its weight)."""
    apart, back = _about_means(x, weights, labels)
    beta, bread, left = (_line if family == "linear" else _curve)(apart, y, weights, labels)
    return back @ beta, (left[:, None] * apart) @ bread @ back.T


def _about_means(x: Floats, weights: Floats, labels: Sequence[str]) -> tuple[Floats, Floats]:
    """The columns counted from their means, and what turns their coefficients into those of the columns: products of columns far from
    zero would keep no digit of how they vary. Without a constant they stay as they are."""
    back = np.eye(x.shape[1])
    if not labels or labels[0] != "(Intercept)":
        return x, back
    means = (weights @ x) / weights.sum()
    means[0] = 0
    back[0, 1:] = -means[1:]
    return x - means, back


def _line(x: Floats, y: Floats, weights: Floats, labels: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Coefficients of a linear model, the inverse of the information, and what is left of each case."""
    bread = _inverse((x * weights[:, None]).T @ x, labels)
    beta = bread @ (x.T @ (weights * y))
    # Once more on what is left: it takes back the digits that large means cost.
    beta = beta + bread @ (x.T @ (weights * (y - x @ beta)))
    return beta, bread, y - x @ beta


def _curve(x: Floats, y: Floats, weights: Floats, labels: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """The same of a logistic model."""
    beta, bread = np.zeros(x.shape[1]), np.eye(x.shape[1])
    mean = float((weights * y).sum() / weights.sum())
    if labels and labels[0] == "(Intercept)" and 0 < mean < 1:
        beta[0] = np.log(mean / (1 - mean))
    for _round in range(ROUNDS):
        fitted = 1 / (1 + np.exp(-(x @ beta)))
        bread = _inverse((x * (weights * fitted * (1 - fitted))[:, None]).T @ x, labels)
        step = bread @ (x.T @ (weights * (y - fitted)))
        beta = beta + step
        if np.abs(step).max() <= 1e-13 * max(1.0, np.abs(beta).max()):
            break
        if np.abs(beta).max() > 1e3:
            raise AnalysisError("separated", term=labels[int(np.abs(beta).argmax())])
    return beta, bread, y - 1 / (1 + np.exp(-(x @ beta)))


def _inverse(information: Floats, labels: Sequence[str]) -> Floats:
    scale = np.sqrt(np.diag(information))
    if (scale == 0).any():
        raise AnalysisError("collinear", term=labels[int((scale == 0).argmax())])
    even = information / np.outer(scale, scale)
    for at in range(1, len(labels) + 1):
        if np.linalg.cond(even[:at, :at]) > 1e12:
            raise AnalysisError("collinear", term=labels[at - 1])
    inverse: Floats = np.linalg.inv(even) / np.outer(scale, scale)
    return inverse
