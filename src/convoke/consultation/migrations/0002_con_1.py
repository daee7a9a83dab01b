"""CON-1: the databases themselves refuse to change a frozen version and what was submitted."""

from django.db import migrations

MESSAGE = "CON-1: what was opened or submitted is never changed"
VERSION, SUBMISSION, ANSWER = (
    f"consultation_{name}" for name in ("questionnaireversion", "submission", "submittedanswer")
)
SUBMITTED = ("response_id", "version_id", "number", "at", "is_late", "by_id", "channel", "answers", "checksum", "audience")
COUNTED = ("submission_id", "questionnaire_id", "party_id", "question", "value", "since", "audience", "may_quote")


def _changed(columns, differs):
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def _sqlite():
    return {
        f"{VERSION}_frozen": f"BEFORE UPDATE ON {VERSION} WHEN OLD.frozen_at IS NOT NULL",
        f"{SUBMISSION}_frozen": f"""BEFORE UPDATE ON {SUBMISSION} WHEN
            (OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS NOT NEW.superseded_at)
            OR (OLD.confirmed_at IS NOT NULL AND OLD.confirmed_at IS NOT NEW.confirmed_at)
            OR {_changed(SUBMITTED, "IS NOT")}""",
        f"{SUBMISSION}_kept": f"BEFORE DELETE ON {SUBMISSION}",
        f"{ANSWER}_frozen": f"""BEFORE UPDATE ON {ANSWER} WHEN
            (OLD.until IS NOT NULL AND OLD.until IS NOT NEW.until) OR {_changed(COUNTED, "IS NOT")}""",
        f"{ANSWER}_kept": f"BEFORE DELETE ON {ANSWER}",
    }


def _postgresql():
    differs = "IS DISTINCT FROM"
    return f"""
CREATE FUNCTION consultation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {VERSION}_frozen BEFORE UPDATE ON {VERSION} FOR EACH ROW
WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION consultation_refuse();
CREATE TRIGGER {SUBMISSION}_frozen BEFORE UPDATE ON {SUBMISSION} FOR EACH ROW WHEN (
    (OLD.superseded_at IS NOT NULL AND OLD.superseded_at {differs} NEW.superseded_at)
    OR (OLD.confirmed_at IS NOT NULL AND OLD.confirmed_at {differs} NEW.confirmed_at)
    OR {_changed(SUBMITTED, differs)}
) EXECUTE FUNCTION consultation_refuse();
CREATE TRIGGER {SUBMISSION}_kept BEFORE DELETE ON {SUBMISSION} FOR EACH ROW EXECUTE FUNCTION consultation_refuse();
CREATE TRIGGER {ANSWER}_frozen BEFORE UPDATE ON {ANSWER} FOR EACH ROW WHEN (
    (OLD.until IS NOT NULL AND OLD.until {differs} NEW.until) OR {_changed(COUNTED, differs)}
) EXECUTE FUNCTION consultation_refuse();
CREATE TRIGGER {ANSWER}_kept BEFORE DELETE ON {ANSWER} FOR EACH ROW EXECUTE FUNCTION consultation_refuse();
"""


UNDO = f"""
DROP TRIGGER {ANSWER}_kept ON {ANSWER};
DROP TRIGGER {ANSWER}_frozen ON {ANSWER};
DROP TRIGGER {SUBMISSION}_kept ON {SUBMISSION};
DROP TRIGGER {SUBMISSION}_frozen ON {SUBMISSION};
DROP TRIGGER {VERSION}_frozen ON {VERSION};
DROP FUNCTION consultation_refuse();
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
        ("consultation", "0001_initial"),
        ("consultation", "0002_initial"),
        ("consultation", "0003_survey"),
        ("consultation", "0004_con_frozen"),
        ("consultation", "0005_counts_in_languages"),
    ]
    dependencies = [("consultation", "0001_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
