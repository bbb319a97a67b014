"""The structure message of SDMX, read back and validated by pysdmx."""

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from engine.exchange.sdmx import PREPARED, read_structure
from pysdmx.model import Codelist, Dataflow, DataStructureDefinition, Role
from pysdmx.model.message import Message

from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.exchange.names import row_key, structure_id
from drogowskaz.engine.exchange.sdmx_structure import NAMESPACES, structure

NAMED = {prefix.removeprefix("xmlns:"): address for prefix, address in NAMESPACES.items()}
GMINA = edition_named("ozps-gmina-2014")


def codes(message: Message, name: str) -> list[str]:
    lists = [found for found in message.structures if isinstance(found, Codelist) and found.id == name]
    return [code.id for code in lists[0].items]


@pytest.fixture(scope="module", params=edition_ids())
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Message]:
    """A shipped edition and its message."""
    form = edition_named(request.param)
    return form, read_structure(form, tmp_path_factory.mktemp(form.id))


def test_every_edition_is_a_valid_message_with_its_data_structure_and_dataflow(read: tuple[Edition, Message]) -> None:
    form, message = read
    for kind in (DataStructureDefinition, Dataflow):
        (found,) = [one for one in message.structures if isinstance(one, kind)]
        assert (found.id, found.version) == (structure_id(form), "1.0.0")


def test_the_rows_of_the_edition_are_a_code_list_in_their_order(read: tuple[Edition, Message]) -> None:
    form, message = read
    found = codes(message, f"CL_CELL_{structure_id(form)}")
    assert [row_key(code) for code in found] == [row.key for row in form.rows]


def test_an_observation_has_its_dimensions_its_number_and_its_attributes(tmp_path: Path) -> None:
    message = read_structure(GMINA, tmp_path)
    (found,) = [one for one in message.structures if isinstance(one, DataStructureDefinition)]
    parts = [(part.id, part.role, part.dtype.value, part.attachment_level) for part in found.components]
    assert parts == [
        ("FREQ", Role.DIMENSION, "String", None),
        ("REF_AREA", Role.DIMENSION, "String", None),
        ("FORM_YEAR", Role.DIMENSION, "Integer", None),
        ("CELL", Role.DIMENSION, "String", None),
        ("TIME_PERIOD", Role.DIMENSION, "ObservationalTimePeriod", None),
        ("OBS_VALUE", Role.MEASURE, "Decimal", None),
        ("OBS_STATUS", Role.ATTRIBUTE, "String", "O"),
        ("UNIT_MEASURE", Role.ATTRIBUTE, "String", "CELL"),
        ("DECIMALS", Role.ATTRIBUTE, "Integer", "CELL"),
        ("OBS_TEXT", Role.ATTRIBUTE, "String", "O"),
    ]


def test_a_row_is_named_in_both_languages_and_says_which_row_it_is_a_part_of() -> None:
    code = ET.fromstring(structure(GMINA, PREPARED)).find(".//str:Code[@id='population__women__total']", NAMED)
    assert code is not None
    label = GMINA.row_by_key["population.women.total"].label
    assert [name.text for name in code.findall("com:Name", NAMED)] == [label["pl"], label["en"]]
    assert code.findtext("str:Parent", namespaces=NAMED) == "population__total"


def test_the_states_of_a_cell_and_the_units_that_are_used_are_code_lists(tmp_path: Path) -> None:
    message = read_structure(GMINA, tmp_path)
    assert codes(message, "CL_OBS_STATUS") == ["A", "F", "O", "M"]
    assert codes(message, "CL_UNIT_OZPS_GMINA_2014") == ["PERSON", "DWELLING", "PLACE", "UNIT", "CASE", "TEXT"]


def test_only_the_moment_of_writing_is_not_of_the_edition() -> None:
    later = structure(GMINA, PREPARED + dt.timedelta(days=1))
    assert later == structure(GMINA, PREPARED).replace(b"2026-01-02T03:04:05", b"2026-01-03T03:04:05")
