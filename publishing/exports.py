"""Every table as Parquet, CSV and JSON Lines, and the articles as Parquet by month."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
from pyarrow import csv, parquet

from pipeline.schema import TABLES, Row, Table, columns

BOM = "\ufeff".encode()
AT_ONCE = 50_000  # rows held in memory
BY_MONTH, UNDATED = "articles-by-month", "undated"
ARROW_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}
FORMATS = ("csv", "parquet", "jsonl")  # the name of each folder, and how its files end


def exports(register: Path, data: Path) -> None:
    """Write `data`/csv, /parquet, /jsonl and /articles-by-month from a register. The same register gives the same bytes.

    In CSV, which begins with a byte order mark, a text stands in quotation marks and a NULL is an empty cell without
    them; no column holds an empty text.
    """
    for kind in FORMATS:
        (data / kind).mkdir(parents=True)
    with closing(sqlite3.connect(f"{register.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for table in TABLES:
            _table(connection, table, data)
        _by_month(connection, data / BY_MONTH)


def _table(connection: sqlite3.Connection, table: Table, data: Path) -> None:
    form = _form(table)
    paths = {kind: data / kind / f"{table.name}.{kind}" for kind in FORMATS}
    with paths["csv"].open("wb") as file, paths["jsonl"].open("w", encoding="utf8", newline="\n") as lines:
        file.write(BOM)
        with (
            csv.CSVWriter(file, form, write_options=csv.WriteOptions(quoting_style="all_valid")) as cells,
            parquet.ParquetWriter(paths["parquet"], form, compression="zstd") as packed,
        ):
            for rows in _batches(connection, table):
                batch = _batch(rows, form)
                cells.write_batch(batch)
                packed.write_batch(batch)
                lines.writelines(json.dumps(dict(zip(form.names, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


def _by_month(connection: sqlite3.Connection, folder: Path) -> None:
    """A file for each month of publication, named 2020-07.parquet, and one for articles that state none."""
    folder.mkdir()
    [articles] = (table for table in TABLES if table.name == "articles")
    months = [month for (month,) in connection.execute("select distinct month from articles order by month")]
    for month in months:
        with parquet.ParquetWriter(folder / f"{month or UNDATED}.parquet", _form(articles), compression="zstd") as packed:
            for rows in _batches(connection, articles, "where month is ?", month):
                packed.write_batch(_batch(rows, _form(articles)))


def _form(table: Table) -> pa.Schema:
    return pa.schema([pa.field(column.name, ARROW_TYPES[column.holds], column.nullable) for column in columns(table)])


def _batch(rows: list[Row], form: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array(values, kind) for values, kind in zip(zip(*rows, strict=True), form.types, strict=True)], schema=form
    )


def _batches(connection: sqlite3.Connection, table: Table, where: str = "", *parameters: object) -> Iterator[list[Row]]:
    """The rows of a table in the order in which it keeps them."""
    order = ", ".join(f'"{name}"' for name in table.key) or "rowid"
    asked = connection.execute(f'select * from "{table.name}" {where} order by {order}', parameters)  # noqa: S608 - our own names
    while rows := asked.fetchmany(AT_ONCE):
        yield rows
