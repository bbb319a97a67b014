"""The table of stages as files: a line for each thing an organisation did, and a spreadsheet."""

import csv
import io

from django.utils.translation import override

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.consultation.stages import stage_document
from drogowskaz.documents.sheets import xlsx
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.stages import WHOLE
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.queries.stage.table import ACTS, StageTable, stages_of, summed
from drogowskaz.participation.queries.stage.wording import WHOLE_WORK, stage_text

FILES = {
    "etapy.csv": "text/csv; charset=utf-8",
    "etapy.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEAD = (_("Organisation or institution"), _("Who they are"), _("Stage"), _("What was done"), _("How often"))
TITLE = _("Participation by stage: {unit}, assessment for {year}")


def stages_csv(cycle: Cycle, lang: str) -> bytes:
    """A line for each organisation, stage and thing done; in Polish with semicolons, as Polish programs expect."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if lang == "pl" else ",")
    writer.writerow([say(one, lang) for one in HEAD])
    for line in _lines(stages_of(cycle), lang):
        writer.writerow(line)
    return stream.getvalue().encode("utf-8-sig")


def _lines(table: StageTable, lang: str) -> list[tuple[str, str, str, str, int]]:
    stages = [*((one.key, one.label[lang]) for one in table.stages.stages), (WHOLE, say(WHOLE_WORK, lang))]
    with override(lang):
        return [
            (neutralise(one.name), str(Sector(one.sector).label), label, say(ACTS[act], lang), one.done[key][act])
            for one in table.rows
            for key, label in stages
            for act in ACTS
            if one.done[key][act]
        ]


def stages_xlsx(cycle: Cycle, lang: str) -> bytes:
    """The tables of the page as a spreadsheet."""
    text = stage_text(summed(stages_of(cycle)), lang)
    with override(lang):
        title = say(TITLE, lang, unit=cycle.unit.full_name, year=cycle.year)
    return xlsx.render(stage_document(text, title, text.method[0], lang, invented=cycle.unit.is_invented))
