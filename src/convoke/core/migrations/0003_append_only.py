"""The databases themselves refuse to change or delete a journal entry."""

from django.db import migrations

SQLITE = {
    "core_journalentry_no_update": "BEFORE UPDATE ON core_journalentry",
    "core_journalentry_no_delete": "BEFORE DELETE ON core_journalentry",
    # INSERT OR REPLACE deletes the row it replaces without firing the trigger for DELETE
    "core_journalentry_no_replace": """BEFORE INSERT ON core_journalentry WHEN EXISTS (
        SELECT 1 FROM core_journalentry WHERE id = NEW.id OR sequence = NEW.sequence OR hash = NEW.hash
    )""",
}
POSTGRESQL = """
CREATE FUNCTION core_journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER core_journalentry_append_only BEFORE UPDATE OR DELETE ON core_journalentry
FOR EACH ROW EXECUTE FUNCTION core_journal_append_only();
CREATE TRIGGER core_journalentry_no_truncate BEFORE TRUNCATE ON core_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION core_journal_append_only();
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for name, when in SQLITE.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER core_journalentry_no_truncate ON core_journalentry")
        schema_editor.execute("DROP TRIGGER core_journalentry_append_only ON core_journalentry")
        schema_editor.execute("DROP FUNCTION core_journal_append_only()")
    else:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_initial"),
        ("core", "0003_journal_append_only"),
        ("core", "0004_network"),
    ]
    dependencies = [("core", "0002_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
