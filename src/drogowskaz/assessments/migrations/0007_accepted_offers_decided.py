"""Offers that were accepted before become decisions that took one of the offered values."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def decide(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """`version` is the one the cell has while it still holds what was accepted; before versions could not be known, 0."""
    offers, decisions = apps.get_model("assessments", "Offer"), apps.get_model("assessments", "Decision")
    cells = apps.get_model("assessments", "Cell")
    for offer in offers.objects.filter(accepted_at__isnull=False):
        place = {"assessment": offer.assessment_id, "row": offer.row, "offset": offer.offset}
        cell = cells.objects.filter(
            **place, supplier=offer.supplier, state=offer.state, number=offer.number, text=offer.text
        ).first()
        made = decisions.objects.create(
            assessment_id=offer.assessment_id,
            row=offer.row,
            offset=offer.offset,
            ruling="one",
            state=offer.state,
            number=offer.number,
            text=offer.text,
            version=cell.version if cell else 0,
            at=offer.accepted_at,
            by_id=offer.accepted_by_id,
        )
        made.taken.add(offer)
        offers.objects.filter(pk=offer.pk).update(fate="taken", decision=made)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_offers_decisions")]
    operations = [migrations.RunPython(decide, migrations.RunPython.noop)]
