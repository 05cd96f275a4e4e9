// Hands what the frame asks for to the page around it, whose worker runs the site.
const SITE = new URL("site/", registration.scope).href;
const PUBLISHED = new URL("../", registration.scope).href;
const FILES = ["static/", "-/static/", "-/static-plugins/", "-/world.svg", "favicon.ico"]; // lie in the folder as files
const PATIENCE = 240_000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(SITE)) event.respondWith(answer(url.slice(SITE.length), event.request));
});

async function answer(path, request) {
  if (path === "favicon.ico") return fetch(`${PUBLISHED}-/static/favicon.png`);
  if (path === "news.db") return fetch(`${PUBLISHED}data/news.db`);
  if (FILES.some((folder) => path.startsWith(folder))) return fetch(PUBLISHED + path);
  const shell = request.destination === "document" ? null : await aShell(); // opened by itself, it wants what is around it
  if (shell) return asked(shell, request.url);
  return Response.redirect(`${registration.scope}index.html?_path=${encodeURIComponent(`/${path}`)}`);
}

async function aShell() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.find(({ url }) => url.startsWith(registration.scope) && !url.startsWith(SITE));
}

function asked(shell, url) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const tooLong = setTimeout(() => resolve(new Response("لم يُجب الموقع · The site did not answer", { status: 504 })), PATIENCE);
    port1.onmessage = ({ data: { status, headers, body } }) => {
      clearTimeout(tooLong);
      const told = new Headers(headers);
      if (status >= 300 && status < 400) resolve(Response.redirect(new URL(told.get("location"), url), status));
      else resolve(new Response(body, { status, headers: told }));
    };
    shell.postMessage({ url }, [port2]);
  });
}
