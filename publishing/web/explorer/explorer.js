// The page: what its address asks for, asked of SQLite in a worker, and shown. Links to rows and pages are addresses too.
import { query } from "./spelling.js";

const tables = await (await fetch("tables.json")).json();
const byName = new Map(tables.map((table) => [table.name, table]));
const MOST_ROWS = 1000;
const PAGE = 100;
const HITS = 20;
const MOST_RANKED = 1000;
const isolated = (text) => `\u2066${text}\u2069`;
const megabytes = (bytes) => isolated(bytes < 1e5 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};
const said = (ar, en) => [
  element("span", { className: "ui", lang: "ar", dir: "rtl" }, ar),
  element("span", { className: "ui or" }, " · "),
  element("span", { className: "ui", lang: "en", dir: "ltr" }, en),
];
const place = (id) => document.getElementById(id);

// The worker, and what it was asked. It is started anew where a question is stopped.
let worker;
let asked = new Map();
let opening;
let host;

function start() {
  worker = new Worker(new URL("worker.js?opfs-disable", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = asked.get(data.id);
    asked.delete(data.id);
    count(data.read);
    if (data.failed === undefined) resolve(data);
    else reject(Object.assign(new Error(data.failed), { tooLarge: data.tooLarge }));
  };
  worker.onerror = (event) => asked.forEach(({ reject }) => reject(new Error(event.message)));
  return send({ open: { pieces: new URLSearchParams(location.search).has("pieces") } }).then(tellHost);
}

function send(message) {
  const id = crypto.getRandomValues(new Uint32Array(1))[0];
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    worker.postMessage({ id, ...message });
  });
}

async function ask(sql, bound = [], most = MOST_ROWS) {
  await opening;
  return send({ sql, bound, most });
}

function count({ bytes, requests }) {
  window.explorerRead = { bytes, requests, size: host?.size };
  if (!host) return;
  const [some, all] = [megabytes(bytes), megabytes(host.size)];
  place("read").replaceChildren(...said(`قُرئ ${some} من ${all}`, `${some} of ${all} read, in ${requests} requests`));
}

function tellHost(opened) {
  host = opened;
  count(opened.read);
  if (opened.ranged) return;
  place("host").className = "warning";
  place("host").replaceChildren(
    ...said(
      "هذا المضيف لا يعطي أجزاء الملفات (Range)، فحُمّل السجل كله.",
      "This host gives no parts of files (Range), so that the whole register was loaded.",
    ),
  );
}

// What the address asks for.

const views = [
  ["q", search],
  ["sql", (sql) => show(sql)],
  ["row", oneRow],
  ["table", oneTable],
];

async function view() {
  const wanted = new URLSearchParams(location.search);
  for (const name of ["q", "sql"]) place(name).value = wanted.get(name) ?? "";
  const [name, shown] = views.find(([each]) => wanted.has(each)) ?? ["", allTables];
  place("answer").replaceChildren(element("p", { className: "faint" }, "…"));
  const slow = setTimeout(() => (place("stop").hidden = false), 500);
  try {
    place("answer").replaceChildren(...(await shown(wanted.get(name), wanted)));
  } catch (error) {
    place("answer").replaceChildren(element("p", { className: "message-error error", dir: "auto" }, error.message));
  }
  clearTimeout(slow);
  place("stop").hidden = true;
  document.body.dataset.shown = location.search || "?";
}

function go(parameters) {
  const kept = new URLSearchParams(location.search).has("pieces") ? { pieces: "" } : {};
  const address = new URLSearchParams({ ...kept, ...parameters });
  delete document.body.dataset.shown;
  history.pushState(null, "", `?${address}`);
  return view();
}

const link = (parameters, ...children) => element("a", { href: `?${new URLSearchParams(parameters)}` }, ...children);

// The views. Each gives what is to be shown.

function allTables() {
  const rows = tables.map(({ name, ar, en }) => element("li", {}, link({ table: name }, ...said(ar, en)), " ", element("code", {}, name)));
  return [element("h2", {}, ...said("الجداول", "Tables")), element("ul", {}, ...rows)];
}

