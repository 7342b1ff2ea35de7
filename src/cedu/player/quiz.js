/* Asks and scores an assessment's form, in the player and on the site. `cedu.rendering.items` draws it:

     <form class="assessment" data-assessment="ID" data-stakes="practice">      one of data-passing, data-attempts, data-minutes, data-shuffle each,
       <div class="items"> of what `kinds.js` describes                         where it is set; <div data-passage> before the items on a passage

   Events on the form, which bubble: `cedu:changed` when an answer has changed, `cedu:short` when the time is nearly over, and `cedu:scored`
   when it is handed in, with {assessment, earned, points, passed, items: [{id, type, stem, item, options, sources, response, correct, marked,
   earned, points, milliseconds}]}.
   `item` is what `data-item` holds; `response` and `correct` are typed texts, those in gaps, or positions in `options` and `sources`, which
   are ids in the order of the source, from 0; `marked`: a key says what an answer earns, and only then are there points.

   A time limit starts when the learner says so, is shown all the while, and warns a minute before it ends; then what is answered is handed
   in. Where nothing hangs on the score (`practice`) it can be left out (WCAG 2.2, 2.2.1; elsewhere the time is part of the test). */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const WARNING = 60; // seconds before the end
  const UNTIMED = 1; // stands for the start of an attempt that has no clock
  const HAIR = 1e-6; // percent
  const CONTROLS = "input, select, textarea, .moves .button:last-child"; // what can be focused; the first row of an order can only go down

  /* Numbers from 0 to 1 that a seed repeats (mulberry32), so that an order survives a pause. */
  function dice(seed) {
    let state = seed >>> 0;
    return function () {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  const tenth = (number) => Math.round(number * 10) / 10;
  const round = (number) => Math.round(number * 100) / 100;
  const setting = (form, name) => (form.dataset[name] === undefined ? null : Number(form.dataset[name]));
  const seconds = () => Math.floor(Date.now() / 1000);

  /* Make `form` work. `record` is what `memory.js` keeps of it, and is kept up to date; `seed` decides every order. */
  cedu.quiz = function (form, seed, record) {
    if ("ready" in form.dataset) return;
    form.dataset.ready = "";
    const id = form.dataset.assessment;
    const passing = setting(form, "passing");
    const attempts = setting(form, "attempts");
    const minutes = setting(form, "minutes");
    const optional = form.dataset.stakes === "practice"; // the time limit
    const list = form.querySelector(".items");
    const fields = [...form.querySelectorAll("[data-item]")].map(cedu.field);
    const groups = [[]]; // the items on no passage, then each passage with the items on it
    for (const place of list.children) {
      if (place.matches("[data-passage]")) groups.push([place]);
      else groups[groups.length - 1].push(place);
    }
    const points = fields.reduce((sum, one) => sum + one.item.points, 0);
    let shown = Date.now();
    let clock = 0;
    let insist = false;

    const facts = cedu.made("div", "facts");
    const status = cedu.made("div", "result");
    const spoken = cedu.made("p", "visually-hidden");
    const timer = cedu.made("p", "timer");
    const button = (className, name) => Object.assign(cedu.made("button", className, name), { type: "button" });
    const start = button("button primary", "quiz_start");
    const untimed = button("button", "quiz_untimed");
    const check = button("button primary", "quiz_check");
    const again = button("button", "quiz_again");
    status.tabIndex = -1;
    spoken.setAttribute("role", "status");
    timer.setAttribute("role", "timer");
    form.prepend(facts, start, untimed, timer, spoken);
    form.append(status, check, again);

    const lines = (...texts) => texts.filter(Boolean).map((text) => cedu.made("p", "", ...text));
    const inline = (...texts) => texts.filter(Boolean).map((text, index) => [index ? " · " : "", cedu.made("bdi", "", ...text)]).flat();
    const passes = (share) => (passing === null ? null : share * 100 >= passing - HAIR);
    const over = () => attempts !== null && record.done && record.tries >= attempts;
    const send = (name, detail) => form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

    function see(...elements) {
      for (const one of [start, untimed, timer, list, status, check, again]) one.hidden = !elements.includes(one);
    }

    function focus() {
      const first = [...form.querySelectorAll(`.primary, ${CONTROLS}`)].find((one) => !one.closest("[hidden]"));
      if (first) first.focus({ preventScroll: true });
    }

    function changed(one) {
      insist = false;
      one.touch(Date.now() - shown);
      record.answers[one.item.id] = one.pack();
      send("cedu:changed", { assessment: id });
    }

    /* Items on no passage stay in front, where they seem to be on none; a passage stays before its items. */
    function mix(roll) {
      const [alone, ...others] = groups;
      const mixed = cedu.shuffled(others, roll).map(([passage, ...items]) => [passage, ...cedu.shuffled(items, roll)]);
      list.append(...cedu.shuffled(alone, roll), ...mixed.flat());
    }

    /* Put items and options into this attempt's order, and show what is remembered of it. */
    function arrange() {
      const attempt = `${seed} ${id} ${record.done ? record.tries - 1 : record.tries}`;
      const roll = dice(cedu.hash(attempt));
      if ("shuffle" in form.dataset) mix(roll);
      for (const one of fields) {
        one.unreview();
        one.clear(dice(cedu.hash(`${attempt} ${one.item.id}`)));
        if (record.answers[one.item.id]) one.unpack(record.answers[one.item.id]);
      }
      window.clearInterval(clock);
      if (record.done) tell(false);
      else ask();
    }

    function describe(waiting) {
      const attempt = Math.min(attempts, record.tries + (record.done ? 0 : 1));
      facts.replaceChildren(
        ...inline(
          passing !== null && ["quiz_passing", { score: round(passing) }],
          attempts && ["quiz_attempts", { attempt, attempts }],
          waiting && ["quiz_time", { minutes }]
        )
      );
      facts.hidden = !facts.firstChild;
    }

    function ask() {
      if (record.started === UNTIMED && !optional) record.started = 0;
      const waiting = Boolean(minutes) && !record.started;
      const runs = Boolean(minutes) && record.started > UNTIMED;
      describe(waiting);
      if (waiting) see(start, optional && untimed);
      else see(list, check, runs && timer);
      if (runs) run();
    }

    function begin(moment) {
      record.started = moment;
      shown = Date.now();
      send("cedu:changed", { assessment: id });
      ask();
      focus();
    }

    function run() {
      let warned = false;
      const tick = () => {
        record.started = Math.min(record.started, seconds()); // somebody has put the clock back
        const left = Math.max(0, record.started + minutes * 60 - seconds());
        cedu.tell(timer, "quiz_time_left", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
        timer.classList.toggle("short", left <= WARNING);
        if (left && left <= WARNING && !warned) {
          cedu.tell(spoken, "quiz_time_warning");
          send("cedu:short");
        }
        warned = left <= WARNING;
        if (!left) hand(true);
      };
      clock = window.setInterval(tick, 1000);
      tick();
    }

    /* Score what is answered. A best attempt is never lost to a worse one; an attempt that was handed in elsewhere is not another one. */
    function hand(late) {
      if (record.done) return arrange();
      window.clearInterval(clock);
      const items = fields.map((one) => one.record()).filter(Boolean);
      const earned = items.reduce((sum, one) => sum + one.earned, 0);
      const share = points ? earned / points : 1;
      for (const one of fields) record.answers[one.item.id] = one.pack();
      Object.assign(record, { tries: record.tries + 1, score: Math.max(record.score, share), done: true, last: share, started: 0 });
      const away = late && !form.contains(document.activeElement);
      tell(late);
      spoken.textContent = "";
      if (away) cedu.tell(spoken, "quiz_time_over");
      else status.focus();
      return send("cedu:scored", { assessment: id, earned, points, passed: passes(share), items });
    }

    /* How the last attempt went. It was scored when it was handed in: what has become of the items since then changes nothing. */
    function tell(late) {
      describe(false);
      for (const one of fields) {
        if (record.answers[one.item.id] === undefined) one.lock(true);
        else one.review();
      }
      const share = record.last;
      const word = !points ? "quiz_handed" : passing === null ? "quiz_points" : passes(share) ? "quiz_passed" : "quiz_failed";
      const values = { earned: round(share * points), points: round(points), score: tenth(100 * share), passing: round(passing || 0) };
      const best = record.score > share + 1e-9;
      status.replaceChildren(
        ...lines(
          late && ["quiz_time_over"],
          [word, values],
          best && ["quiz_best", { score: tenth(100 * record.score) }],
          over() && share < 1 && ["quiz_no_more"]
        )
      );
      status.dataset.verdict = passes(share) === false ? "wrong" : "correct";
      see(status, list, !over() && share < 1 && again);
    }

    /* What is not answered is said once; whoever hands in again means it. */
    check.addEventListener("click", () => {
      const open = fields.filter((one) => !one.answered());
      if (insist || !open.length) return hand(false);
      insist = true;
      status.replaceChildren(...lines(["quiz_unanswered", { count: open.length }]));
      status.dataset.verdict = "open";
      status.hidden = false;
      const first = [...list.children].find((place) => open.some((one) => one.place === place));
      const control = first.querySelector(CONTROLS);
      if (control) control.focus();
      return cedu.tell(spoken, "quiz_unanswered", { count: open.length });
    });
    start.addEventListener("click", () => begin(seconds()));
    untimed.addEventListener("click", () => begin(UNTIMED));
    again.addEventListener("click", () => {
      Object.assign(record, { answers: Object.create(null), done: false, last: 0 });
      shown = Date.now();
      arrange();
      form.scrollIntoView({ block: "start" });
      focus();
      send("cedu:changed", { assessment: id });
    });
    form.addEventListener("submit", (event) => event.preventDefault()); // Enter in a field hands nothing in
    for (const one of fields) one.place.addEventListener("input", () => (record.done ? arrange() : changed(one)));
    arrange();
  };
})();
