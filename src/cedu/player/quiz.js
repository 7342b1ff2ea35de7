/* Asks and scores an assessment's form, in the player and on the site.

   The form, as `cedu.rendering.items` draws it:

     <form class="assessment" data-assessment="ID">            one of data-passing, data-attempts, data-minutes, data-shuffle each, where it is set
       <fieldset class="item" data-item='{"id": ..., "type": ..., "points": 1, ...}'>
         <legend>stem</legend>
         single, multiple, true-false   {keys: [ids], partial, shuffle}   <div class="choices"> of <div class="choice"> with <label><input value="ID"> and .feedback
         text                           {answers, caseSensitive}          <input type="text">
         number                         {answer, tolerance}               <input type="text" inputmode="decimal">
         order                          {keys: [ids in order]}            <ol class="order"> of <li data-option="ID">
         match                          {keys: {source: target}}          <select data-source="ID"> with <option value="ID">
         <div class="feedback" data-when="correct" hidden> and "incorrect"

   Events on the form, which bubble: `cedu:changed` when an answer has changed, and `cedu:scored` when it is handed in, with
   {assessment, earned, points, passed, items: [{id, type, item, options, sources, response, correct, earned, points, milliseconds}]}.
   `item` is what `data-item` holds; `response` and `correct` have positions in `options` and `sources`, which are ids in the order of the
   source, from 0. Whoever looks can read the keys: this is for practice, and says nothing of who may be certified. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const say = (...words) => cedu.say(...words);
  const WARNING = 60; // seconds before the end
  const CONTROLS = "input, select, .moves .button:last-child"; // what can be focused; the first row of an order can only go down

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

  function shuffled(list, roll) {
    const mixed = [...list];
    for (let index = mixed.length - 1; index > 0; index -= 1) {
      const other = Math.floor(roll() * (index + 1));
      [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
    }
    return mixed;
  }

  /* An element for a text of ours. */
  function make(tag, name, text = "") {
    const made = Object.assign(document.createElement(tag), { className: name, textContent: text });
    if (cedu.foreign) made.lang = cedu.foreign;
    return made;
  }

  const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);

  /* A number as people type it: a decimal comma, a real minus sign, spaces; NaN where it is none. */
  function number(text) {
    const plain = text.replace(/\s/g, "").replace("\u2212", "-");
    const point = plain.includes(".") ? plain : plain.replace(",", ".");
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(point) ? Number(point) : NaN;
  }

  /* The share of an item's points that `response` earns, from 0 to 1. `cedu.model.interaction` says the same in words. */
  function share(item, response) {
    switch (item.type) {
      case "single":
      case "true-false":
        return response.length === 1 && item.keys.includes(response[0]) ? 1 : 0;
      case "multiple": {
        const right = response.filter((id) => item.keys.includes(id)).length;
        const wrong = response.length - right;
        if (item.partial) return Math.max(0, right - wrong) / item.keys.length;
        return right === item.keys.length && !wrong ? 1 : 0;
      }
      case "text": {
        const plain = (text) => (item.caseSensitive ? text : text.toLowerCase()).normalize("NFC").trim();
        return item.answers.some((answer) => plain(answer) === plain(response)) ? 1 : 0;
      }
      case "number": {
        const distance = Math.abs(number(response) - item.answer);
        return distance <= item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer)) ? 1 : 0;
      }
      case "order":
        return same(response, item.keys) ? 1 : 0;
      case "match": {
        const sources = Object.keys(item.keys);
        return sources.filter((source) => response[source] === item.keys[source]).length / sources.length;
      }
      default:
        throw new Error(`cedu: no item type ${item.type}`);
    }
  }

  /* One item on the page: reads and shows a response, in the terms of `share`. */
  function field(place) {
    const item = JSON.parse(place.dataset.item);
    const inputs = [...place.querySelectorAll("input, select")];
    const list = place.querySelector(".order");
    const rows = list ? [...list.children] : [];
    const sources = inputs.filter((input) => input.dataset.source);
    const options = list
      ? item.keys
      : sources.length
        ? [...sources[0].options].map((option) => option.value).filter(Boolean)
        : inputs.map((input) => input.value);
    const isChoice = ["single", "multiple", "true-false"].includes(item.type);
    let touched = false;
    let last = 0;

    function response() {
      if (isChoice) return inputs.filter((input) => input.checked).map((input) => input.value);
      if (item.type === "order") return [...list.children].map((row) => row.dataset.option);
      if (item.type === "match") return Object.fromEntries(sources.filter((input) => input.value).map((input) => [input.dataset.source, input.value]));
      return inputs[0].value.trim();
    }

    function show(value) {
      if (isChoice) inputs.forEach((input) => (input.checked = value.includes(input.value)));
      else if (item.type === "order") list.append(...value.map((id) => rows.find((row) => row.dataset.option === id)));
      else if (item.type === "match") sources.forEach((input) => (input.value = value[input.dataset.source] || ""));
      else inputs[0].value = value;
    }

    function answered() {
      const value = response();
      if (item.type === "order") return touched;
      if (item.type === "match") return Object.keys(value).length === sources.length;
      return value.length > 0;
    }

    function begun() {
      return item.type === "match" ? Object.keys(response()).length > 0 : answered();
    }

    /* A response in few characters, and back; an option that is gone from the course is dropped. */
    const short = isChoice || list || sources.length ? cedu.keys(options, 2) : new Map();
    const long = new Map([...short].map(([id, key]) => [key, id]));
    const shortSource = cedu.keys(sources.map((input) => input.dataset.source), 2);
    const longSource = new Map([...shortSource].map(([id, key]) => [key, id]));
    const cut = (text, size) => String(text).match(new RegExp(`.{${size}}`, "g")) || [];

    function pack() {
      const value = response();
      if (isChoice || list) return value.map((id) => short.get(id)).join("");
      if (item.type === "match") return Object.entries(value).map(([source, target]) => shortSource.get(source) + short.get(target)).join("");
      return value;
    }

    function unpack(text) {
      touched = true;
      if (item.type === "match") {
        const found = cut(text, 4).map((pair) => [longSource.get(pair.slice(0, 2)), long.get(pair.slice(2))]);
        show(Object.fromEntries(found.filter(([source, target]) => source && target)));
      } else if (isChoice || list) {
        const ids = cut(text, 2).map((key) => long.get(key)).filter(Boolean);
        show(list ? [...ids, ...options.filter((id) => !ids.includes(id))] : ids);
      } else show(String(text));
    }

    /* The item's options in an order of the dice's. */
    function mix(roll) {
      const box = place.querySelector(".choices");
      if (isChoice && item.shuffle) box.append(...shuffled([...box.children], roll));
      if (list && item.keys.length > 1) {
        const start = [...item.keys].sort(); // not the right order, whatever the order of the source was
        let mixed = shuffled(start, roll);
        while (same(mixed, item.keys)) mixed = shuffled(start, roll);
        show(mixed);
      }
      if (sources.length) {
        const order = shuffled(options, roll);
        for (const input of sources) {
          const byId = new Map([...input.options].map((option) => [option.value, option]));
          order.forEach((id) => input.append(byId.get(id)));
        }
      }
    }

    function clear() {
      touched = false;
      if (!list) show(isChoice ? [] : item.type === "match" ? {} : "");
    }

    /* What was answered, as positions in the source's order; and what is right. */
    function record() {
      const value = response();
      const at = (id) => options.indexOf(id);
      const correct = {
        text: () => item.answers,
        number: () => [item.answer],
        match: () => Object.entries(item.keys).map(([source, target]) => [[...shortSource.keys()].indexOf(source), at(target)]),
      };
      const given = {
        text: () => value,
        number: () => (Number.isNaN(number(value)) ? "" : String(number(value))),
        match: () => Object.entries(value).map(([source, target]) => [[...shortSource.keys()].indexOf(source), at(target)]),
      };
      return {
        id: item.id,
        type: item.type,
        item,
        options,
        sources: [...shortSource.keys()],
        response: (given[item.type] || (() => value.map(at)))(),
        correct: (correct[item.type] || (() => item.keys.map(at)))(),
        earned: begun() ? share(item, value) * item.points : 0,
        points: item.points,
        milliseconds: last,
      };
    }

    function lock(locked) {
      for (const input of place.querySelectorAll("input, select, button")) input.disabled = locked;
    }

    /* Show how the item was answered: a verdict in words, the feedback of what was chosen, and the item's own. */
    function review() {
      const { earned, points } = record();
      const full = earned >= points;
      const verdict = place.querySelector(".verdict") || place.appendChild(make("p", "verdict"));
      const word = full ? "item_correct" : earned > 0 ? "item_partly" : begun() ? "item_wrong" : "item_unanswered";
      verdict.textContent = say(word, { earned: round(earned), points: round(points) });
      place.dataset.verdict = full ? "correct" : earned > 0 ? "partly" : "wrong";
      place.append(verdict, ...place.querySelectorAll(":scope > .feedback"));
      for (const note of place.querySelectorAll(":scope > .feedback")) note.hidden = (note.dataset.when === "correct") !== full;
      for (const choice of place.querySelectorAll(".choice")) {
        const chosen = choice.querySelector("input").checked;
        const right = item.keys.includes(choice.querySelector("input").value);
        if (chosen) choice.dataset.verdict = right ? "correct" : "wrong";
        for (const note of choice.querySelectorAll(".feedback")) note.hidden = !chosen;
      }
      for (const input of sources) input.parentNode.dataset.verdict = input.value === item.keys[input.dataset.source] ? "correct" : "wrong";
      lock(true);
    }

    function unreview() {
      delete place.dataset.verdict;
      for (const note of place.querySelectorAll(".feedback, .verdict")) {
        if (note.className === "verdict") note.remove();
        else note.hidden = true;
      }
      for (const part of place.querySelectorAll(".choice, .pair")) delete part.dataset.verdict;
      lock(false);
    }

    /* Buttons that move a row up or down: the way without dragging. */
    function arrows(changed) {
      const status = place.appendChild(Object.assign(document.createElement("p"), { className: "visually-hidden" }));
      status.setAttribute("role", "status");
      for (const row of rows) {
        const label = row.textContent.trim();
        const buttons = document.createElement("span");
        buttons.className = "moves";
        for (const [name, step, sign] of [["order_up", -1, "↑"], ["order_down", 1, "↓"]]) {
          const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: sign });
          button.setAttribute("aria-label", say(name, { text: label }));
          button.addEventListener("click", () => {
            const order = [...list.children];
            const from = order.indexOf(row);
            const to = from + step;
            if (to < 0 || to >= order.length) return;
            if (step < 0) order[to].before(row);
            else order[to].after(row);
            const last = to === (step < 0 ? 0 : order.length - 1);
            (last ? [...buttons.children].find((other) => other !== button) : button).focus(); // at the end of the way, the other way is left
            status.textContent = say("order_moved", { text: label, place: to + 1, places: order.length });
            changed();
          });
          buttons.append(button);
        }
        row.append(buttons);
      }
    }

    return {
      item, place, pack, unpack, mix, clear, record, review, unreview, lock, answered, begun, arrows,
      touch(milliseconds) {
        touched = true;
        last = milliseconds;
      },
    };
  }

  const tenth = (value) => String(Math.round(value * 10) / 10);
  const round = (value) => String(Math.round(value * 100) / 100);
  const setting = (form, name) => (form.dataset[name] === undefined ? null : Number(form.dataset[name]));

  const blank = () => ({ tries: 0, score: 0, done: false, last: 0, started: 0, answers: {} });

  /* Make `form` work. `record` is what is remembered of it and is kept up to date; `seed` decides every order. */
  cedu.quiz = function (form, seed, record = blank()) {
    if ("ready" in form.dataset) return;
    form.dataset.ready = "";
    const id = form.dataset.assessment;
    const passing = setting(form, "passing");
    const attempts = setting(form, "attempts");
    const minutes = setting(form, "minutes");
    const fields = [...form.querySelectorAll("[data-item]")].map(field);
    const list = fields.length ? fields[0].place.parentNode : form;
    const points = fields.reduce((sum, one) => sum + one.item.points, 0);
    let shown = Date.now();
    let clock = 0;
    let insist = false;

    const facts = make("p", "facts");
    const status = make("div", "result");
    const start = make("button", "button primary", say("quiz_start"));
    const check = make("button", "button primary", say("quiz_check"));
    const again = make("button", "button", say("quiz_again"));
    const timer = make("p", "timer");
    const spoken = make("p", "visually-hidden");
    status.tabIndex = -1;
    start.type = again.type = "button";
    spoken.setAttribute("role", "status");
    timer.setAttribute("role", "timer");
    form.noValidate = true;
    form.prepend(facts, start, timer, spoken);
    form.append(status, check, again);

    const send = (name, detail) => form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

    function changed(one) {
      insist = false;
      one.touch(Date.now() - shown);
      record.answers[one.item.id] = one.pack();
      send("cedu:changed", { assessment: id });
    }

    /* Put items and options into this attempt's order, and show what is remembered. */
    function arrange() {
      const roll = dice(cedu.hash(`${seed} ${id} ${record.done ? record.tries - 1 : record.tries}`));
      const order = "shuffle" in form.dataset ? shuffled(fields, roll) : fields;
      list.append(...order.map((one) => one.place));
      for (const one of fields) {
        one.clear();
        one.mix(roll);
        const kept = record.answers[one.item.id];
        if (kept !== undefined) one.unpack(kept);
      }
    }

    function describe() {
      const words = [];
      if (passing !== null) words.push(say("quiz_passing", { score: round(passing) }));
      if (attempts) words.push(say("quiz_attempts", { attempt: Math.min(attempts, record.tries + (record.done ? 0 : 1)), attempts }));
      facts.textContent = words.join(" · ");
      facts.hidden = !words.length;
    }

    function ask() {
      describe();
      const waiting = minutes && !record.started;
      facts.textContent = [facts.textContent, waiting && say("quiz_time", { minutes })].filter(Boolean).join(" · ");
      facts.hidden = !facts.textContent;
      start.hidden = !waiting;
      list.hidden = Boolean(waiting);
      check.hidden = Boolean(waiting);
      timer.hidden = !minutes || waiting;
      again.hidden = status.hidden = true;
      if (minutes && !waiting) run();
    }

    function run() {
      const end = record.started * 1000 + minutes * 60000;
      let warned = false;
      const tick = () => {
        const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
        timer.textContent = say("quiz_time_left", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
        timer.classList.toggle("short", left <= WARNING);
        if (left <= WARNING && !warned) {
          warned = true;
          if (left) spoken.textContent = say("quiz_time_warning");
        }
        if (!left) hand(true);
      };
      window.clearInterval(clock);
      clock = window.setInterval(tick, 1000);
      tick();
    }

    /* Score what is answered. A best attempt is never lost to a worse one. */
    function hand(late) {
      window.clearInterval(clock);
      const items = fields.map((one) => one.record());
      const earned = items.reduce((sum, one) => sum + one.earned, 0);
      const share = points ? earned / points : 1;
      for (const one of fields) record.answers[one.item.id] = one.pack();
      Object.assign(record, { tries: record.tries + 1, score: Math.max(record.score, share), done: true, last: share, started: 0 });
      tell(late);
      status.focus();
      send("cedu:scored", { assessment: id, earned, points, passed: passes(share), items });
    }

    const passes = (share) => (passing === null ? null : share * 100 >= passing - 1e-6);

    /* How the last attempt went. It was scored when it was handed in: what has become of the items since then changes nothing. */
    function tell(late) {
      describe();
      for (const one of fields) if (record.answers[one.item.id] === undefined) one.lock(true);
        else one.review();
      const share = record.last;
      const word = passing === null ? "quiz_points" : passes(share) ? "quiz_passed" : "quiz_failed";
      const lines = [say(word, { earned: round(share * points), points: round(points), score: tenth(100 * share), passing: round(passing || 0) })];
      if (late) lines.unshift(say("quiz_time_over"));
      if (record.score > share + 1e-9) lines.push(say("quiz_best", { score: tenth(100 * record.score) }));
      const over = attempts !== null && record.tries >= attempts;
      if (over && share < 1) lines.push(say("quiz_no_more"));
      status.replaceChildren(...lines.map((line) => make("p", "", line)));
      status.dataset.verdict = passes(share) === false ? "wrong" : "correct";
      status.hidden = false;
      list.hidden = false;
      again.hidden = over || share >= 1;
      start.hidden = check.hidden = timer.hidden = true;
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const open = fields.filter((one) => !one.answered());
      if (open.length && !insist) {
        insist = true;
        status.replaceChildren(make("p", "", say("quiz_unanswered", { count: open.length })));
        status.dataset.verdict = "open";
        status.hidden = false;
        const first = [...list.children].map((place) => open.find((one) => one.place === place)).find(Boolean);
        const control = first.place.querySelector(CONTROLS);
        if (control) control.focus();
        spoken.textContent = status.textContent;
        return;
      }
      hand(false);
    });
    start.addEventListener("click", () => {
      record.started = Math.floor(Date.now() / 1000);
      shown = Date.now();
      ask();
      const first = list.querySelector(CONTROLS);
      if (first) first.focus();
      send("cedu:changed", { assessment: id });
    });
    again.addEventListener("click", () => {
      record.answers = {};
      record.done = false;
      shown = Date.now();
      for (const one of fields) one.unreview();
      arrange();
      ask();
      form.scrollIntoView({ block: "start" });
      const first = minutes ? start : list.querySelector(CONTROLS);
      if (first) first.focus({ preventScroll: true });
      send("cedu:changed", { assessment: id });
    });
    for (const one of fields) {
      one.arrows(() => changed(one));
      one.place.addEventListener("input", () => changed(one));
    }
    arrange();
    if (record.done) tell(false);
    else ask();
  };

  cedu.share = share;

  /* On a page without the player, every form works by itself. */
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-assessment]")) cedu.quiz(form, Math.floor(Math.random() * 2147483647));
  });
})();
