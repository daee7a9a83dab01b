"""Every migration can be undone, and the models need no further one."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OWN = {config.label for config in apps.get_app_configs() if config.name.startswith("convoke.")}
MIGRATIONS = {key: migration for key, migration in MigrationLoader(None).disk_migrations.items() if key[0] in OWN}


def test_the_models_need_no_migration_that_is_not_written(db, capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("key", sorted(MIGRATIONS), ids="-".join)
def test_every_step_of_a_migration_can_be_undone(key):
    for step in MIGRATIONS[key].operations:
        assert step.reversible, step.describe()


def test_everything_can_be_undone_and_done_again(empty_installation):
    for arguments in (["core", "zero"], []):
        done = empty_installation.run("migrate", *arguments, "--verbosity", 0)
        assert done.returncode == 0, done.stderr
    assert empty_installation.count("core_journalentry") == 0


def test_the_tables_of_the_tests_are_those_of_the_models(db):
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        if model._meta.app_label in OWN:
            assert model._meta.db_table in tables
