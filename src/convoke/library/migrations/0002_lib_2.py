"""LIB-2: the databases themselves refuse to change a published version, its text and the files handed in with it."""

from django.db import migrations

MESSAGE = "LIB-2: a published version never changes"
VERSION, PARAGRAPH, RENDITION = (f"library_{name}" for name in ("documentversion", "paragraph", "rendition"))


def _published(row):
    return f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {row}.version_id AND v.state = 'published')"


def _sqlite():
    # a file made here from the text may be made anew; what was handed in stays
    handed_in = {row: f"AND {row}.is_made = 0" for row in ("OLD", "NEW")}
    triggers = {
        f"{VERSION}_published": f"BEFORE UPDATE ON {VERSION} WHEN OLD.state = 'published'",
        f"{VERSION}_kept": f"BEFORE DELETE ON {VERSION} WHEN OLD.state = 'published'",
    }
    for table, only in ((PARAGRAPH, {"OLD": "", "NEW": ""}), (RENDITION, handed_in)):
        old, new = (f"({_published(row)} {only[row]})" for row in ("OLD", "NEW"))
        triggers[f"{table}_no_more"] = f"BEFORE INSERT ON {table} WHEN {new}"
        triggers[f"{table}_published"] = f"BEFORE UPDATE ON {table} WHEN {old} OR {new}"
        triggers[f"{table}_kept"] = f"BEFORE DELETE ON {table} WHEN {old}"
    return triggers


def _postgresql():
    return f"""
CREATE FUNCTION library_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION library_refuse_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND {_published("OLD")} THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') AND {_published("NEW")} THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {VERSION}_published BEFORE UPDATE ON {VERSION} FOR EACH ROW
WHEN (OLD.state = 'published') EXECUTE FUNCTION library_refuse();
CREATE TRIGGER {VERSION}_kept BEFORE DELETE ON {VERSION} FOR EACH ROW
WHEN (OLD.state = 'published') EXECUTE FUNCTION library_refuse();
CREATE TRIGGER {PARAGRAPH}_published BEFORE INSERT OR UPDATE OR DELETE ON {PARAGRAPH} FOR EACH ROW
EXECUTE FUNCTION library_refuse_text();
CREATE TRIGGER {RENDITION}_no_more BEFORE INSERT ON {RENDITION} FOR EACH ROW
WHEN (NOT NEW.is_made) EXECUTE FUNCTION library_refuse_text();
CREATE TRIGGER {RENDITION}_published BEFORE UPDATE ON {RENDITION} FOR EACH ROW
WHEN (NOT OLD.is_made OR NOT NEW.is_made) EXECUTE FUNCTION library_refuse_text();
CREATE TRIGGER {RENDITION}_kept BEFORE DELETE ON {RENDITION} FOR EACH ROW
WHEN (NOT OLD.is_made) EXECUTE FUNCTION library_refuse_text();
"""


UNDO = f"""
DROP TRIGGER {RENDITION}_kept ON {RENDITION};
DROP TRIGGER {RENDITION}_published ON {RENDITION};
DROP TRIGGER {RENDITION}_no_more ON {RENDITION};
DROP TRIGGER {PARAGRAPH}_published ON {PARAGRAPH};
DROP TRIGGER {VERSION}_kept ON {VERSION};
DROP TRIGGER {VERSION}_published ON {VERSION};
DROP FUNCTION library_refuse_text();
DROP FUNCTION library_refuse();
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
        ("library", "0001_initial"),
        ("library", "0002_papers"),
        ("library", "0003_lib_2_published"),
        ("library", "0004_files_read_in_the_background"),
    ]
    dependencies = [("library", "0001_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
