"""The report of a consultation: what it is made of, as plain data, and the same in words for the page and the paper."""

from drogowskaz.participation.queries.consultation_report.content import content_of
from drogowskaz.participation.queries.consultation_report.versions import unready, versions_of
from drogowskaz.participation.queries.consultation_report.wording import report_text

__all__ = ["content_of", "report_text", "unready", "versions_of"]
