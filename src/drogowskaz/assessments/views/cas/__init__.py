"""The desk beside CAS: retyping, prints as opening data and history, prints held against the form."""

from drogowskaz.assessments.views.cas.comparison import cas_comparison
from drogowskaz.assessments.views.cas.desk import cas, cas_section
from drogowskaz.assessments.views.cas.prints import cas_print, cas_report

__all__ = ["cas", "cas_comparison", "cas_print", "cas_report", "cas_section"]
