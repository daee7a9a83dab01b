"""How PostgreSQL stores the index: bitmaps are small already, and texts are compressed in the quickest way there is."""

from django.db import migrations

STORED = (
    "ALTER TABLE search_searchposting ALTER COLUMN entries SET STORAGE EXTERNAL",
    """DO $$ BEGIN ALTER TABLE search_searchentry ALTER COLUMN text SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL; END $$""",
)


def store(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in STORED:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [
        ("search", "0001_initial"),
        ("search", "0002_index"),
        ("search", "0003_segments"),
    ]
    dependencies = [("search", "0001_tables")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
