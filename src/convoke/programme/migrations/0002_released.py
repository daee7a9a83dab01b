"""A timetable that was released keeps why its clashes were accepted, and is never changed nor taken away."""

from django.db import migrations

MESSAGE = "a timetable that was released is never changed"
TABLE = "programme_timetableversion"
SQLITE = {
    f"{TABLE}_frozen": f"BEFORE UPDATE ON {TABLE}",
    f"{TABLE}_kept": f"BEFORE DELETE ON {TABLE}",
}


def _freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, when in SQLITE.items():
            schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")
        return
    schema_editor.execute(f"""
CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""")
    schema_editor.execute(f"""
CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW
EXECUTE FUNCTION {TABLE}_refuse()""")


def _thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    schema_editor.execute(f"DROP TRIGGER {TABLE}_frozen ON {TABLE}")
    schema_editor.execute(f"DROP FUNCTION {TABLE}_refuse()")


class Migration(migrations.Migration):
    replaces = [
        ("programme", "0001_initial"),
        ("programme", "0002_teams_and_timetable"),
        ("programme", "0003_agenda"),
        ("programme", "0004_timetable_released"),
        ("programme", "0005_panel_invitations"),
        ("programme", "0006_agenda_circulated_and_suggested"),
    ]
    dependencies = [("programme", "0001_tables")]
    operations = [migrations.RunPython(_freeze, _thaw)]
