"""What became of an offer is told by its fate and decision now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_accepted_offers_decided")]

    operations = [
        migrations.RemoveConstraint(
            model_name='offer',
            name='offer_accepted_once',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='accepted_at',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='accepted_by',
        ),
    ]
