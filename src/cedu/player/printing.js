/* The whole course on paper: every lesson once more, for as long as it takes to print. The lesson that is open prints as it is. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const PATIENCE = 10000; // milliseconds for images

  /* On paper, all that a list holds stands beside a place to write in: once for all lists that hold the same. */
  function unfold(list) {
    const options = cedu.make("span", "note", [...list.options].slice(1).map((one) => one.text).join(" · "));
    const pairs = list.closest(".pairs");
    if (!pairs) list.after(" (", options, ")");
    else if (!pairs.querySelector(":scope > .note")) pairs.append(options);
    list.replaceWith(cedu.make("span", "blank"));
  }

  /* A copy of a lesson without what has no place on paper; ids are gone, so that none is there twice. */
  function copy(lesson) {
    const made = cedu.make("article", "lesson", document.getElementById(lesson.place).content.cloneNode(true));
    for (const gone of made.querySelectorAll("iframe, video, audio")) gone.remove();
    for (const list of made.querySelectorAll("select")) unfold(list);
    for (const one of made.querySelectorAll("[id], [aria-labelledby], label[for]")) for (const name of ["id", "aria-labelledby", "aria-describedby", "for"]) one.removeAttribute(name);
    return made;
  }

  /* What is said in a film is on paper, whether it is open or not. */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  const loaded = (image) =>
    image.complete || new Promise((done) => ["load", "error"].forEach((event) => image.addEventListener(event, done, { once: true })));

  cedu.print = async function (course) {
    for (const old of document.querySelectorAll("#Cedu-book")) old.remove(); // a sandbox may have kept it from printing
    const book = cedu.make("div", "", cedu.make("p", "book-title", course.title), ...course.lessons.map(copy));
    book.id = "Cedu-book";
    document.body.append(book);
    await Promise.race([Promise.all([...book.querySelectorAll("img")].map(loaded)), new Promise((late) => window.setTimeout(late, PATIENCE))]);
    window.addEventListener("afterprint", () => book.remove(), { once: true });
    window.print();
  };
})();
