"""An edition as a structure message of SDMX-ML 3.0: code lists, concepts, the data structure and its dataflow."""

import datetime as dt
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from drogowskaz.engine.editions.schema import Edition, Texts
from drogowskaz.engine.exchange.names import AGENCY, VERSION, cell_code, structure_id
from drogowskaz.engine.exchange.observations import FREQUENCY, STATUSES, unit_code
from drogowskaz.engine.measures import measures
from drogowskaz.engine.words import LANGUAGES, _, say

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
NAMESPACES = {
    "xmlns:mes": f"{SCHEMAS}/message",
    "xmlns:str": f"{SCHEMAS}/structure",
    "xmlns:com": f"{SCHEMAS}/common",
}
URN = "urn:sdmx:org.sdmx.infomodel"
TERYT = "[0-9]{2}([0-9]{2}([0-9]{3})?)?"
"""A voivodeship, a powiat or a gmina. The register changes every year, so no edition repeats it as a code list."""
CONCEPT_SCHEME = "CS_FORM"
CONCEPTS = {
    "FREQ": _("Frequency"),
    "REF_AREA": _("Territorial unit (TERYT code)"),
    "FORM_YEAR": _("Assessed year of the form"),
    "CELL": _("Row of the form"),
    "TIME_PERIOD": _("Year of the number"),
    "OBS_VALUE": _("Number"),
    "OBS_STATUS": _("State of the cell"),
    "UNIT_MEASURE": _("Unit of the number"),
    "DECIMALS": _("Places after the point"),
    "OBS_TEXT": _("Text written in the cell"),
}


@dataclass(frozen=True)
class Component:
    """A part of the data structure and its values: those of a code list (`{}` stands for the edition) or of a format.

    An attribute with a `dimension` is the same wherever that dimension is; without, it is of a single observation.
    """

    concept: str
    codes: str = ""
    text: dict[str, str] = field(default_factory=dict)
    usage: str = ""
    dimension: str = ""


ROWS, UNITS = "CL_CELL_{}", "CL_UNIT_{}"
DIMENSIONS = (
    Component("FREQ", codes="CL_FREQ"),
    Component("REF_AREA", text={"textType": "String", "pattern": TERYT}),
    Component("FORM_YEAR", text={"textType": "Integer"}),
    Component("CELL", codes=ROWS),
    Component("TIME_PERIOD", text={"textType": "ObservationalTimePeriod"}),
)
ATTRIBUTES = (
    Component("OBS_STATUS", codes="CL_OBS_STATUS", usage="mandatory"),
    Component("UNIT_MEASURE", codes=UNITS, usage="mandatory", dimension="CELL"),
    Component("DECIMALS", text={"textType": "Integer"}, usage="mandatory", dimension="CELL"),
    Component("OBS_TEXT", text={"textType": "String"}, usage="optional"),
)
MEASURES = (Component("OBS_VALUE", text={"textType": "Decimal"}, usage="optional"),)


