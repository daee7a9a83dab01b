"""The index itself: FTS5 on SQLite, tsvector with GIN on PostgreSQL; what is in it is made by the forum."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='', columnsize=0, detail='none', tokenize="ascii tokenchars ':-._/'"
    )""",
    "CREATE TABLE search_bag (id INTEGER PRIMARY KEY, words BLOB NOT NULL)",
)
POSTGRESQL = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_gin ON search_words USING gin (words)",
)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_bag")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
