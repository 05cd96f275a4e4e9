// Beside datasette-cluster-map: the world's countries under its markers, the more often named the darker, each a link.
const COUNTRY_PAGE = "countries/";
const EDGES = [[-85, -180], [85, 192]]; // of -/world.svg, which goes on beyond 180 degrees
const SHADES = 4;

const world = fetch(new URL("../-/world.svg", import.meta.url))
  .then((response) => response.text())
  .then((text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement);

import(datasette.leaflet.JAVASCRIPT_URL).then(() => {
  L.Map.addInitHook(function () {
    this.setMaxZoom(7);
    this.createPane("land").style.zIndex = 150;
    world.then((drawing) => {
      const shapes = document.importNode(drawing, true);
      shapes.classList.add("world");
      shade(shapes);
      L.svgOverlay(shapes, EDGES, { pane: "land", interactive: true }).addTo(this);
      shapes.addEventListener("click", ({ target }) => target.dataset.named && location.assign(pageOf(target.id)));
    });
    this.on("popupopen", ({ popup }) => leadOn(popup));
  });
});

const database = () => new URL(location.href).pathname.replace(/[^/]*$/, "");
const suffix = location.pathname.endsWith(".html") ? ".html" : ""; // where pages are files
const pageOf = (code) => database() + COUNTRY_PAGE + encodeURIComponent(code) + suffix;

// How often each country is named is told by the table on the page.
function shade(shapes) {
  const cell = (row, column) => row.querySelector(`td.col-${column}`)?.innerText.trim().split("\n").pop();
  const named = [...document.querySelectorAll("table.rows-and-columns tbody tr")]
    .map((row) => [cell(row, "country_code") ?? cell(row, "code"), Number(cell(row, "mentions")?.replaceAll(",", ""))])
    .filter(([code, mentions]) => code && mentions > 0);
  const most = Math.max(...named.map(([, mentions]) => mentions));
  for (const [code, mentions] of named) {
    const shape = shapes.querySelector(`#${CSS.escape(code)}`);
    if (!shape) continue;
    shape.dataset.named = mentions;
    shape.classList.add(`shade${Math.max(1, Math.ceil((SHADES * mentions) / most))}`);
  }
}

// The countries table has no popup column: what its popup lists becomes a name, counts and a link.
function leadOn(popup) {
  const list = popup.getElement().querySelector("dl.cluster-map-dl");
  if (!list) return;
  const facts = Object.fromEntries([...list.querySelectorAll("dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
  if (!facts.code || !facts.name_ar) return;
  const link = document.createElement("a");
  link.href = pageOf(facts.code);
  const paragraph = (name, text) => link.appendChild(document.createElement("p")).appendChild(document.createElement(name)).append(text);
  paragraph("strong", `${facts.name_ar}\n${facts.name_en}`);
  paragraph("span", `المقالات: ${facts.articles}، الإشارات: ${facts.mentions}\nArticles: ${facts.articles}, mentions: ${facts.mentions}`);
  popup.setContent(link);
}
