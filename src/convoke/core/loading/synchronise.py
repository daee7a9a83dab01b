"""Bringing rows and database together: create, update what the file changed, keep the rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import ManyToManyField, Model
from django.utils.translation import gettext as _

from ..languages import TranslatedField
from ..work.registry import Progress
from .models import LoadedRecord
from .rows import Key, Kind, Ref, Row
from .source import Fault

BATCH = 500


@dataclass
class Tally:
    """What became of the rows of one kind."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: int = 0
    """Loaded before and no longer in the files: kept, as nothing is ever deleted."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated)


@dataclass
class Plan:
    """What a load would do, worked out by reading alone."""

    create: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    update: dict[str, list[tuple[Row, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return any(tally.changed for tally in self.tallies.values())


class Synchroniser:
    """Compares rows with what was loaded before and with the database, then writes."""

    def __init__(self, dataset: str, kinds: Sequence[Kind], rows: Iterable[Row]) -> None:
        self.dataset = dataset
        self.kinds = {kind.name: kind for kind in kinds}
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.rows[row.kind].append(row)
        self._texts = {
            name: {f.name for f in kind.model._meta.get_fields() if isinstance(f, TranslatedField)}
            for name, kind in self.kinds.items()
        }
        self._scopes: dict[str, set[str]] = defaultdict(set)
        for row in (row for rows in self.rows.values() for row in rows):
            self._scopes[row.kind].add(row.key[0])
            for ref in row.references():
                self._scopes[ref.kind].add(ref.key[0])
        self.ids: dict[str, dict[Key, int]] = {}
        self.before: dict[tuple[str, str], LoadedRecord] = {}

    def check(self) -> list[Fault]:
        """Faults between rows: the same record twice, or a reference to none."""
        faults = []
        given: dict[str, dict[Key, Row]] = defaultdict(dict)
        for name, rows in self.rows.items():
            for row in rows:
                first = given[name].setdefault(row.key, row)
                if first is not row:
                    faults.append(
                        Fault(row.place, _("“%(key)s” is given twice; first in %(place)s.")
                              % {"key": row.key[-1], "place": first.place})
                    )
        for rows in self.rows.values():
            for row in rows:
                for ref in row.references():
                    if ref.key not in given[ref.kind] and ref.key not in self._ids(ref.kind):
                        faults.append(Fault(row.place, self._unknown(ref, given[ref.kind])))
        return faults

    def _unknown(self, ref: Ref, given: dict[Key, Row]) -> str:
        scope = ref.key[:-1]
        known = sorted({key[-1] for key in (*given, *self._ids(ref.kind)) if key[:-1] == scope})
        shown = ", ".join(known[:40]) + (" …" if len(known) > 40 else "")
        return _("There is no %(kind)s “%(key)s”. Accepted: %(accepted)s.") % {
            "kind": ref.kind, "key": ref.key[-1], "accepted": shown or "–",
        }

    def plan(self) -> Plan:
        """What has to be created and updated; reads only."""
        plan = Plan()
        self.before = {
            (record.kind, record.key): record
            for record in LoadedRecord.objects.filter(dataset=self.dataset, kind__in=self.kinds)
        }
        for name in self.kinds:
            tally = plan.tallies[name] = Tally()
            seen = set()
            for row in self.rows[name]:
                seen.add("|".join(row.key))
                self._compare(row, plan, tally)
            tally.missing = sum(kind == name and key not in seen for kind, key in self.before)
        return plan

    def _compare(self, row: Row, plan: Plan, tally: Tally) -> None:
        record = self.before.get((row.kind, "|".join(row.key)))
        if row.key not in self._ids(row.kind):
            plan.create[row.kind].append(row)
            tally.created += 1
            return
        old, new = (record.values if record else {}), row.values()
        texts = self._texts[row.kind]
        changed = {
            name: value
            for name, value in new.items()
            if name not in old or (_adds(old[name], value) if name in texts else old[name] != value)
        }
        if changed or record is None:
            plan.update[row.kind].append((row, changed))
            tally.updated += 1
        else:
            tally.unchanged += 1

    def write(self, plan: Plan, progress: Progress) -> None:
        """Carries out a plan; the caller holds the transaction."""
        for name in self.kinds:
            self._create(name, plan.create[name])
            self._update(name, plan.update[name])
            progress.advance()
        touched = [row for name in self.kinds for row in plan.create[name]]
        touched += [row for name in self.kinds for row, _changed in plan.update[name]]
        LoadedRecord.objects.bulk_create(
            [
                LoadedRecord(dataset=self.dataset, kind=row.kind, key="|".join(row.key), values=row.values())
                for row in touched
            ],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["dataset", "kind", "key"],
            update_fields=["values"],
        )

    def _create(self, name: str, rows: list[Row]) -> None:
        if not rows:
            return
        model, ids = self.kinds[name].model, self._ids(name)
        objects, later = [], []
        for row in rows:
            values = {}
            for field_name, value in row.fields.items():
                if isinstance(value, Ref) and value.kind == name:
                    later.append((row, field_name, value))
                    continue
                values.update(self._column(model, field_name, value))
            objects.append(model(**values))
        for row, created in zip(rows, model._default_manager.bulk_create(objects, batch_size=BATCH), strict=True):
            ids[row.key] = created.pk
        by_key = {row.key: created for row, created in zip(rows, objects, strict=True)}
        self._set_own_references(model, by_key, later)
        for field_name in {field_name for row in rows for field_name in row.links}:
            pairs = [(ids[row.key], ref) for row in rows for ref in row.links.get(field_name, ())]
            self._add_links(model, field_name, pairs)

    def _set_own_references(
        self, model: type[Model], objects: dict[Key, Model], later: list[tuple[Row, str, Ref]]
    ) -> None:
        for row, field_name, ref in later:
            for column, value in self._column(model, field_name, ref).items():
                setattr(objects[row.key], column, value)
        for field_name in {name for _row, name, _ref in later}:
            model._default_manager.bulk_update(objects.values(), [field_name], batch_size=BATCH)

    def _update(self, name: str, updates: list[tuple[Row, dict[str, Any]]]) -> None:
        model, ids = self.kinds[name].model, self._ids(name)
        texts = self._texts[name]
        present = model._default_manager.in_bulk([ids[row.key] for row, changed in updates if texts & set(changed)])
        for row, changed in updates:
            columns: dict[str, Any] = {}
            for field_name, value in row.fields.items():
                if field_name in changed:
                    columns.update(self._column(model, field_name, value))
            record = self.before.get((name, "|".join(row.key)))
            for field_name in texts & set(columns):
                old = (record.values.get(field_name) if record else None) or {}
                new = {language: text for language, text in columns[field_name].items() if old.get(language) != text}
                columns[field_name] = {**getattr(present[ids[row.key]], field_name), **new}
            if columns:
                model._default_manager.filter(pk=ids[row.key]).update(**columns)
            for field_name, refs in row.links.items():
                if field_name in changed:
                    self._relink(model, field_name, ids[row.key], refs, record)

    def _relink(
        self, model: type[Model], field_name: str, pk: int, refs: list[Ref], record: LoadedRecord | None
    ) -> None:
        was = (record.values.get(field_name) or {}).get("links", []) if record else []
        old = {Ref(kind, tuple(key)) for kind, *key in was}
        self._add_links(model, field_name, [(pk, ref) for ref in refs if ref not in old])
        gone = [self._ids(ref.kind)[ref.key] for ref in old - set(refs) if ref.key in self._ids(ref.kind)]
        if gone:
            through, source, target = _through(model, field_name)
            through._default_manager.filter(**{source: pk, f"{target}__in": gone}).delete()

    def _add_links(self, model: type[Model], field_name: str, pairs: list[tuple[int, Ref]]) -> None:
        through, source, target = _through(model, field_name)
        through._default_manager.bulk_create(
            [
                through(**{source: pk, target: self._ids(ref.kind)[ref.key]})
                for pk, ref in dict.fromkeys(pairs)
            ],
            batch_size=BATCH,
            ignore_conflicts=True,
        )

    def _column(self, model: type[Model], field_name: str, value: Any) -> dict[str, Any]:
        if isinstance(value, Ref):
            return {f"{field_name}_id": self._ids(value.kind)[value.key]}
        if value is None and model._meta.get_field(field_name).is_relation:
            return {f"{field_name}_id": None}
        return {field_name: value}

    def _ids(self, name: str) -> dict[Key, int]:
        if name not in self.ids:
            kind = self.kinds[name]
            scoped = kind.model._default_manager.all()
            if len(kind.lookup) > 1:
                scoped = scoped.filter(**{f"{kind.lookup[0]}__in": self._scopes[name]})
            self.ids[name] = {
                tuple(str(part) for part in key): pk for pk, *key in scoped.values_list("pk", *kind.lookup)
            }
        return self.ids[name]


def _adds(old: Any, new: dict[str, str]) -> bool:
    """Whether a text says something new in any language; a language left out takes nothing away."""
    return any((old or {}).get(language) != text for language, text in new.items())


def _through(model: type[Model], field_name: str) -> tuple[type[Model], str, str]:
    field_ = cast("ManyToManyField[Any, Any]", model._meta.get_field(field_name))
    through = cast("type[Model]", field_.remote_field.through)
    return through, f"{field_.m2m_field_name()}_id", f"{field_.m2m_reverse_field_name()}_id"
