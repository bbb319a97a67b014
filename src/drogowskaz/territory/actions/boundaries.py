"""Give units their outlines."""

import datetime as dt

from drogowskaz.audit.actions import Actor
from drogowskaz.territory.actions.imports import remember, whole
from drogowskaz.territory.actions.report import Report
from drogowskaz.territory.enums import Content, Outcome
from drogowskaz.territory.formats.topojson import Outlines
from drogowskaz.territory.models import Boundary, Unit


def import_boundaries(
    *, outlines: Outlines, source: str, at: dt.datetime, actor: Actor | None = None, dry_run: bool = False
) -> Report:
    """Set the outlines of current units; those of codes the register does not have are left out and reported."""
    with whole(outlines.file, dry_run=dry_run):
        standing = {unit.code: unit for unit in Unit.objects.current()}
        stored = {boundary.unit_id: boundary for boundary in Boundary.objects.all()}
        report = Report(Content.BOUNDARIES, outlines.file, dry_run=dry_run)
        new: list[Boundary] = []
        changed: list[Boundary] = []
        for outline in outlines.outlines:
            unit = standing.get(outline.code)
            if unit is None:
                report.unknown.append(outline.code)
                continue
            covers = standing.get(outline.covers) if outline.covers else None
            boundary = stored.get(unit.pk) or Boundary(unit=unit)
            kept = (boundary.polygons, boundary.source, boundary.covers_id)
            if kept == (outline.polygons, source, covers.pk if covers else None):
                report.add(Outcome.UNCHANGED, [unit.kind])
                continue
            boundary.polygons, boundary.source, boundary.covers = outline.polygons, source, covers
            (changed if boundary.pk else new).append(boundary)
            report.add(Outcome.OUTLINED, [unit.kind])
        Boundary.objects.bulk_create(new, batch_size=200)
        Boundary.objects.bulk_update(changed, ["polygons", "source", "covers"], batch_size=200)
        remember(report, at=at, actor=actor)
    return report
