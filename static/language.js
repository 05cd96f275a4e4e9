// Who prefers one language sees the site's own words in that one alone, and the page from its side. Told once, kept by the
// browser. No module: it runs before anything is drawn, so that what is seen first is in the language that was chosen.
(() => {
  const KEY = "sijill-language";
  const show = (language) => {
    const page = document.documentElement;
    page.dataset.ui = language;
    page.lang = language || "en";
    page.dir = language === "ar" ? "rtl" : "ltr";
    document.querySelectorAll(".languages button").forEach((button) => button.setAttribute("aria-pressed", button.dataset.ui === language));
  };
  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return ""; // a browser that keeps nothing
    }
  };
  const choose = (language) => {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // shown on this page alone
    }
    show(language);
  };
  show(kept());
  addEventListener("storage", () => show(kept())); // chosen on another page that is open
  document.addEventListener("DOMContentLoaded", () => {
    show(kept());
    const choice = document.querySelector(".languages");
    if (!choice) return;
    choice.hidden = false;
    choice.addEventListener("click", ({ target }) => target.closest("button") && choose(target.closest("button").dataset.ui));
  });
})();
