/* What the player's page is put together from while it is used: elements, with texts of ours in them, and notices. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const find = (name) => document.getElementById(`Cedu-${name}`);

  cedu.make = function (tag, className, ...parts) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...parts);
    return made;
  };

  /* An element that says a text: its name, and values. */
  cedu.told = (tag, className, ...words) => cedu.tell(cedu.make(tag, className), ...words);

  cedu.button = function (className, name, act) {
    const made = cedu.told("button", className, name);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /* Something to know, until it is closed: each of `lines` is a text's name and values. */
  cedu.notice = function (kind, ...lines) {
    const box = cedu.make("div", "notice", cedu.make("div", "", ...lines.map((line) => cedu.told("p", "", ...line))));
    box.dataset.kind = kind;
    const close = () => {
      box.remove();
      find("lesson").focus({ preventScroll: true });
    };
    box.append(cedu.button("button", "close", close));
    find("notice").append(box);
  };

  /* Move the focus to a place, whether it takes part in the order of tabs or not. */
  cedu.focus = function (place) {
    if (!place.matches("a, button, input, select, textarea")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  /* A page instead of the course, which says why there is none. */
  cedu.stop = function (name, ...buttons) {
    document.body.classList.add("stopped");
    const heading = cedu.told("h1", "", name);
    find("lesson").replaceChildren(cedu.make("article", "lesson", heading, cedu.told("p", "", `${name}_text`), ...buttons));
    cedu.focus(heading);
  };
})();
