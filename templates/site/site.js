/* What the site remembers: which lessons were seen, in this browser alone. */
(function () {
  "use strict";
  const contents = document.getElementById("Contents");
  const wide = window.matchMedia("(min-width: 64rem)");

  /* While the page is read: the contents are open where there is room for them, before anything is painted. */
  if (document.readyState === "loading" && document.currentScript && !document.currentScript.defer) {
    if (contents) contents.open = wide.matches;
    return;
  }
  if (contents) {
    wide.addEventListener("change", () => (contents.open = wide.matches));
    const here = contents.querySelector("[aria-current]");
    if (here && wide.matches) here.scrollIntoView({ block: "nearest" });
  }

  const holder = document.querySelector("[data-course]");
  if (holder) {
    const key = `cedu seen ${holder.dataset.course}`;
    let seen = [];
    try {
      seen = JSON.parse(window.localStorage.getItem(key) || "[]");
      if (!Array.isArray(seen)) seen = [];
    } catch (error) {
      seen = []; // a browser may refuse to remember, above all for pages from disk
    }
    const lesson = holder.dataset.lesson;
    if (lesson && !seen.includes(lesson)) {
      seen.push(lesson);
      try {
        window.localStorage.setItem(key, JSON.stringify(seen));
      } catch (error) {
        // as above
      }
    }
    for (const link of document.querySelectorAll("a[data-lesson]")) {
      if (!seen.includes(link.dataset.lesson) || link.hasAttribute("aria-current")) continue;
      link.classList.add("seen");
      const said = Object.assign(document.getElementById("Seen").cloneNode(true), { className: "visually-hidden", hidden: false });
      said.removeAttribute("id");
      said.prepend(" (");
      said.append(")");
      link.append(said);
    }
  }
})();
