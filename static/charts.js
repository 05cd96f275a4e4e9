// Draws the table of each figure.chart above it, with Observable Plot. The table stays: it is the chart in words.
const figures = [...document.querySelectorAll("figure.chart")];
const LIBRARIES = ["vendor/d3.min.js", "vendor/plot.umd.min.js"];
const DRAWN = { months, bars, network };

function load(path) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(path, import.meta.url);
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

// Which columns of the table are drawn: those that the figure names, or all.
const drawn = (figure, cells) => (figure.dataset.columns ? figure.dataset.columns.split(",").map((at) => cells[at]) : [...cells]);
const textOf = (cell) => cell.textContent.trim();
const rows = (figure) => [...figure.querySelectorAll("tbody tr")].map((row) => drawn(figure, row.cells).map(textOf));
// In the language that the reader chose, or in both.
const inWords = (element) => {
  const chosen = document.documentElement.dataset.ui;
  const said = [...element.querySelectorAll(".ui[lang]")].filter((each) => !chosen || each.lang === chosen);
  return said.length ? said.map(textOf).join(" · ") : textOf(element);
};
const heading = (figure, at) => inWords(drawn(figure, figure.querySelectorAll("thead th"))[at]);
const common = (figure) => ({
  width: Math.min(figure.clientWidth || 640, 900),
  ariaLabel: inWords(figure.querySelector("figcaption")),
  style: { background: "transparent", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
});

function months(figure) {
  const dated = rows(figure).filter(([month]) => /^\d{4}-\d{2}$/.test(month));
  const data = dated.map(([month, articles, mentions]) => ({ month: new Date(`${month}-01T00:00:00Z`), articles: Number(articles), mentions: Number(mentions) }));
  return Plot.plot({
    ...common(figure),
    height: 180,
    x: { type: "utc", label: null },
    y: { grid: true, label: heading(figure, 1), tickFormat: "d", ticks: Math.min(5, Math.max(...data.map((each) => each.articles))) },
    marks: [
      Plot.rectY(data, { x: "month", y: "articles", interval: "month", fill: "var(--mark)" }),
      Plot.ruleY([0], { stroke: "currentColor" }),
    ],
  });
}

function bars(figure) {
  const data = rows(figure).slice(0, 25).map(([name, count]) => ({ name, count: Number(count) }));
  return Plot.plot({
    ...common(figure),
    height: 30 + 22 * data.length,
    marginLeft: 170,
    x: { grid: true, label: heading(figure, 1), tickFormat: "d" },
    y: { label: null, domain: data.map((each) => each.name) },
    marks: [Plot.barX(data, { x: "count", y: "name", fill: "var(--mark)" }), Plot.ruleX([0], { stroke: "currentColor" })],
  });
}

// Who dealt with whom: d3 finds the places, Plot draws them.
function network(figure) {
  const links = rows(figure).map(([source, target, times]) => ({ source, target, times: Number(times) }));
  const nodes = [...new Set(links.flatMap(({ source, target }) => [source, target]))].map((id) => ({ id }));
  const { width } = common(figure);
  const height = Math.max(260, Math.min(900, 60 + 26 * nodes.length));
  d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((node) => node.id).distance(110))
    .force("charge", d3.forceManyBody().strength(-260))
    .force("x", d3.forceX(0).strength(0.05))
    .force("y", d3.forceY(0).strength((0.1 * width) / height))
    .stop()
    .tick(300);
  const lines = links.map(({ source, target, times }) => ({ x1: source.x, y1: source.y, x2: target.x, y2: target.y, times }));
  return Plot.plot({
    ...common(figure),
    height,
    inset: 24,
    insetLeft: 80,
    insetRight: 80,
    axis: null,
    marks: [
      Plot.link(lines, { x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke: "var(--mark)", strokeWidth: (each) => Math.min(8, 1 + each.times), strokeOpacity: 0.5 }),
      Plot.dot(nodes, { x: "x", y: "y", r: 5, fill: "var(--mark)" }),
      Plot.text(nodes, { x: "x", y: "y", text: "id", dy: -12, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4, lineAnchor: "bottom" }),
    ],
  });
}

if (figures.length) {
  for (const path of LIBRARIES) await load(path);
  for (const figure of figures) {
    const drawing = DRAWN[figure.dataset.chart](figure);
    drawing.setAttribute("role", "img");
    for (const part of drawing.querySelectorAll("[aria-label]")) { // the words are those of the whole
      part.dataset.mark = part.getAttribute("aria-label");
      part.removeAttribute("aria-label");
    }
    figure.prepend(drawing);
  }
}
