"""odbc.py: what psqlODBC makes of the schema and the types; questions in, answers out (tests/drivers/Drivers.pm).

ODBC has no type of its own for ours: they are character data, whatever their length, and so are parameters.
"""
import decimal
import os
import sys

import pyodbc

from answers import ask

PASS_ON = (("Servername", "PGHOST"), ("Port", "PGPORT"), ("Database", "PGDATABASE"), ("UID", "PGUSER"), ("PWD", "PGPASSWORD"))


def main():
    parts = ["Driver=PostgreSQL Unicode"] + [f"{name}={os.environ[env]}" for name, env in PASS_ON]
    # BoolsAsChar=0 gives booleans as bits; UnknownSizes=2 gives the longest size for what has none.
    connection = pyodbc.connect(";".join(parts + ["BoolsAsChar=0", "UnknownSizes=2", "MaxLongVarcharSize=1000000"]), autocommit=True)

    def query(sql):
        return [list(row) for row in connection.execute(sql)]

    def one(sql, *given):
        return connection.execute(sql, *given).fetchone()[0]

    def value(kind, text):
        yield "text", one(f"SELECT ?::{kind}", text)
        yield "array", one(f"SELECT ARRAY[?, NULL]::{kind}[]", text)
        yield "NULL", one(f"SELECT ?::{kind}", None)
        connection.execute(f"CREATE TEMPORARY TABLE kept (v {kind})")
        connection.execute("INSERT INTO kept VALUES (?)", text)
        yield "insert", one(f"SELECT v FROM kept WHERE v = ?::{kind}", text)
        connection.execute("DROP TABLE kept")

    def number(text):
        given = decimal.Decimal(text)
        yield "text", one("SELECT ?::numeric", given)
        yield "sum", one("SELECT tally_value(sector_tally(v, s), 'sx.it') FROM "
                         "(VALUES (?::numeric, 'sx.it'::sector)) AS t (v, s)", given)

    def error(sql):
        try:
            connection.execute(sql)
        except pyodbc.Error as e:
            return list(e.args[:2])
        return []

    ask(sys.argv[1], query, value, number, error)


main()