async function oneTable(name, wanted) {
  const table = byName.get(name);
  if (!table) return nothing();
  const key = table.key.length ? table.key : ["rowid"];
  const named = key.map(quoted).join(", ");
  const after = wanted.has("after") ? JSON.parse(wanted.get("after")) : [];
  const where = after.length ? `where (${named}) > (${key.map(() => "?").join(", ")})` : "";
  const start = table.key.length ? "" : "rowid, ";
  const answer = await ask(`select ${start}* from ${quoted(name)} ${where} order by ${named} limit ${PAGE + 1}`, after, PAGE);
  const keyOf = (row) => key.map((column) => row[answer.columns.indexOf(column)]);
  const { rows: counted } = await ask("select stat from sqlite_stat1 where tbl = ? limit 1", [name]);
  const rows = counted.length ? Number(counted[0][0].split(" ")[0]).toLocaleString("en") : "";
  const last = answer.rows.at(-1);
  return [
    element("h2", {}, ...said(table.ar, table.en), " ", element("small", { className: "faint" }, rows)),
    grid(answer, table, (row) => ({ table: name, row: JSON.stringify(keyOf(row)) })),
    answer.more ? element("p", {}, link({ table: name, after: JSON.stringify(keyOf(last)) }, ...said("التالي", "Next"))) : null,
  ].filter(Boolean);
}

async function oneRow(key, wanted) {
  const table = byName.get(wanted.get("table"));
  if (!table) return nothing();
  const names = table.key.length ? table.key : ["rowid"];
  const where = names.map((name) => `${quoted(name)} = ?`).join(" and ");
  const { columns, rows } = await ask(`select * from ${quoted(table.name)} where ${where}`, JSON.parse(key), 1);
  if (!rows.length) return nothing();
  const told = columns.flatMap((column, at) => [
    element("dt", {}, ...said(table.columns[column]?.ar ?? column, column)),
    element("dd", { dir: "auto" }, cell(rows[0][at], table.columns[column])),
  ]);
  const page = table.page ? element("p", {}, element("a", { href: `../news/${table.name}/${tilde(rows[0][0])}.html` }, ...said("صفحته", "Its page"))) : null;
  return [element("h2", {}, link({ table: table.name }, ...said(table.ar, table.en))), page, element("dl", { className: "row" }, ...told)].filter(Boolean);
}

async function show(sql) {
  const answer = await ask(sql);
  const took = `${answer.rows.length.toLocaleString("en")} · ${answer.milliseconds.toFixed(0)} ms`;
  return [
    element("p", {}, element("small", { className: "faint" }, took), " ", save(answer)),
    answer.more ? element("p", {}, ...said(`أول ${MOST_ROWS} صف`, `The first ${MOST_ROWS} rows`)) : null,
    grid(answer, { columns: {} }),
  ].filter(Boolean);
}

async function search(typed) {
  const match = query(typed);
  const found = async (index) => {
    const { rows, more } = await ask(`select rowid from ${index} where ${index} match ?`, [match], MOST_RANKED);
    if (more) return { ids: rows.slice(0, HITS).map(([id]) => id), many: true };
    const ranked = await ask(`select rowid from ${index} where ${index} match ? order by rank limit ${HITS}`, [match]);
    return { ids: ranked.rows.map(([id]) => id), total: rows.length };
  };
  const [articles, quotes] = [await found("articles_fts"), await found("quotes_fts")];
  const marks = ({ ids }) => ids.map(() => "?").join(", ");
  const titles = await ask(
    `select a.id, coalesce(a.title, a.raw_path), a.published, o.name_ar from articles a left join outlets o on o.id = a.outlet_id
     where a.id in (${marks(articles)})`,
    articles.ids,
  );
  const ids = quotes.ids.map(quoteId);
  const words = await ask(
    `select q.id, q.text, coalesce(p.name_ar, o.name_ar, q.speaker_text), q.article_id from quotes q left join people p on p.id = q.speaker_person_id
     left join organisations o on o.id = q.speaker_organisation_id where q.id in (${marks(quotes)})`,
    ids,
  );
  const inOrder = ({ rows }, order) => order.map((id) => rows.find((row) => String(row[0]) === String(id))).filter(Boolean);
  return [
    ...hits("المقالات", "Articles", articles, inOrder(titles, articles.ids).map(([id, title, published, outlet]) =>
      element("li", {}, element("a", { href: `../news/articles/${id}.html`, dir: "auto" }, title), " ", small([outlet, published])))),
    ...hits("أقوال", "Quotations", quotes, inOrder(words, ids).map(([id, text, speaker]) =>
      element("li", {}, element("bdi", { dir: "auto" }, text), " ", small([speaker]), " ", link({ table: "quotes", row: JSON.stringify([id]) }, "↗")))),
  ];
}

