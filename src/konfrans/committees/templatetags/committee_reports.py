"""Words of a committee's report in its plain text."""

from __future__ import annotations

from django import template

from konfrans.committees.selectors import room_prints as prints
from konfrans.committees.selectors.room_reports import outcome_words

register = template.Library()

register.simple_tag(prints.attendance_words, name="report_attendance")
register.simple_tag(prints.task_words, name="report_task")
register.simple_tag(outcome_words, name="report_outcome")
