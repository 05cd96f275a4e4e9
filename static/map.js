// Beside datasette-cluster-map: land under the tiles, so that the map can be read without them, and popups that lead on.
// land-110m.json is world-atlas 2.0.2 from npm: the land of Natural Earth (public domain), without borders.
const COUNTRY_PAGE = "articles_on_country?country=";

const land = fetch(new URL("land-110m.json", import.meta.url)).then((response) => response.json());

import(datasette.leaflet.JAVASCRIPT_URL).then(() => {
  L.Map.addInitHook(function () {
    this.createPane("land").style.zIndex = 150;
    land.then((topology) => {
      L.polygon(polygons(topology), { pane: "land", weight: 1, color: "#b9b29c", fillColor: "#f4f1e6", fillOpacity: 1, interactive: false }).addTo(this);
    });
    this.on("popupopen", ({ popup }) => leadOn(popup));
  });
});

// TopoJSON: arcs are shared between rings, and each point is told by its distance from the one before.
function polygons({ arcs, transform, objects }) {
  const { scale, translate } = transform;
  const lines = arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(y += dy) * scale[1] + translate[1], (x += dx) * scale[0] + translate[0]]);
  });
  const line = (index) => (index < 0 ? [...lines[~index]].reverse() : lines[index]);
  return objects.land.geometries
    .flatMap((geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs))
    .map((polygon) => polygon.map((ring) => unwrapped(ring.flatMap(line))));
}

// A ring that crosses 180 degrees goes on beyond it, eastwards, not back around the world.
function unwrapped(ring) {
  let turn = 0;
  const turned = ring.map(([latitude, longitude], at) => {
    const step = at ? longitude - ring[at - 1][1] : 0;
    turn += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [latitude, longitude + turn];
  });
  const shift = turned.some(([, longitude]) => longitude < -180.5) ? 360 : 0;
  return turned.map(([latitude, longitude]) => [latitude, longitude + shift]);
}

// The countries table has no popup column: what its popup lists becomes a name, counts and a link.
function leadOn(popup) {
  const list = popup.getElement().querySelector("dl.cluster-map-dl");
  if (!list) return;
  const facts = Object.fromEntries([...list.querySelectorAll("dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
  if (!facts.code || !facts.name_ar) return;
  const link = document.createElement("a");
  link.href = COUNTRY_PAGE + encodeURIComponent(facts.code);
  const paragraph = (name, text) => link.appendChild(document.createElement("p")).appendChild(document.createElement(name)).append(text);
  paragraph("strong", `${facts.name_ar}\n${facts.name_en}`);
  paragraph("span", `المقالات: ${facts.articles}، الإشارات: ${facts.mentions}\nArticles: ${facts.articles}, mentions: ${facts.mentions}`);
  popup.setContent(link);
}
