"""answers.py: the questions of Drivers.pm and how answers are written, for both drivers in Python.

A cell is written as COPY would write it: \\N for NULL, t and f, digits of a numeric as they are.
"""
import datetime
import decimal
import re
import sys

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
PLAIN = {v: k for k, v in ESCAPES.items()}


def literal(items):
    """A list as an array literal."""

    def part(item):
        text = shown(item)
        if text is None:
            return "NULL"
        if text == "" or text.upper() == "NULL" or re.search(r'[{},"\\\s]', text):
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return text

    return "{" + ",".join(part(i) for i in items) + "}"


def shown(cell):
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "t" if cell else "f"
    if isinstance(cell, decimal.Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime.datetime):
        moment = cell.astimezone(datetime.timezone.utc) if cell.tzinfo else cell
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f").rstrip("0").rstrip(".") + "+00"
    if isinstance(cell, (list, tuple)):
        return literal(cell)
    if isinstance(cell, float):
        raise TypeError(f"a float: {cell!r}")
    return str(cell)


def write(*fields):
    cells = ("\\N" if f is None else re.sub(r"[\\\t\n\r\b\f\v]", lambda m: ESCAPES[m.group()], shown(f)) for f in fields)
    sys.stdout.write("\t".join(cells) + "\n")


def ask(path, query, value, number, error):
    """Read the questions, write name and answer of each."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with open(path, encoding="utf-8", newline="\n") as questions:
        for line in questions:
            fields = [re.sub(r"\\[\\tnrbfv]", lambda m: PLAIN[m.group()], f) for f in line.rstrip("\n").split("\t")]
            what, name, *rest = fields
            try:
                if what == "query":
                    for row in query(*rest):
                        write(name, *row)
                elif what == "error":
                    write(name, *error(*rest))
                else:
                    for way, answer in (value if what == "value" else number)(*rest):
                        write(name, way, answer)
            except Exception as failure:  # an answer like any other: the test compares it and says so
                write(name, "failed", f"{type(failure).__name__}: {failure}")
