// The page around the site: starts its worker, shows how far that is, then shows what is asked for in a frame.
const SITE = new URL("site/", location.href);
const frame = document.getElementById("site");
const progress = document.getElementById("progress");
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

function say(arabic, english, share) {
  document.getElementById("told-ar").textContent = arabic;
  document.getElementById("told-en").textContent = english;
  if (share !== undefined) progress.querySelector("progress").value = share;
}

function fail(arabic, english) {
  progress.hidden = false;
  progress.classList.add("failed");
  say(arabic, english);
}

// `_path` is what is asked for; what stands beside it are the fields of a form that asked.
function wanted() {
  const asked = new URLSearchParams(location.search);
  const path = (asked.get("_path") ?? "/").replace(/^\/+/, "");
  asked.delete("_path");
  asked.delete("pieces");
  const more = asked.toString();
  return new URL(path + (more && (path.includes("?") ? "&" : "?") + more), SITE);
}

function start() {
  const pieces = new URLSearchParams(location.search).has("pieces") ? "?pieces" : ""; // of a small register too
  const worker = new Worker(new URL(`worker.js${pieces}`, location.href), { type: "module" });
  navigator.serviceWorker.onmessage = ({ data, ports }) => worker.postMessage(data, ports);
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data: { step, bytes, of, message } }) => {
      if (step === "loading") say(`حُمّل ${megabytes(bytes)} من ${megabytes(of)} MB`, `${megabytes(bytes)} of ${megabytes(of)} MB loaded`, bytes / of);
      if (step === "starting") say("يبدأ السجل…", "The register is starting…", 1);
      if (step === "ready") resolve();
      if (step === "failed") reject(new Error(message));
    };
  });
}

function follow() {
  const { pathname, search, hash } = frame.contentWindow.location;
  const path = `/${pathname.slice(SITE.pathname.length)}${search}`;
  history.replaceState(null, "", `?_path=${encodeURIComponent(path)}${hash}`);
  document.title = frame.contentDocument.title;
  document.body.dataset.shown = path;
  frame.contentDocument.addEventListener("click", lead, { capture: true });
}

// What lies elsewhere opens in place of the whole page.
function lead({ target }) {
  const link = target.closest("a[href]");
  if (link && !new URL(link.href).href.startsWith(SITE.href)) link.target = "_top";
}

if (!("serviceWorker" in navigator)) {
  fail(
    "يحتاج الموقع الكامل إلى https أو إلى خادم على هذا الجهاز (localhost). المستكشف الخفيف يعمل بدونهما.",
    "The whole site needs https, or a server on this machine (localhost). The light explorer does without.",
  );
} else {
  try {
    const registered = navigator.serviceWorker.register("sw.js").then(() => navigator.serviceWorker.ready);
    await Promise.all([registered, start()]);
    frame.addEventListener("load", follow);
    frame.src = wanted();
    frame.hidden = false;
    progress.hidden = true;
  } catch (error) {
    fail(`لم يُفتح السجل: ${error.message}`, `The register could not be opened: ${error.message}`);
  }
}
