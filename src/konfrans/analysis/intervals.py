"""Confidence intervals from an estimate, its standard error and its degrees of freedom."""

from __future__ import annotations

import numpy as np
from scipy import special

Interval = tuple[float, float]
NONE: Interval = (np.nan, np.nan)


def critical(level: float, degrees: float) -> float:
    """How many standard errors an interval reaches: Student's quantile, the normal one where `degrees` is inf."""
    share = (1 + level) / 2
    return float(special.ndtri(share) if np.isinf(degrees) else special.stdtrit(degrees, share))


def student(estimate: float, se: float, degrees: float, level: float) -> Interval:
    """By Student's t (R: `confint(x, df = degf(design))`)."""
    if not degrees > 0 or np.isnan(se):
        return NONE
    reach = se * critical(level, degrees)
    return estimate - reach, estimate + reach


def logit(share: float, se: float, degrees: float, level: float) -> Interval:
    """Of a proportion, on the scale of its logit (R: `svyciprop(method = "logit")`)."""
    if not degrees > 0 or np.isnan(se) or not 0 < share < 1:
        return NONE
    middle, reach = special.logit(share), critical(level, degrees) * se / (share * (1 - share))
    return float(special.expit(middle - reach)), float(special.expit(middle + reach))


def wilson(share: float, se: float, degrees: float, level: float, cases: int) -> Interval:
    """Wilson's of a proportion, with as many cases as a simple sample of this standard error would have (Franco, Little, Louis and
    Slud 2019, J. Surv. Stat. Methodol. 7(3)). Where all or none say so, that number is the cases themselves."""
    if not degrees > 0 or np.isnan(se) or not cases:
        return NONE
    number = share * (1 - share) / se**2 if se > 0 else float(cases)
    z = critical(level, degrees)
    middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    reach = z / (1 + z**2 / number) * float(np.sqrt(max(share * (1 - share), 0) / number + z**2 / (4 * number**2)))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
