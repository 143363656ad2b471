"""Checks of a charter before anyone is bound by it: structure, slogans, words, and every vote that its bodies can take.

from konfrans.charter.checks import Sizes, check
report = check(document, Sizes(besides=tuple(range(1, 61))))
report.clean, report.findings
"""

from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.findings import Finding, Level, Scene
from konfrans.charter.checks.report import Report, check, check_charter

__all__ = ["Finding", "Level", "Report", "Scene", "Sizes", "check", "check_charter"]
