// What plugins/show/spelling.py does, for the reader's browser; the letters are told by spelling.json, which is made of its tables.
const told = await (await fetch(new URL("spelling.json", import.meta.url))).json();
const PRESENTATION = new RegExp(told.presentationForm, "gu");
const HYPHEN = new RegExp(told.hyphen, "gu");
const WORD = new RegExp(told.word, "gu");
const ARABIC = new RegExp(told.arabic, "u");
const PHRASE_OR_REST = /"([^"]*)"?|([^"]+)/gu;

export function folded(text) {
  const expanded = text.replace(PRESENTATION, (form) => form.normalize("NFKC")).replace(HYPHEN, " ");
  const letters = Array.from(expanded, (letter) => told.letters[letter] ?? letter);
  return letters.join("").replace(/ {2,}/gu, " ").trim();
}

export function forms(word) {
  if (!ARABIC.test(word[0])) return [word];
  const { article } = told;
  const bare = word.length > 4 && word.startsWith(article) ? word.slice(article.length) : word;
  const stems = told.prepositions.flatMap((before) => [before + bare, before + article + bare]);
  stems.push(`لل${bare}`);
  return [...new Set(told.conjunctions.flatMap((before) => stems.map((stem) => before + stem)))];
}

// What is typed into the search box, as an FTS5 query: all words, each in any form; phrases as they stand.
export function query(typed) {
  const parts = [];
  for (const [, phrase, rest] of typed.replaceAll("\0", " ").matchAll(PHRASE_OR_REST)) {
    if (phrase?.trim()) parts.push(`"${folded(phrase)}"`);
    for (const [word] of folded(rest ?? "").matchAll(WORD)) parts.push(`(${forms(word).map((form) => `"${form}"`).join(" OR ")})`);
  }
  return parts.join(" AND ") || '""';
}
