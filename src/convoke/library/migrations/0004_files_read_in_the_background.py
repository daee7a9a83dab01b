"""A file handed in is read in the background: what is coming, and why it cannot be taken."""

import importlib

import django.db.models.deletion
from django.db import migrations, models

TABLE = "library_rendition"
lib_2 = importlib.import_module("convoke.library.migrations.0003_lib_2_published")


def _of_the_table():
    return {name: when for name, when in lib_2._sqlite().items() if name.startswith(TABLE)}


def unprotect(apps, schema_editor):
    """SQLite makes the table anew, which its triggers would not survive."""
    if schema_editor.connection.vendor == "sqlite":
        for name in _of_the_table():
            schema_editor.execute(f"DROP TRIGGER {name}")


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, when in _of_the_table().items():
            schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{lib_2.MESSAGE}'); END")


class Migration(migrations.Migration):
    dependencies = [("core", "0004_network"), ("library", "0003_lib_2_published")]
    operations = [
        migrations.RunPython(unprotect, protect),
        migrations.AddField(
            "rendition", "coming",
            models.ForeignKey(
                null=True, blank=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="core.storedfile",
                help_text="handed in last and being read; it takes the place of the file once it was",
            ),
        ),
        migrations.AddField(
            "rendition", "fault",
            models.CharField(
                "fault", max_length=300, blank=True, default="",
                help_text="why the file handed in last cannot be taken",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "rendition", "state",
            models.CharField(
                "state", max_length=10, default="read",
                choices=[
                    ("waiting", "it is being read"), ("refused", "it cannot be taken"),
                    ("read", "its text can be searched"), ("no-text", "it holds no text, only pictures of pages"),
                    ("locked", "it is protected by a password"), ("held", "held back until it has been checked"),
                ],
            ),
        ),
        migrations.RunPython(protect, unprotect),
    ]