def structure(edition: Edition, prepared: dt.datetime) -> bytes:
    """The message in UTF-8. `prepared` is an aware moment, the only thing in it that is not the edition's own."""
    name = structure_id(edition)
    message = ET.Element("mes:Structure", NAMESPACES)
    header = ET.SubElement(message, "mes:Header")
    ET.SubElement(header, "mes:ID").text = name
    ET.SubElement(header, "mes:Test").text = "false"
    ET.SubElement(header, "mes:Prepared").text = prepared.isoformat(timespec="seconds")
    ET.SubElement(header, "mes:Sender", id=AGENCY)
    structures = ET.SubElement(message, "mes:Structures")
    _agency(ET.SubElement(structures, "str:AgencySchemes"))
    _codelists(ET.SubElement(structures, "str:Codelists"), edition)
    _concepts(ET.SubElement(structures, "str:ConceptSchemes"))
    flow = _maintained(ET.SubElement(structures, "str:Dataflows"), "Dataflow", name, edition.label)
    ET.SubElement(flow, "str:Structure").text = _urn("datastructure.DataStructure", name)
    made = _maintained(ET.SubElement(structures, "str:DataStructures"), "DataStructure", name, edition.label)
    _components(ET.SubElement(made, "str:DataStructureComponents"), name)
    ET.indent(message)
    written: bytes = ET.tostring(message, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _urn(kind: str, name: str, item: str = "") -> str:
    return f"{URN}.{kind}={AGENCY}:{name}({VERSION}){item and '.' + item}"


def _said(message: str) -> Texts:
    return {lang: say(message, lang) for lang in LANGUAGES}


def _named(parent: ET.Element, names: Texts) -> None:
    for lang in LANGUAGES:
        ET.SubElement(parent, "com:Name", {"xml:lang": lang}).text = names[lang]


def _maintained(parent: ET.Element, tag: str, name: str, label: Texts) -> ET.Element:
    made = ET.SubElement(parent, f"str:{tag}", id=name, agencyID=AGENCY, version=VERSION)
    _named(made, label)
    return made


def _agency(parent: ET.Element) -> None:
    scheme = ET.SubElement(parent, "str:AgencyScheme", id="AGENCIES", agencyID="SDMX")
    _named(scheme, _said(_("Agencies")))
    _named(ET.SubElement(scheme, "str:Agency", id=AGENCY), dict.fromkeys(LANGUAGES, "Drogowskaz"))


def _codelists(parent: ET.Element, edition: Edition) -> None:
    """The rows and units of the edition, and the two short lists that all editions share."""
    name = structure_id(edition)
    frequency = _maintained(parent, "Codelist", "CL_FREQ", _said(CONCEPTS["FREQ"]))
    _code(frequency, FREQUENCY, _said(_("Yearly")))
    rows = _maintained(parent, "Codelist", ROWS.format(name), _said(CONCEPTS["CELL"]))
    for row in edition.rows:
        _code(rows, cell_code(row.key), row.label, row.parent)
    states = _maintained(parent, "Codelist", "CL_OBS_STATUS", _said(CONCEPTS["OBS_STATUS"]))
    for code, meaning in STATUSES.items():
        _code(states, code, _said(meaning))
    units = _maintained(parent, "Codelist", UNITS.format(name), _said(CONCEPTS["UNIT_MEASURE"]))
    used = {row.unit for row in edition.rows}
    for measure in measures().values():
        if measure.code in used:
            _code(units, unit_code(measure.code), measure.label)


def _code(parent: ET.Element, code: str, names: Texts, whole: str | None = None) -> None:
    """A code; `whole` is the key of the row that it is a part of."""
    made = ET.SubElement(parent, "str:Code", id=code)
    _named(made, names)
    if whole is not None:
        ET.SubElement(made, "str:Parent").text = cell_code(whole)


def _concepts(parent: ET.Element) -> None:
    scheme = _maintained(parent, "ConceptScheme", CONCEPT_SCHEME, _said(_("What the form tells")))
    for code, meaning in CONCEPTS.items():
        _named(ET.SubElement(scheme, "str:Concept", id=code), _said(meaning))


def _components(parent: ET.Element, edition: str) -> None:
    dimensions = ET.SubElement(parent, "str:DimensionList")
    for place, component in enumerate(DIMENSIONS, 1):
        if component.concept == "TIME_PERIOD":
            _component(ET.SubElement(dimensions, "str:TimeDimension", id=component.concept), component, edition)
        else:
            made = ET.SubElement(dimensions, "str:Dimension", id=component.concept, position=str(place))
            _component(made, component, edition)
    attributes = ET.SubElement(parent, "str:AttributeList")
    for component in ATTRIBUTES:
        made = ET.SubElement(attributes, "str:Attribute", id=component.concept, usage=component.usage)
        _component(made, component, edition)
        depends = ET.SubElement(made, "str:AttributeRelationship")
        if component.dimension:
            ET.SubElement(depends, "str:Dimension").text = component.dimension
        else:
            ET.SubElement(depends, "str:Observation")
    measure_list = ET.SubElement(parent, "str:MeasureList")
    for component in MEASURES:
        made = ET.SubElement(measure_list, "str:Measure", id=component.concept, usage=component.usage)
        _component(made, component, edition)


def _component(made: ET.Element, component: Component, edition: str) -> None:
    concept = _urn("conceptscheme.Concept", CONCEPT_SCHEME, component.concept)
    ET.SubElement(made, "str:ConceptIdentity").text = concept
    values = ET.SubElement(made, "str:LocalRepresentation")
    if component.codes:
        codes = _urn("codelist.Codelist", component.codes.format(edition))
        ET.SubElement(values, "str:Enumeration").text = codes
    else:
        ET.SubElement(values, "str:TextFormat", component.text)
