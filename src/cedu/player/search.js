/* Search in the texts of all lessons, as they lie in the page's templates: without regard to case and diacritics, in any script, with or
   without spaces between words. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const { make } = cedu;
  const MOST = 50; // places that are listed
  const BEFORE = 40; // characters of text before what was found
  const AROUND = 140; // characters of text in all
  const PAUSE = 150; // milliseconds
  const SKIP = "form, annotation, .footnote-backref, .visually-hidden"; // a quiz's texts would give its answers away
  const BLOCK = "p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6, figcaption, blockquote, summary, div";
  /* Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowel signs and tatweel. Other scripts write letters as marks. */
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;

  /* Capitals, because two small letters can have one capital (σ and ς) and one can have two (ß). */
  const fold = (text) => text.normalize("NFKD").replace(MARKS, "").toUpperCase();

  /* What lies between two headings of a lesson: {lesson, anchor, heading, text, folded}. */
  function sections(lesson) {
    const content = document.getElementById(lesson.place).content;
    const found = [{ lesson, anchor: "", heading: "", text: "" }];
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent || parent.closest(SKIP)) continue;
      const block = parent.closest(BLOCK);
      const heading = parent.closest("h2[id], h3[id], h4[id], h5[id], h6[id]");
      if (heading && block !== last) found.push({ lesson, anchor: heading.id, heading: heading.textContent, text: "" });
      const section = found[found.length - 1];
      section.text += (block === last ? "" : " ") + walker.currentNode.data;
      last = block;
    }
    for (const section of found) {
      section.text = section.text.replace(/\s+/g, " ").trim();
      section.folded = fold(section.anchor ? section.text : `${lesson.title} ${section.text}`);
    }
    return found.filter((section) => section.text);
  }

  /* Where the words are in a text, as [from, to], in order and apart. */
  function hits(text, words) {
    const origin = []; // of each character of the folded text, where it comes from
    let folded = "";
    let at = 0;
    for (const sign of text) {
      const plain = fold(sign);
      for (let index = 0; index < plain.length; index += 1) origin.push(at);
      folded += plain;
      at += sign.length;
    }
    origin.push(at);
    const found = [];
    for (const word of words) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
        const last = origin[from + word.length - 1];
        found.push([origin[from], Math.max(origin[from + word.length], last + 1)]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return found.filter(([from], index) => found.slice(0, index).every(([, to]) => to <= from));
  }

  /* A piece of `text` around the first hit, with each hit marked. */
  function piece(text, words) {
    const found = hits(text, words);
    const first = found.length ? found[0][0] : 0;
    let from = Math.max(0, first - BEFORE);
    const space = from ? text.indexOf(" ", from) : -1;
    if (space >= 0 && space < first) from = space + 1;
    let to = Math.min(text.length, from + AROUND);
    const end = to < text.length ? text.lastIndexOf(" ", to) : -1;
    if (end > first + AROUND / 2) to = end;
    const parts = [from ? "… " : ""];
    let at = from;
    for (const [start, stop] of found) {
      if (start < at || stop > to) continue;
      parts.push(text.slice(at, start), make("mark", "", text.slice(start, stop)));
      at = stop;
    }
    parts.push(text.slice(at, to), to < text.length ? " …" : "");
    return parts;
  }

  /* Make the search field work. `shown(searching)` is told when the list of what was found takes the place of the contents. */
  cedu.search = function (course, shown) {
    const find = (name) => document.getElementById(`Cedu-search-${name}`);
    const field = find("text");
    const list = find("results");
    const count = find("count");
    let index = null;
    let soon = 0;

    function look() {
      window.clearTimeout(soon);
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      index = index || [].concat(...course.lessons.map(sections));
      const found = words.length ? index.filter((one) => words.every((word) => one.folded.includes(word))) : [];
      const titled = ({ lesson, heading, anchor }) => words.every((word) => fold(anchor ? heading : lesson.title).includes(word));
      found.sort((one, other) => titled(other) - titled(one));
      list.replaceChildren(...found.slice(0, MOST).map((one) => row(one, words)));
      list.hidden = !found.length;
      shown(words.length > 0);
      if (!words.length) count.textContent = "";
      else cedu.tell(count, found.length > MOST ? "search_many" : found.length ? "search_found" : "search_none", { count: found.length, most: MOST });
    }

    function row({ lesson, anchor, heading, text }, words) {
      const link = make("a", "", make("span", "title", anchor ? heading : lesson.title));
      link.href = `${anchor ? `?at=${encodeURIComponent(anchor)}` : ""}#${lesson.place}`;
      if (anchor) link.append(make("span", "detail", lesson.title));
      const start = anchor ? heading : lesson.title; // a text begins with its own heading, which is said already
      const rest = text.startsWith(start) ? text.slice(start.length).trim() : text;
      if (rest) link.append(make("span", "piece", ...piece(rest, words)));
      return make("li", "", link);
    }

    field.addEventListener("input", () => {
      window.clearTimeout(soon);
      soon = window.setTimeout(look, PAUSE);
    });
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      look();
      const first = list.querySelector("a");
      if (first) first.focus();
    });
    field.form.parentNode.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !field.value) return;
      event.stopPropagation();
      field.value = "";
      look();
      field.focus();
    });
  };
})();
