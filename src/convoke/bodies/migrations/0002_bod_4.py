"""BOD-4: the databases themselves refuse to change what was circulated, to whom, and what was replied."""

from django.db import migrations

MESSAGE = "BOD-4: what was circulated is never changed"
PROCEDURE, ADDRESSEE, REPLY = "bodies_silenceprocedure", "bodies_silenceaddressee", "bodies_silencereply"
FROZEN = (
    "body_id", "edition_id", "code", "title", "text", "shown", "deadline", "time_zone", "circulated_at", "checksum",
    "replaces_id", "passages",
)


def _changed(differs):
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in FROZEN)


def _sqlite():
    of_draft = f"SELECT 1 FROM {PROCEDURE} WHERE state = 'draft' AND id ="
    over = "('adopted', 'stopped', 'withdrawn')"
    return {
        f"{PROCEDURE}_frozen": f"""BEFORE UPDATE ON {PROCEDURE} WHEN OLD.state <> 'draft' AND (
            NEW.state = 'draft' OR (OLD.state IN {over} AND NEW.state <> OLD.state) OR {_changed("IS NOT")}
        )""",
        f"{PROCEDURE}_kept": f"BEFORE DELETE ON {PROCEDURE} WHEN OLD.state <> 'draft'",
        # INSERT OR REPLACE deletes the row it replaces without firing the trigger for DELETE
        f"{PROCEDURE}_no_replace": f"""BEFORE INSERT ON {PROCEDURE} WHEN EXISTS (
            SELECT 1 FROM {PROCEDURE} WHERE state <> 'draft'
            AND (id = NEW.id OR (edition_id = NEW.edition_id AND code = NEW.code))
        )""",
        f"{ADDRESSEE}_closed": f"BEFORE INSERT ON {ADDRESSEE} WHEN NOT EXISTS ({of_draft} NEW.procedure_id)",
        f"{ADDRESSEE}_frozen": f"BEFORE UPDATE ON {ADDRESSEE}",
        f"{ADDRESSEE}_kept": f"BEFORE DELETE ON {ADDRESSEE} WHEN NOT EXISTS ({of_draft} OLD.procedure_id)",
        f"{REPLY}_frozen": f"BEFORE UPDATE ON {REPLY}",
        f"{REPLY}_kept": f"BEFORE DELETE ON {REPLY}",
        f"{REPLY}_no_replace": f"""BEFORE INSERT ON {REPLY} WHEN EXISTS (
            SELECT 1 FROM {REPLY} WHERE id = NEW.id
        )""",
    }


def _postgresql():
    return f"""
CREATE FUNCTION bodies_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION bodies_addressee_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE procedure_state text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT state INTO procedure_state FROM {PROCEDURE} WHERE id = OLD.procedure_id;
    ELSE
        SELECT state INTO procedure_state FROM {PROCEDURE} WHERE id = NEW.procedure_id;
    END IF;
    IF procedure_state IS DISTINCT FROM 'draft' THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {PROCEDURE}_frozen BEFORE UPDATE ON {PROCEDURE} FOR EACH ROW
WHEN (OLD.state <> 'draft' AND (
    NEW.state = 'draft' OR (OLD.state IN ('adopted', 'stopped', 'withdrawn') AND NEW.state <> OLD.state)
    OR {_changed("IS DISTINCT FROM")}
)) EXECUTE FUNCTION bodies_refuse();
CREATE TRIGGER {PROCEDURE}_kept BEFORE DELETE ON {PROCEDURE} FOR EACH ROW
WHEN (OLD.state <> 'draft') EXECUTE FUNCTION bodies_refuse();
CREATE TRIGGER {ADDRESSEE}_closed BEFORE INSERT OR DELETE ON {ADDRESSEE} FOR EACH ROW
EXECUTE FUNCTION bodies_addressee_frozen();
CREATE TRIGGER {ADDRESSEE}_frozen BEFORE UPDATE ON {ADDRESSEE} FOR EACH ROW EXECUTE FUNCTION bodies_refuse();
CREATE TRIGGER {REPLY}_frozen BEFORE UPDATE OR DELETE ON {REPLY} FOR EACH ROW EXECUTE FUNCTION bodies_refuse();
"""


UNDO = f"""
DROP TRIGGER {REPLY}_frozen ON {REPLY};
DROP TRIGGER {ADDRESSEE}_frozen ON {ADDRESSEE};
DROP TRIGGER {ADDRESSEE}_closed ON {ADDRESSEE};
DROP TRIGGER {PROCEDURE}_kept ON {PROCEDURE};
DROP TRIGGER {PROCEDURE}_frozen ON {PROCEDURE};
DROP FUNCTION bodies_addressee_frozen();
DROP FUNCTION bodies_refuse();
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_postgresql())
        return
    for name, when in _sqlite().items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO)
        return
    for name in _sqlite():
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    replaces = [
        ("bodies", "0001_network"),
        ("bodies", "0002_meeting_outcome"),
        ("bodies", "0003_bod_4_frozen"),
    ]
    dependencies = [("bodies", "0001_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
