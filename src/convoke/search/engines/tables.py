"""The index as each database keeps it: FTS5 in SQLite, ``tsvector`` with a GIN index in PostgreSQL."""

import zlib
from typing import Any, Protocol

from django.db import connection

from .expressions import Expression, as_fts5, as_tsquery


class Table(Protocol):
    """Bags of forms by the number of their entry."""

    def add(self, bags: list[tuple[int, str]]) -> None:
        """Takes bags in."""

    def remove(self, entries: list[int]) -> None:
        """Forgets the bags of entries."""

    def count(self, asked: list[Expression], likes: list[str]) -> list[int]:
        """How many entries each expression finds whose words also fit the patterns; one query."""

    def find(self, asked: Expression, likes: list[str], start: int, number: int) -> list[int]:
        """The entries an expression finds, newest first; one query."""


_LIKE = " AND EXISTS (SELECT 1 FROM search_searchentry e WHERE e.id = {key} AND e.plain LIKE %s)"


def _query(sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


class Fts5:
    """A contentless FTS5 table; ``search_bag`` keeps what has to be told to it when a bag is forgotten."""

    def add(self, bags: list[tuple[int, str]]) -> None:
        """Takes bags in."""
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_words (rowid, words) VALUES (%s, %s)", bags)
            cursor.executemany(
                "INSERT INTO search_bag (id, words) VALUES (%s, %s)",
                [(pk, zlib.compress(words.encode(), 1)) for pk, words in bags],
            )

    def remove(self, entries: list[int]) -> None:
        """Forgets the bags of entries."""
        if not entries:
            return
        marks = ", ".join(["%s"] * len(entries))
        kept = _query(f"SELECT id, words FROM search_bag WHERE id IN ({marks})", list(entries))  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', %s, %s)",
                [(pk, zlib.decompress(words).decode()) for pk, words in kept],
            )
            cursor.execute(f"DELETE FROM search_bag WHERE id IN ({marks})", list(entries))  # noqa: S608

    def count(self, asked: list[Expression], likes: list[str]) -> list[int]:
        """How many entries each expression finds; one query."""
        more = _LIKE.format(key="search_words.rowid") * len(likes)
        one = f"SELECT count(*) FROM search_words WHERE search_words MATCH %s{more}"  # noqa: S608
        given: list[Any] = [word for expression in asked for word in (as_fts5(expression), *likes)]
        return [row[0] for row in _query(" UNION ALL ".join([one] * len(asked)), given)]

    def find(self, asked: Expression, likes: list[str], start: int, number: int) -> list[int]:
        """The entries an expression finds, newest first; one query."""
        more = _LIKE.format(key="search_words.rowid") * len(likes)
        sql = (
            f"SELECT rowid FROM search_words WHERE search_words MATCH %s{more} "  # noqa: S608
            "ORDER BY rowid DESC LIMIT %s OFFSET %s"
        )
        return [row[0] for row in _query(sql, [as_fts5(asked), *likes, number, start])]


class TsVector:
    """A table of ``tsvector`` made here and not by the database's own dictionaries."""

    def add(self, bags: list[tuple[int, str]]) -> None:
        """Takes bags in."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (id, words) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))", bags
            )

    def remove(self, entries: list[int]) -> None:
        """Forgets the bags of entries."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE id = ANY(%s)", [entries])

    def count(self, asked: list[Expression], likes: list[str]) -> list[int]:
        """How many entries each expression finds; one query."""
        more = _LIKE.format(key="search_words.id") * len(likes)
        one = f"(SELECT count(*) FROM search_words WHERE words @@ %s::tsquery{more})"  # noqa: S608
        given: list[Any] = [word for expression in asked for word in (as_tsquery(expression), *likes)]
        return list(_query("SELECT " + ", ".join([one] * len(asked)), given)[0])

    def find(self, asked: Expression, likes: list[str], start: int, number: int) -> list[int]:
        """The entries an expression finds, newest first; one query.

        What fits is found first and put in order afterwards: the planner cannot know how rare several words
        are together, and would read the whole table backwards.
        """
        more = _LIKE.format(key="search_words.id") * len(likes)
        sql = (
            f"WITH hit AS MATERIALIZED (SELECT id FROM search_words WHERE words @@ %s::tsquery{more}) "  # noqa: S608
            "SELECT id FROM hit ORDER BY id DESC LIMIT %s OFFSET %s"
        )
        return [row[0] for row in _query(sql, [as_tsquery(asked), *likes, number, start])]
