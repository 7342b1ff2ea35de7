/* One item of an assessment's form: what is answered, what that earns, and how it went. `cedu.rendering.items` draws it:

     <fieldset class="item" data-item='{"id": ..., "type": ..., "points": 1, ...}'>
       <legend>stem</legend>
       single, multiple, true-false   {keys: [ids], partial, shuffle}   <div class="choices"> of <div class="choice"> with <label><input value="ID"> and .feedback
       text                           {answers, caseSensitive}          <input type="text" maxlength="40">
       number                         {answer, tolerance}               <input type="text" inputmode="decimal" maxlength="32">
       order                          {keys: [ids in order]}            <ol class="order"> of <li data-option="ID">
       match                          {keys: {source: target}}          <select data-source="ID"> with <option value="ID">
       <div class="feedback" data-when="correct" hidden> and "incorrect"

   Nothing is dragged: what is put in order has buttons, what is matched is chosen from a list. Whoever looks can read the keys: this is for
   practice, and says nothing of who may be certified. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const OPTION = 2; // characters of an option's key

  const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);

  /* The numbers that somebody may mean who types `text`: in any digits, with a decimal comma, a real minus sign, marks between thousands. */
  function numbers(text) {
    const plain = text
      .normalize("NFKC")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16))
      .replace(/[\s'\u2019\u066c]/g, "")
      .replace(/[\u2212\u2010]/, "-")
      .replace("\u066b", ".");
    const found = [plain.includes(".") ? plain : plain.replace(",", ".")];
    if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) found.push(plain.replace(/,/g, ""));
    if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) found.push(plain.replace(/\./g, "").replace(",", "."));
    return found.filter((one) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(one)).map(Number);
  }

  const near = (item, number) => Math.abs(number - item.answer) <= item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer));

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
      case "number":
        return numbers(response).some((number) => near(item, number)) ? 1 : 0;
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

  function shuffled(list, roll) {
    const mixed = [...list];
    for (let index = mixed.length - 1; index > 0; index -= 1) {
      const other = Math.floor(roll() * (index + 1));
      [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
    }
    return mixed;
  }

  /* An element for a text of ours. */
  function made(tag, className, ...words) {
    const element = Object.assign(document.createElement(tag), { className });
    return words.length ? cedu.tell(element, ...words) : element;
  }

  const round = (number) => Math.round(number * 100) / 100;

  /* Short keys for options, and the way back; an option that is gone from the course is dropped. */
  function coded(ids) {
    const keys = cedu.keys(ids, OPTION);
    const back = new Map([...keys].map(([id, key]) => [key, id]));
    return { key: (id) => keys.get(id), id: (key) => back.get(key) };
  }

  /* The item at `place`, which reads and shows a response in the terms of `share`. */
  function field(place) {
    const item = JSON.parse(place.dataset.item);
    const inputs = [...place.querySelectorAll("input, select")];
    const list = place.querySelector(".order");
    const rows = list ? [...list.children] : [];
    const isChoice = ["single", "multiple", "true-false"].includes(item.type);
    const isMatch = item.type === "match";
    const isTyped = !isChoice && !isMatch && !list;
    const sources = isMatch ? inputs.map((input) => input.dataset.source) : [];
    const options = list ? item.keys : [...(isMatch ? inputs[0].options : isChoice ? inputs : [])].map((one) => one.value).filter(Boolean);
    const option = coded(options);
    const source = coded(sources);
    let moved = false; // an order is no answer before it is touched
    let last = 0;

    function response() {
      if (isChoice) return inputs.filter((input) => input.checked).map((input) => input.value);
      if (list) return [...list.children].map((row) => row.dataset.option);
      if (isMatch) return Object.fromEntries(inputs.filter((input) => input.value).map((input) => [input.dataset.source, input.value]));
      return inputs[0].value.trim();
    }

    function show(value) {
      if (isChoice) for (const input of inputs) input.checked = value.includes(input.value);
      else if (list) list.append(...value.map((id) => rows.find((row) => row.dataset.option === id)));
      else if (isMatch) for (const input of inputs) input.value = value.get(input.dataset.source) || "";
      else inputs[0].value = value;
    }

    const given = () => (list ? Number(moved) : isMatch ? Object.keys(response()).length : response().length);
    const begun = () => given() > 0;
    const answered = () => given() >= (isMatch ? sources.length : 1);

    /* A response in few characters, and back. */
    function pack() {
      if (!begun()) return "";
      const value = response();
      if (isTyped) return value;
      if (isMatch) return Object.keys(value).map((id) => source.key(id) + option.key(value[id])).join("");
      return value.map(option.key).join("");
    }

    function unpack(text) {
      const keys = text.match(/../g) || [];
      if (isTyped) return show(text);
      const ids = keys.map((key) => option.id(key));
      if (isMatch) {
        const pairs = new Map();
        for (let index = 1; index < keys.length; index += 2) pairs.set(source.id(keys[index - 1]), ids[index]);
        return show(pairs);
      }
      const known = ids.filter(Boolean);
      moved = known.length > 0;
      return show(list ? [...known, ...response().filter((id) => !known.includes(id))] : known);
    }

    /* Nothing is answered, and the options are in an order of the dice's. */
    function clear(roll) {
      moved = false;
      if (list) {
        const start = [...item.keys].sort(); // so that nothing hangs on the order of the source
        let mixed = shuffled(start, roll);
        while (start.length > 1 && same(mixed, item.keys)) mixed = shuffled(start, roll);
        return show(mixed);
      }
      const box = place.querySelector(".choices");
      if (isChoice && item.shuffle) box.append(...shuffled([...box.children], roll));
      const order = isMatch ? shuffled(options, roll) : [];
      for (const input of isMatch ? inputs : []) {
        const byId = new Map([...input.options].map((one) => [one.value, one]));
        input.append(...order.map((id) => byId.get(id)));
      }
      return show(isTyped ? "" : isMatch ? new Map() : []);
    }

    /* What was answered and what is right, as positions in the source's order. */
    function record() {
      const value = response();
      const at = (id) => options.indexOf(id);
      const pairs = (keys) => Object.keys(keys).map((id) => [sources.indexOf(id), at(keys[id])]);
      const number = () => {
        const found = numbers(value);
        return String([...found.filter((one) => near(item, one)), ...found, ""][0]);
      };
      const earned = begun() ? share(item, value) * item.points : 0;
      const [said, correct] = isMatch
        ? [pairs(value), pairs(item.keys)]
        : isTyped
          ? [item.type === "number" ? number() : value, item.answers || [item.answer]]
          : [begun() ? value.map(at) : [], item.keys.map(at)];
      const stem = place.querySelector(".stem").textContent.replace(/\s+/g, " ").trim();
      return { id: item.id, type: item.type, stem, item, options, sources, response: said, correct, earned, points: item.points, milliseconds: last };
    }

    function lock(locked) {
      for (const control of place.querySelectorAll("input, select, button")) control.disabled = locked;
    }

    /* Mark a choice or a pair, for the eye and, in words, for the ear. */
    function mark(part, right) {
      part.dataset.verdict = right ? "correct" : "wrong";
      part.querySelector("label").append(" ", made("span", "visually-hidden mark", right ? "item_correct" : "item_wrong"));
    }

    /* Show how the item was answered: a verdict in words, the feedback of what was chosen, and the item's own. */
    function review() {
      const { earned, points } = record();
      const full = earned >= points;
      const word = full ? "item_correct" : earned > 0 ? "item_partly" : begun() ? "item_wrong" : "item_unanswered";
      place.dataset.verdict = full ? "correct" : earned > 0 ? "partly" : "wrong";
      place.append(made("p", "verdict", word, { earned: round(earned), points: round(points) }), ...place.querySelectorAll(":scope > .feedback"));
      for (const note of place.querySelectorAll(":scope > .feedback")) note.hidden = (note.dataset.when === "correct") !== full;
      for (const choice of place.querySelectorAll(".choice")) {
        const { checked, value } = choice.querySelector("input");
        if (checked) mark(choice, item.keys.includes(value));
        for (const note of choice.querySelectorAll(".feedback")) note.hidden = !checked;
      }
      for (const pair of place.querySelectorAll(".pair")) {
        const { dataset, value } = pair.querySelector("select");
        mark(pair, value === item.keys[dataset.source]);
      }
      lock(true);
    }

    function unreview() {
      for (const note of place.querySelectorAll(".verdict, .mark")) note.remove();
      for (const note of place.querySelectorAll(".feedback")) note.hidden = true;
      for (const part of [place, ...place.querySelectorAll(".choice, .pair")]) delete part.dataset.verdict;
      lock(false);
    }

    /* Move a row of an order; at the end of its way, its other button has the focus. */
    function move(row, button, step, status) {
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

    if (list) {
      const status = place.appendChild(made("p", "visually-hidden"));
      status.setAttribute("role", "status");
      for (const row of rows) {
        row.dataset.text = row.textContent.trim();
        const buttons = row.appendChild(made("span", "moves"));
        for (const [name, step, sign] of [["order_up", -1, "↑"], ["order_down", 1, "↓"]]) {
          const button = buttons.appendChild(made("button", "button"));
          Object.assign(button, { type: "button", textContent: sign });
          button.setAttribute("aria-label", cedu.say(name, { text: row.dataset.text }));
          if (cedu.lang(name)) button.lang = cedu.lang(name);
          button.addEventListener("click", () => move(row, button, step, status));
        }
      }
    }

    return {
      item, place, pack, unpack, clear, record, review, unreview, lock, answered,
      touch(milliseconds) {
        moved = true;
        last = milliseconds;
      },
    };
  }

  Object.assign(cedu, { field, made, share, shuffled });
})();
