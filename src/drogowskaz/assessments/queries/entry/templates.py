"""The template of an open form, to be filled in another program: what stands in the form stands in it already."""

from pathlib import Path
from tempfile import TemporaryDirectory

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.documents.spreadsheets.files import write_template


def template_of(form: Assessment, ending: str, lang: str) -> bytes:
    """The file; `ending` is .xlsx or .ods. Two queries."""
    sheet = sheet_of(form)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{ending}"
        write_template(path, sheet.edition, unit=form.unit.code, year=form.year, filled=sheet, lang=lang)
        return path.read_bytes()
