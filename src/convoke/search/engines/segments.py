"""The index in the forum's own database: for each form the entries that have it, as compressed bitmaps.

What is taken in becomes a *segment*, which is never changed: its postings are written first, and count from the
moment its row stands. Entries that are gone are noted with the segment. When there are several segments of about
one size they are put together into one, outside of any transaction, and take its place in a short one. So writing
costs about the same however large the index is, nobody waits long, and an interruption leaves nothing but postings
of segments that do not stand, which are swept away. Every statement sees one state of it all.
"""

import datetime as dt
import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from pyroaring import BitMap

from convoke.core import clock

from ..models import SearchEntry, SearchMark, SearchPosting, SearchSegment
from ..words import BEGINS
from .expressions import Form

TOGETHER = 8
"""Segments of about one size that are put together."""
ROWS = 4_000
"""Postings that are read and written at once."""
LAST = "\U0010ffff"
LONG = dt.timedelta(hours=1)
POSTINGS = SearchPosting._meta.db_table
_STANDING = (
    f"SELECT p.form, p.entries FROM {SearchSegment._meta.db_table} s "  # noqa: S608
    f"CROSS JOIN {POSTINGS} p WHERE p.segment = s.id AND s.size > 0 AND "
)
_GONE = f"SELECT NULL, s.gone FROM {SearchSegment._meta.db_table} s WHERE length(s.gone) > 0"  # noqa: S608


def standing() -> "QuerySet[SearchSegment]":
    """The segments that count."""
    return SearchSegment.objects.filter(size__gt=0)


def lock(numbers: int = 0) -> int:
    """Has others who write wait until the transaction ends; gives the last of ``numbers`` new numbers for entries."""
    own = SearchMark.objects.filter(pk=1)
    if not own.update(number=F("number") + numbers, changes=F("changes") + 1):
        SearchMark.objects.get_or_create(pk=1)
        own.update(number=F("number") + numbers, changes=F("changes") + 1)
    return own.values_list("number", flat=True).get()


def beginning(word: str) -> str:
    """The form under which all words with a short beginning are found."""
    return f"^{word}"


