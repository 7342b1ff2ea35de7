// The page's words and facts, which come with it in blocks of JSON, and elements made of them.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");

const words = read("Cedu-words");
export const facts = read("Cedu-facts");

// The text `name`, with `{gaps}` filled in. A text that counts nothing has no other forms.
export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (gap, key) => (key in values ? values[key] : gap));

// Where a language's dates are written as on certificates.
const PLACES = { en: "en-GB", ar: "ar-EG" };

// A day, as `2026-11-22` or a moment, in the page's language; a moment's is that in UTC.
export function day(moment) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(PLACES[lang] || lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(moment));
}

// An element with texts and elements in it; never with HTML, for what it says may come from a stranger's file.
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/* When these pages were made (`made.js`, the only file that differs from one day to the next), and until when that can be relied on:
   {made, until}; null in a copy that lacks the file. */
export const made = () => window.ceduMade || null;