function hits(ar, en, { ids, many, total }, items) {
  const number = many ? `${MOST_RANKED.toLocaleString("en")}+` : String(total ?? ids.length);
  const unranked = many ? element("p", { className: "faint" }, ...said("أكثر من أن تُرتَّب؛ هذه بعضها.", "Too many to be ranked; these are some.")) : null;
  return [element("h2", {}, ...said(ar, en), " ", element("small", { className: "count" }, number)), unranked, element("ol", { className: "results" }, ...items)].filter(Boolean);
}

const small = (parts) => element("small", { dir: "auto" }, parts.filter(Boolean).join(" · "));
const nothing = () => [element("p", {}, ...said("لا شيء هنا.", "There is nothing here."))];
// As in pipeline/schema.py: the number of a quotation is its article's and its place there.
const quoteId = (number) => `${BigInt(number) >> 20n}-${BigInt(number) & 0xfffffn}`;
// As Datasette writes a key in an address.
const tilde = (key) => [...new TextEncoder().encode(String(key))].map((byte) => {
  const letter = String.fromCharCode(byte);
  return /[A-Za-z0-9_-]/.test(letter) ? letter : letter === " " ? "+" : `~${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}).join("");

function grid({ columns, rows }, table, rowLink) {
  const head = columns.map((column) => element("th", { scope: "col" }, ...(table.columns[column] ? said(table.columns[column].ar, column) : [column])));
  const body = rows.map((row) => element("tr", {}, rowLink ? element("td", {}, link(rowLink(row), "↗")) : null, ...row.map((value, at) =>
    element("td", { dir: "auto", className: value === null ? "null" : "" }, cell(value, table.columns[columns[at]])))));
  return element("div", { className: "table-wrapper", tabIndex: 0 }, element("table", { className: "rows-and-columns" },
    element("thead", {}, element("tr", {}, rowLink ? element("th") : null, ...head)), element("tbody", {}, ...body)));
}

function cell(value, column) {
  if (value === null) return "NULL";
  const text = value instanceof Uint8Array ? `${value.length} B` : String(value);
  if (!column?.refersTo) return text;
  return link({ table: column.refersTo, row: JSON.stringify([value]) }, text);
}

function save({ columns, rows }) {
  const csv = [columns, ...rows].map((row) => row.map((value) => (value === null ? "" : `"${String(value).replaceAll('"', '""')}"`)).join(",")).join("\r\n");
  const href = URL.createObjectURL(new Blob(["\ufeff", csv, "\r\n"], { type: "text/csv;charset=utf-8" }));
  return element("a", { href, download: "sijill.csv" }, "CSV");
}

// What a reader does.

for (const name of ["q", "sql"]) {
  place(name).form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = place(name).value.trim();
    go(typed ? { [name]: typed } : {});
  });
}
place("sql").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) place("sql").form.requestSubmit();
});
document.addEventListener("click", (event) => {
  const target = event.target.closest("a[href^='?']");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(Object.fromEntries(new URL(target.href).searchParams));
});
addEventListener("popstate", view);
place("stop").addEventListener("click", () => {
  worker.terminate();
  const waiting = [...asked.values()];
  asked = new Map();
  opening = start();
  waiting.forEach(({ reject }) => reject(new Error("أُوقف · Stopped")));
});

opening = start();
try {
  await opening;
  await view();
} catch (error) {
  place("host").className = "warning";
  place("host").replaceChildren(
    ...(error.tooLarge
      ? said(
          `هذا المضيف لا يعطي أجزاء الملفات (Range)، والسجل أكبر من أن يُحمّل كله (${error.message}). يعمل على GitHub Pages وS3 وnginx وCaddy.`,
          `This host gives no parts of files (Range), and the register is too large to be loaded whole (${error.message}). GitHub Pages, S3, nginx and Caddy give them.`,
        )
      : said(`لم يُفتح السجل: ${error.message}`, `The register could not be opened: ${error.message}`)),
  );
  document.body.dataset.shown = "failed";
}
