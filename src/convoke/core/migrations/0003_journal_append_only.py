"""The databases themselves refuse to change or delete a journal entry."""

from django.db import migrations

SQLITE = {
    verb: f"""
    CREATE TRIGGER core_journalentry_no_{verb.lower()} BEFORE {verb} ON core_journalentry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
}
POSTGRESQL = """
CREATE FUNCTION core_journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER core_journalentry_append_only BEFORE UPDATE OR DELETE ON core_journalentry
FOR EACH ROW EXECUTE FUNCTION core_journal_append_only();
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE.values():
            schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER core_journalentry_append_only ON core_journalentry")
        schema_editor.execute("DROP FUNCTION core_journal_append_only()")
    else:
        for verb in SQLITE:
            schema_editor.execute(f"DROP TRIGGER core_journalentry_no_{verb.lower()}")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