def insert(table: str, columns: tuple[str, ...], types: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Writes many rows as the database in use does it best; what is ``jsonb`` is given as it is meant."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            meant = [place for place, kind in enumerate(types) if kind == "jsonb"]
            written = [_written(row, meant) for row in rows] if meant else list(rows)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", written)  # noqa: S608


def _written(row: tuple[Any, ...], meant: list[int]) -> list[Any]:
    values = list(row)
    for place in meant:
        values[place] = json.dumps(values[place])
    return values


def _write_postings(segment: int, postings: Iterable[tuple[bytes, bytes]]) -> None:
    rest = iter(postings)
    while part := [(segment, form, entries) for form, entries in islice(rest, ROWS)]:
        with transaction.atomic():
            insert(POSTINGS, ("segment", "form", "entries"), ("int8", "bytea", "bytea"), part)


def count_rows() -> None:
    """Has PostgreSQL count what was written: a planner that knows no figures reads the whole table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {SearchSegment._meta.db_table}, {POSTINGS}")


def _begin() -> int:
    """The number of a segment that is being written; it stands once it has a size."""
    return SearchSegment.objects.create(members=b"", begun_at=clock.now()).pk


def add(members: BitMap, postings: Iterable[tuple[bytes, bytes]]) -> None:
    """Makes a segment of entries and of the postings of each form, in the order of forms."""
    if not members:
        return
    segment = _begin()
    _write_postings(segment, postings)
    with transaction.atomic():
        lock()
        there = SearchEntry.objects.filter(pk__gte=members.min(), pk__lte=members.max()).values_list("pk", flat=True)
        _stand(segment, members, members - BitMap(list(there)))


def _stand(segment: int, members: BitMap, gone: BitMap) -> None:
    SearchSegment.objects.filter(pk=segment).update(
        size=len(members), members=_packed(members), gone=_packed(gone) if gone else b""
    )


def _packed(numbers: BitMap) -> bytes:
    numbers.run_optimize()
    return bytes(numbers.serialize())


def forget(entries: Iterable[int]) -> None:
    """Notes that entries are gone; within a transaction that holds the lock."""
    numbers = BitMap(list(entries))
    if not numbers:
        return
    for one in standing():
        own = numbers & BitMap.deserialize(bytes(one.members))
        if own:
            gone = own | BitMap.deserialize(bytes(one.gone)) if one.gone else own
            SearchSegment.objects.filter(pk=one.pk).update(gone=_packed(gone))


class Postings:
    """The postings of the forms of a question as they stand now; one query."""

    def __init__(self, forms: Iterable[Form], ranges: tuple[str, ...] = ()) -> None:
        wanted = set(forms)
        self._whole: dict[bytes, list[BitMap]] = defaultdict(list)
        self._long = {
            (form.word.encode(), f"{form.word}{LAST}".encode()) for form in wanted if self._is_long(form)
        } | {(name.encode(), f"{name}{LAST}".encode()) for name in ranges}
        exact = sorted({self._key(form) for form in wanted if not self._is_long(form)})
        parts, given = [_GONE], list[bytes]()
        if exact:
            parts.append(f"{_STANDING} p.form IN ({', '.join(['%s'] * len(exact))})")
            given += exact
        for first, last in sorted(self._long):
            parts.append(f"{_STANDING} p.form >= %s AND p.form < %s")
            given += [first, last]
        gone = []
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            for form, entries in cursor.fetchall():
                numbers = BitMap.deserialize(bytes(entries))
                if form is None:
                    gone.append(numbers)
                else:
                    self._whole[bytes(form)].append(numbers)
        self.gone = BitMap.union(*gone) if gone else BitMap()

    @staticmethod
    def _word(form: Form) -> str:
        return form.word.rpartition(":")[2]

    def _is_long(self, form: Form) -> bool:
        return form.is_begun and len(self._word(form)) > BEGINS

    def _key(self, form: Form) -> bytes:
        if not form.is_begun:
            return form.word.encode()
        mark, colon, word = form.word.rpartition(":")
        return f"{mark}{colon}{beginning(word)}".encode()

    def having(self, form: Form) -> BitMap:
        """The entries that have a form, those that are gone as well."""
        if self._is_long(form):
            first = form.word.encode()
            parts = [one for own, numbers in self._whole.items() if own.startswith(first) for one in numbers]
        else:
            parts = self._whole.get(self._key(form), [])
        return BitMap.union(*parts) if parts else BitMap()

    def beginning_with(self, name: str) -> Iterator[tuple[str, BitMap]]:
        """Each form that begins so, without this beginning, and the entries that have it."""
        first = name.encode()
        for form, numbers in self._whole.items():
            if form.startswith(first):
                yield form[len(first):].decode(), BitMap.union(*numbers)


def tidy() -> bool:
    """Puts the segments of one size together where there are several; gives whether there were."""
    tiers: dict[int, list[int]] = defaultdict(list)
    for pk, size in standing().values_list("pk", "size"):
        tiers[(max(size, 1).bit_length() - 1) // 3].append(pk)
    for _tier, segments in sorted(tiers.items()):
        if len(segments) >= TOGETHER:
            _put_together(segments)
            return True
    return False


def _put_together(segments: list[int]) -> None:
    before = {one.pk: one for one in SearchSegment.objects.filter(pk__in=segments)}
    gone = _union(one.gone for one in before.values())
    number = _begin()
    _write_postings(number, _merged(list(before), gone))
    with transaction.atomic():
        lock()
        now = list(SearchSegment.objects.filter(pk__in=before))
        if len(now) == len(before):
            members = _union(one.members for one in now) - gone
            since = _union(one.gone for one in now) & members
            SearchSegment.objects.filter(pk__in=before).delete()
            _stand(number, members, since)
    if len(now) < len(before) or not members:
        SearchSegment.objects.filter(pk=number).delete()
    sweep([*before, number])


def _union(packed: Iterable[Any]) -> BitMap:
    numbers = [BitMap.deserialize(bytes(one)) for one in packed if one]
    return BitMap.union(*numbers) if numbers else BitMap()


def _merged(segments: list[int], gone: BitMap) -> Iterator[tuple[bytes, bytes]]:
    rows = heapq.merge(*(_postings_of(segment) for segment in segments), key=itemgetter(0))
    for form, group in groupby(rows, key=itemgetter(0)):
        parts = [entries for _form, entries in group]
        if len(parts) == 1 and not gone:
            yield form, parts[0]
            continue
        numbers = _union(parts)
        if gone:
            numbers -= gone
        if numbers:
            yield form, _packed(numbers)


def _postings_of(segment: int) -> Iterator[tuple[bytes, bytes]]:
    """The postings of a segment in the order of forms, a few thousand at a time."""
    last = b""
    sql = f"SELECT form, entries FROM {POSTINGS} WHERE segment = %s AND form > %s ORDER BY form LIMIT %s"  # noqa: S608
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [segment, last, ROWS])
            rows = cursor.fetchall()
        for form, entries in rows:
            yield bytes(form), bytes(entries)
        if len(rows) < ROWS:
            return
        last = bytes(rows[-1][0])


def sweep(segments: Iterable[int]) -> None:
    """Takes away the postings of segments that are no more, a part at a time."""
    left = set(SearchSegment.objects.filter(pk__in=list(segments)).values_list("pk", flat=True))
    for segment in set(segments) - left:
        last: bytes | None = b""
        while last is not None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT form FROM {POSTINGS} WHERE segment = %s AND form > %s "  # noqa: S608
                    "ORDER BY form LIMIT 1 OFFSET %s", [segment, last, ROWS],
                )
                row = cursor.fetchone()
                until = bytes(row[0]) if row else None
                end = "" if until is None else " AND form <= %s"
                given: list[Any] = [segment] if until is None else [segment, until]
                cursor.execute(f"DELETE FROM {POSTINGS} WHERE segment = %s{end}", given)  # noqa: S608
            last = until


def mend() -> None:
    """Brings segments and entries together again after an interruption: what is in one alone is gone.

    A segment that has been in writing for :data:`LONG` will never stand.
    """
    SearchSegment.objects.filter(size=0, begun_at__lt=clock.now() - LONG).delete()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT segment FROM {POSTINGS}")  # noqa: S608
        written = [row[0] for row in cursor.fetchall()]
    sweep(written)
    with transaction.atomic():
        lock()
        there = BitMap(list(SearchEntry.objects.values_list("pk", flat=True)))
        members = _union(standing().values_list("members", flat=True))
        forget(members - there)
        lost = list(there - members)
        for at in range(0, len(lost), 500):
            SearchEntry.objects.filter(pk__in=lost[at:at + 500]).delete()
