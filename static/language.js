// Who prefers one language sees the site's own words in that one alone, and the page from its side. Told once, kept here.
const KEY = "sijill-language";

function show(language) {
  const page = document.documentElement;
  page.dataset.ui = language;
  page.lang = language || "en";
  page.dir = language === "ar" ? "rtl" : "ltr";
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.dataset.ui === language));
  }
}

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

show(kept());
document.addEventListener("DOMContentLoaded", () => {
  show(kept());
  for (const choice of document.querySelectorAll(".languages")) {
    choice.hidden = false;
    choice.addEventListener("click", ({ target }) => {
      const language = target.closest("button")?.dataset.ui;
      if (language === undefined) return;
      try {
        localStorage.setItem(KEY, language);
      } catch {
        // shown for this page alone
      }
      show(language);
    });
  }
});
