"""psycopg3.py: what psycopg 3 makes of the schema and the types; questions in, answers out (tests/drivers/Drivers.pm).

Everything is read twice, in text and in binary. In binary a type of the extension comes as the bytes of its send
function; sent back as such they are the same value.
"""
import decimal
import functools
import sys

import psycopg
from psycopg import adapt, pq
from psycopg.types import TypeInfo
from psycopg.types.datetime import DateBinaryLoader, DateLoader, TimestamptzBinaryLoader, TimestamptzLoader

from answers import ask, literal

TYPES = ("sector", "industry", "stat_period", "target", "tally")


def endless(loader):
    """Python has no infinite day or moment, and psycopg refuses one: the word stands for it."""

    class Endless(loader):
        def load(self, data):
            try:
                return super().load(data)
            except psycopg.DataError as error:
                return "-infinity" if "small" in str(error) else "infinity"

    return Endless


class Sent(bytes):
    """The bytes of a type's send function; a class of its own for each type, by which the dumper is found."""


def sent_as(connection, type_oid):
    class SentOne(Sent):
        pass

    class SentDumper(adapt.Dumper):
        format = pq.Format.BINARY
        oid = type_oid

        def dump(self, obj):
            return bytes(obj)

    connection.adapters.register_dumper(SentOne, SentDumper)
    return SentOne


def main():
    connection = psycopg.connect("", autocommit=True)
    for name, loaders in (("date", (DateLoader, DateBinaryLoader)), ("timestamptz", (TimestamptzLoader, TimestamptzBinaryLoader))):
        for loader in loaders:
            connection.adapters.register_loader(name, endless(loader))
    kind_of, sent = {}, {}
    for name in TYPES:
        info = TypeInfo.fetch(connection, name)
        info.register(connection)
        kind_of[info.oid] = name
        sent[name] = sent_as(connection, info.oid)

    def rows(sql, binary):
        with connection.cursor(binary=binary) as cursor:
            cursor.execute(sql)
            kinds = [kind_of.get(c.type_code) for c in cursor.description]
            return [[back(kind, cell) for kind, cell in zip(kinds, row)] for row in cursor]

    @functools.cache
    def text_of(kind, cell):
        return one(kind, sent[kind](cell))

    def back(kind, cell):
        """Bytes of a type, sent back and asked for as text; everything else as it is."""
        return text_of(kind, cell) if kind and isinstance(cell, bytes) else cell

    def one(kind, given, binary=False, form="SELECT %s::{}"):
        with connection.cursor(binary=binary) as cursor:
            return cursor.execute(form.format(kind), (given,)).fetchone()[0]

    def query(sql):
        text, binary = rows(sql, False), rows(sql, True)
        assert text == binary, "text and binary differ: " + sql
        return text

    def value(kind, text):
        yield "text", one(kind, text)
        got = one(kind, text, binary=True)
        assert isinstance(got, bytes), got
        yield "binary", one(kind, sent[kind](got))
        yield "array", literal(one(kind, [text, None], form="SELECT %s::{}[]"))
        yield "NULL", one(kind, None)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE kept (v {kind})")
            cursor.executemany("INSERT INTO kept VALUES (%s)", [(text,), (sent[kind](got),)])
            with cursor.copy("COPY kept FROM STDIN (FORMAT binary)") as copy:
                copy.set_types([kind])
                copy.write_row((sent[kind](got),))
            cursor.execute("SELECT v FROM kept WHERE v = %s", (text,))
            kept = [v for (v,) in cursor]
            assert len(kept) == 3 and len(set(kept)) == 1, kept
            yield "insert", kept[0]
            cursor.execute("DROP TABLE kept")

    def number(text):
        given = decimal.Decimal(text)
        for binary in (False, True):
            with connection.cursor(binary=binary) as cursor:
                yield "binary" if binary else "text", cursor.execute("SELECT %s", (given,)).fetchone()[0]
        with connection.cursor() as cursor:
            yield "sum", cursor.execute("SELECT tally_value(sector_tally(v, s), 'sx.it') FROM "
                                        "(VALUES (%s, 'sx.it'::sector)) AS t (v, s)", (given,)).fetchone()[0]

    def error(sql):
        try:
            connection.execute(sql)
        except psycopg.Error as e:
            return [e.diag.sqlstate, e.diag.message_primary, e.diag.message_detail, e.diag.message_hint]
        return []

    ask(sys.argv[1], query, value, number, error)


main()
