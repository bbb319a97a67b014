"""The table that counts tries, on every database the site is installed on."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS " + connection.ops.quote_name("cache"))


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
