// SQLite over a file of the host: opens it, answers questions, and counts what it read.
import { reach } from "../static/ranges.js";
import sqlite3InitModule from "./sqlite/index.mjs";
import { readFrom } from "./vfs.js";

const DATABASE = new URL("../data/news.db", import.meta.url).href;
const read = { bytes: 0, requests: 0 };

async function open({ pieces }) {
  const file = await reach(DATABASE, {
    always: pieces,
    onBytes: (bytes, requests) => {
      read.bytes += bytes;
      read.requests += requests;
    },
  });
  const sqlite3 = await sqlite3InitModule();
  readFrom(sqlite3, file);
  const database = new sqlite3.oo1.DB("file:news.db?vfs=host&immutable=1", "r");
  database.exec("PRAGMA temp_store = memory; PRAGMA cache_size = -32000; SELECT count(*) FROM sqlite_master");
  return { database, file };
}

function answered({ database }, sql, bound, most) {
  const rows = [];
  const began = performance.now();
  const statement = database.prepare(sql);
  try {
    if (bound?.length) statement.bind(bound);
    while (rows.length <= most && statement.step()) rows.push(statement.get([]));
    const columns = statement.columnCount ? statement.getColumnNames([]) : [];
    return { columns, rows: rows.slice(0, most), more: rows.length > most, milliseconds: performance.now() - began };
  } finally {
    statement.finalize();
  }
}

let opened;

onmessage = async ({ data: { id, open: how, sql, bound = [], most = 1000 } }) => {
  try {
    if (how) {
      opened = await open(how);
      const { size, ranged, whole } = opened.file;
      postMessage({ id, size, ranged, whole, read });
    } else {
      postMessage({ id, ...answered(opened, sql, bound, most), read });
    }
  } catch (error) {
    postMessage({ id, failed: error.message, tooLarge: error instanceof RangeError, read });
  }
};
