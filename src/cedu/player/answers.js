/* One item of an assessment's form: its answer, what that earns, and how it went. `kinds.js` says how each kind of item is answered. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const CONTROLS = "input, select, textarea, button";
  const { made } = cedu;

  const round = (number) => Math.round(number * 100) / 100;

  /* The words of a stem alone: what is filled in is a line, and of several variants there is the one that is shown. */
  function stemOf(place) {
    const stem = place.querySelector(".stem").cloneNode(true);
    for (const gone of stem.querySelectorAll("[hidden], .mark")) gone.remove();
    for (const gap of stem.querySelectorAll("[data-gap]")) gap.replaceWith("___");
    return stem.textContent.replace(/\s+/g, " ").trim();
  }

  /* Buttons that move the rows of `list`; at the end of its way, a row's other button has the focus. */
  function movable(place, list) {
    const status = place.appendChild(made("p", "visually-hidden"));
    status.setAttribute("role", "status");

    function move(row, button, step) {
      const order = [...list.children];
      const to = order.indexOf(row) + step;
      if (to < 0 || to >= order.length) return;
      if (step < 0) order[to].before(row);
      else order[to].after(row);
      const ends = to === (step < 0 ? 0 : order.length - 1);
      (ends ? [...button.parentNode.children].find((other) => other !== button) : button).focus();
      cedu.tell(status, "order_moved", { text: row.dataset.text, place: to + 1, places: order.length });
      place.dispatchEvent(new Event("input", { bubbles: true }));
    }

    for (const row of list.children) {
      row.dataset.text = row.textContent.trim();
      const buttons = row.appendChild(made("span", "moves"));
      for (const [name, step, sign] of [["order_up", -1, "↑"], ["order_down", 1, "↓"]]) {
        const button = buttons.appendChild(made("button", "button"));
        Object.assign(button, { type: "button", textContent: sign });
        button.setAttribute("aria-label", cedu.say(name, { text: row.dataset.text }));
        if (cedu.lang(name)) button.lang = cedu.lang(name);
        button.addEventListener("click", () => move(row, button, step));
      }
    }
  }

  /* The item at `place`. */
  function field(place) {
    const item = JSON.parse(place.dataset.item);
    const kind = cedu.kinds[item.type](place, item);
    const marked = cedu.scoring.isMarked(item);
    const whole = kind.whole === undefined ? 1 : kind.whole;
    let last = 0;

    const begun = () => kind.given() > 0;
    const answered = () => kind.given() >= whole;
    const earned = () => (begun() ? cedu.share(item, kind.read()) * item.points : 0);

    /* What an LMS may hear of it, as `quiz.js` says; nothing where there is nothing to answer here. */
    function record() {
      const told = kind.record();
      const { id, type, points } = item;
      return told && { id, type, stem: stemOf(place), item, options: [], sources: [], ...told, marked, earned: earned(), points, milliseconds: last };
    }

    function lock(locked) {
      for (const control of place.querySelectorAll(CONTROLS)) control.disabled = locked;
    }

    /* A verdict in words; where nobody gives one, that a person may. */
    function verdict() {
      if (!marked) return item.type === "scale" ? [] : [made("p", "verdict", "item_unmarked")];
      const [got, { points }] = [earned(), item];
      const full = got >= points;
      const word = full ? "item_correct" : got > 0 ? "item_partly" : begun() ? "item_wrong" : "item_unanswered";
      place.dataset.verdict = full ? "correct" : got > 0 ? "partly" : "wrong";
      return [made("p", "verdict", word, { earned: round(got), points: round(points) })];
    }

    /* Show how the item was answered: the verdict, the feedback of what was chosen, and the item's own. */
    function review() {
      place.append(...verdict(), ...place.querySelectorAll(":scope > .feedback"));
      const when = ["handed-in", place.dataset.verdict === "correct" ? "correct" : "incorrect"];
      for (const note of place.querySelectorAll(":scope > .feedback")) note.hidden = !when.includes(note.dataset.when);
      kind.review();
      lock(true);
    }

    function unreview() {
      for (const note of place.querySelectorAll(".verdict, .mark")) note.remove();
      for (const note of place.querySelectorAll(".feedback")) note.hidden = true;
      for (const part of [place, ...place.querySelectorAll("[data-verdict]")]) delete part.dataset.verdict;
      lock(false);
    }

    return {
      item, place, record, review, unreview, lock, answered,
      pack: () => (begun() ? kind.pack() : ""),
      unpack: kind.unpack,
      clear: kind.clear,
      touch(milliseconds) {
        if (kind.touch) kind.touch();
        last = milliseconds;
      },
    };
  }

  Object.assign(cedu, { field, movable });
})();
