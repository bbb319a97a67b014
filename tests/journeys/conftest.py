"""What journeys find on the site beyond the example data."""

from dataclasses import replace

import pytest
from people import LATER


@pytest.fixture
def two_years(site: str) -> str:
    """The site with a second published year of the invented gmina: the form of 2025 moved a year back, so that each
    number of 2024 is what the form of 2025 says of that year."""
    # Django's models exist only once pytest has set Django up.
    from drogowskaz.assessments import actions
    from drogowskaz.config.commands.server import INVENTED_SOURCE
    from drogowskaz.engine.editions.loader import EDITIONS
    from drogowskaz.engine.files.cases import read_case
    from drogowskaz.engine.sheets import Sheet
    from drogowskaz.territory.queries import unit_by_code

    reading = read_case(EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml")
    sheet = reading.sheet
    earlier = {
        (row.key, offset): sheet.values[row.key, max(offset - 1, min(row.offsets))]
        for row in sheet.edition.rows
        for offset in row.offsets
        if (row.key, max(offset - 1, min(row.offsets))) in sheet.values
    }
    moved = replace(reading, sheet=Sheet(sheet.edition, sheet.unit, 2024, earlier), source=INVENTED_SOURCE)
    assessment, _changed = actions.load_reading(reading=moved, unit=unit_by_code(sheet.unit), actor=None, at=LATER)
    actions.publish(assessment=assessment, actor=None, at=LATER)
    return site
