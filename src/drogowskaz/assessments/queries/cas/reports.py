"""A print of a report (MRiPS-03, MRiPS-06) brought to an open form through its declaration."""

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.cas.prints import Brought, Given, warnings
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.cas_heading import heading_of
from drogowskaz.engine.reports.definitions import Period, Report, report_ids, report_named
from drogowskaz.engine.reports.reading import read_report, source_title
from drogowskaz.engine.words import _, say


def reports_for(form: Assessment) -> list[Report]:
    """The declared reports that feed the form's edition, in a year it shows."""
    edition = edition_named(form.edition)
    years = [form.year + offset for offset in edition.offsets if offset <= 0]
    declared = (report_named(name) for name in report_ids())
    return [one for one in declared if edition.id in one.editions and any(map(one.holds_in, years))]


def read_report_print(
    form: Assessment,
    given: Given,
    *,
    report: Report,
    year: int | None,
    period: Period | None,
    reporter: str,
    lang: str,
) -> Brought:
    """The print as this form takes it, each cell with report, section and period as its source. Raises Unusable."""
    edition = edition_named(form.edition)
    match = read_report(
        given.text, report=report, edition=edition, form_year=form.year, name=given.name, year=year, period=period
    )
    whose = reporter.strip() or match.told.reporter
    said = []
    for section in match.absent:
        said.append(say(_("The print lacks the section “{section}”."), lang, section=section.label[lang]))
    for key in match.unsummed:
        label = edition.row_by_key[key].label[lang]
        said.append(say(_("“{row}” is a sum, and not all its parts are given as numbers."), lang, row=label))
    return Brought(
        year=match.year,
        values={key: fed.value for key, fed in match.cells.items()},
        titles={key: source_title(match, fed, whose) for key, fed in match.cells.items()},
        unmatched=tuple(one.sentence(lang) for one in match.unmatched),
        warnings=warnings(form, heading_of(given.text), lang),
        lacking=tuple(said),
        matched=match.known,
    )


def certainty_of(report: Report, lang: str) -> list[tuple[str, str, str]]:
    """Each section with how sure we are that it is in the report, and that it feeds these cells."""
    return [
        (section.label[lang], say(LABELS[section.certainty], lang), say(LABELS[section.link], lang))
        for section in report.sections
    ]
