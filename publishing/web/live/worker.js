// Python with the site in it. Tells how far it is, then answers addresses on the ports that come with them.
import { reach } from "../static/ranges.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

const HERE = new URL("./", import.meta.url);
const DATABASE = new URL("../data/news.db", HERE).href;
const SITE = new URL("site/", HERE).pathname;
const always = new URL(import.meta.url).searchParams.has("pieces");

const tell = (message) => postMessage(message);
const told = { bytes: 0, of: 1 };

// Every byte that comes in is counted, Pyodide's own too.
const plainFetch = self.fetch;
self.fetch = async (...asked) => {
  const response = await plainFetch(...asked);
  if (!response.ok || !response.body) return response;
  const counted = new TransformStream({
    transform(chunk, out) {
      told.bytes += chunk.byteLength;
      tell({ step: "loading", ...told });
      out.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted), response);
};

const got = async (name) => {
  const response = await fetch(new URL(name, HERE));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
};

// A file of Python's that is read where it lies (as Emscripten's own createLazyFile does, with larger pieces).
function put(FS, path, file) {
  if (file.whole) return FS.writeFile(path, file.bytes);
  const node = FS.create(path, 0o444) && FS.lookupPath(path).node;
  Object.defineProperty(node, "usedBytes", { get: () => file.size });
  node.stream_ops = {
    ...node.stream_ops,
    read: (_, buffer, offset, length, position) => file.read(buffer.subarray(offset, offset + length), position),
  };
}

async function start() {
  const sizes = await (await got("sizes.json")).json();
  told.of = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const [python, site, inspected, database] = await Promise.all([
    loadPyodide({ indexURL: new URL("pyodide/", HERE).href }),
    got("site.zip").then((response) => response.arrayBuffer()),
    got("inspect.json").then((response) => response.text()),
    reach(DATABASE, { always, onBytes: (bytes, requests) => tell({ step: "reading", bytes, requests }) }),
  ]);
  tell({ step: "starting" });
  python.unpackArchive(site, "zip", { extractDir: "/app" });
  python.FS.mkdir("/data");
  put(python.FS, "/data/news.db", database);
  python.runPython("import sys; sys.path[:0] = ['/app', '/app/packages']");
  const answering = python.pyimport("publishing.answering");
  const datasette = answering.opened("/data/news.db", SITE, inspected);
  return async (url) => {
    const [status, headers, body] = (await answering.answer(datasette, url)).toJs();
    return { status, headers, body };
  };
}

const started = start();
started.then(
  () => tell({ step: "ready" }),
  (error) => tell({ step: "failed", message: String(error.message ?? error) }),
);

onmessage = async ({ data: { url }, ports: [port] }) => {
  try {
    const answer = await (await started)(url);
    port.postMessage(answer, [answer.body.buffer]);
  } catch (error) {
    port.postMessage({ status: 500, headers: [["content-type", "text/plain; charset=utf-8"]], body: String(error.message ?? error) });
  }
};
