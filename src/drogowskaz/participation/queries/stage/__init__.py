"""Participation by stage of the assessment: the table of a cycle, and the same in words."""

from drogowskaz.participation.queries.stage.files import FILES, stages_csv, stages_xlsx
from drogowskaz.participation.queries.stage.table import ACTS, StageTable, stages_of, summed
from drogowskaz.participation.queries.stage.wording import stage_text

__all__ = ["ACTS", "FILES", "StageTable", "stage_text", "stages_csv", "stages_of", "stages_xlsx", "summed"]
