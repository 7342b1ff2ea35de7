/* How each kind of item is answered. `cedu.rendering.items` draws it:

     <fieldset class="item" data-item='{"id": ..., "type": ..., "points": 1, ...}'>
       <legend class="stem">, or <div class="stem"> of more than a line
       <details class="hint">
       single, multiple, true-false   {keys: [ids], penalty, shuffle}      <div class="choices"> of <div class="choice"> with <label><input value="ID"> and
                                                                           .feedback; before it <div class="hotspot"> with <g data-area="ID"> for each
       scale                          {}                                   the same
       text                           {answers, patterns, caseSensitive}   <input class="answer" maxlength="40">
       number                         {answer, tolerance, units}           the same; `units` are [name, factor]
                                      {variants: [answers], ...}           and <span data-variant> in the stem for each, of which one is shown
       essay                          {}                                   <textarea class="answer" maxlength="2000">
       order                          {keys: [ids in order]}               <ol class="order"> of <li data-option="ID">
       match                          {keys: {source: target}}             <div class="pair"> with <select data-source="ID"> with <option value="ID">
       gaps                           {gaps: [{id, answers, ...}]}         <input data-gap="ID"> in the stem
                                      {gaps: [{id, keys, shuffle}]}        <select data-gap="ID"> with <option value="ID">
       none                           {}                                   what is handed in elsewhere
       <div class="feedback" data-when="correct" hidden>, "incorrect" and "handed-in"

   Nothing is dragged: what is put in order has buttons, what is matched is chosen from a list. Whoever looks can read the keys: this is for
   practice, and says nothing of who may be certified.

   `cedu.kinds[type](place, item)` gives what the kind does at a place:

     read()        the response, in the terms of `scoring.js`
     given()       how much is answered, of `whole`
     pack()        a response in few characters; unpack(text), the way back
     clear(roll)   nothing is answered, and the options are in an order of the dice's
     touch()       somebody has changed something, where that matters
     record()      what was answered and what is right: {response, correct}, and `options`, `sources` where those are positions in them
     review()      marks what was answered */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const OPTION = 2; // characters of an option's key
  const END = "\n"; // of what is in a gap: nobody can type it into a field

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

  /* Mark a part of an answer, for the eye and, in words, for the ear. */
  function mark(part, right, put) {
    part.dataset.verdict = right ? "correct" : "wrong";
    put(made("span", "visually-hidden mark", right ? "item_correct" : "item_wrong"));
  }

  /* Short keys for options, and the way back; an option that is gone from the course is dropped. */
  function coded(ids) {
    const keys = cedu.keys(ids, OPTION);
    const back = new Map([...keys].map(([id, key]) => [key, id]));
    return { key: (id) => keys.get(id) || "", id: (key) => back.get(key), ids: (text) => (text.match(/../g) || []).map((key) => back.get(key)) };
  }

  const values = (select) => [...select.options].map((one) => one.value).filter(Boolean);

  /* The options of a list in this order; the first one, which is no answer, stays. */
  function arrange(select, order) {
    const byId = new Map([...select.options].map((one) => [one.value, one]));
    select.append(...order.map((id) => byId.get(id)));
  }

  function choice(place, item) {
    const box = place.querySelector(".choices");
    const inputs = [...box.querySelectorAll("input")];
    const areas = [...place.querySelectorAll("[data-area]")];
    const options = inputs.map((input) => input.value);
    const option = coded(options);
    const of = (area) => inputs.find((input) => input.value === area.dataset.area);
    const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
    const light = () => areas.forEach((area) => area.classList.toggle("chosen", of(area).checked));
    const show = (ids) => {
      for (const input of inputs) input.checked = ids.includes(input.value);
      light();
    };
    place.addEventListener("input", light);
    for (const area of areas) {
      area.addEventListener("click", () => of(area).click());
      for (const event of ["mouseenter", "mouseleave"]) area.addEventListener(event, () => of(area).closest(".choice").classList.toggle("pointed", event === "mouseenter"));
    }
    return {
      read,
      given: () => read().length,
      pack: () => read().map(option.key).join(""),
      unpack: (text) => show(option.ids(text)),
      clear(roll) {
        if (item.shuffle) box.append(...shuffled([...box.children], roll));
        show([]);
      },
      record() {
        const at = (ids) => ids.map((id) => options.indexOf(id));
        return { options, response: at(read()), correct: at(item.keys || []) };
      },
      review() {
        for (const input of inputs) {
          const part = input.closest(".choice");
          if (input.checked && item.keys) mark(part, item.keys.includes(input.value), (words) => part.querySelector("label").append(" ", words));
          for (const note of part.querySelectorAll(".feedback")) note.hidden = !input.checked;
        }
        for (const area of areas) if (of(area).checked) area.dataset.verdict = of(area).closest(".choice").dataset.verdict;
      },
    };
  }

  function typed(place, item) {
    const field = place.querySelector(".answer");
    const variants = [...place.querySelectorAll("[data-variant]")];
    const read = () => field.value.trim();
    const show = (text) => {
      field.value = text;
      count();
    };
    const room = item.type === "essay" ? made("p", "note") : null;
    const count = () => room && cedu.tell(room, "essay_room", { used: field.value.length, most: field.maxLength });
    if (room) field.after(room);
    place.addEventListener("input", count);
    function number() {
      const found = cedu.scoring.numbers(item, read());
      return String([...found.filter((one) => cedu.scoring.near(item, one)), ...found, ""][0]);
    }
    return {
      read,
      given: () => read().length,
      pack: read,
      unpack: show,
      clear(roll) {
        show("");
        if (!variants.length) return;
        const chosen = Math.floor(roll() * variants.length);
        item.answer = item.variants[chosen];
        variants.forEach((one, index) => (one.hidden = index !== chosen));
      },
      record() {
        if (item.type !== "number") return { response: read(), correct: item.answers || [] };
        if (item.units) return { type: "text", response: read(), correct: [`${item.answer} ${item.units[0][0]}`] };
        return { response: number(), correct: [item.answer] };
      },
      review() {},
    };
  }

  /* An order is no answer before it is touched. */
  function order(place, item) {
    const list = place.querySelector(".order");
    const rows = [...list.children];
    const option = coded(item.keys);
    let moved = false;
    const read = () => [...list.children].map((row) => row.dataset.option);
    const show = (ids) => list.append(...ids.map((id) => rows.find((row) => row.dataset.option === id)));
    cedu.movable(place, list);
    return {
      read,
      given: () => Number(moved),
      pack: () => read().map(option.key).join(""),
      unpack(text) {
        const known = option.ids(text).filter(Boolean);
        moved = known.length > 0;
        show([...known, ...read().filter((id) => !known.includes(id))]);
      },
      clear(roll) {
        moved = false;
        const start = [...item.keys].sort(); // so that nothing hangs on the order of the source
        let mixed = shuffled(start, roll);
        while (start.length > 1 && mixed.every((id, index) => id === item.keys[index])) mixed = shuffled(start, roll);
        show(mixed);
      },
      touch: () => (moved = true),
      record() {
        const at = (ids) => ids.map((id) => item.keys.indexOf(id));
        return { options: item.keys, response: moved ? at(read()) : [], correct: at(item.keys) };
      },
      review() {},
    };
  }

  function match(place, item) {
    const lists = [...place.querySelectorAll("select")];
    const sources = lists.map((list) => list.dataset.source);
    const options = values(lists[0]);
    const source = coded(sources);
    const option = coded(options);
    const read = () => Object.fromEntries(lists.filter((list) => list.value).map((list) => [list.dataset.source, list.value]));
    const show = (pairs) => lists.forEach((list) => (list.value = pairs.get(list.dataset.source) || ""));
    return {
      whole: sources.length,
      read,
      given: () => Object.keys(read()).length,
      pack: () => Object.entries(read()).map(([from, to]) => source.key(from) + option.key(to)).join(""),
      unpack(text) {
        show(new Map((text.match(/..../g) || []).map((pair) => [source.id(pair.slice(0, OPTION)), option.id(pair.slice(OPTION))])));
      },
      clear(roll) {
        const mixed = shuffled(options, roll);
        for (const list of lists) arrange(list, mixed);
        show(new Map());
      },
      record() {
        const at = (pairs) => Object.keys(pairs).map((id) => [sources.indexOf(id), options.indexOf(pairs[id])]);
        return { options, sources, response: at(read()), correct: at(item.keys) };
      },
      review() {
        for (const list of lists) {
          const part = list.closest(".pair");
          mark(part, list.value === item.keys[list.dataset.source], (words) => part.querySelector("label").append(" ", words));
        }
      },
    };
  }

  /* Gaps that are typed into, or chosen for: each has a list of its own. */
  function gaps(place, item) {
    const fields = item.gaps.map((gap) => place.querySelector(`[data-gap="${gap.id}"]`));
    const lists = fields.map((field) => (field.options ? { options: values(field), ...coded(values(field)) } : null));
    const words = fields.map((field) => new Map([...(field.options || [])].map((one) => [one.value, one.text])));
    const read = () => fields.map((field) => field.value.trim());
    const name = coded(item.gaps.map((gap) => gap.id));
    const show = (texts) => item.gaps.forEach((gap, index) => (fields[index].value = texts.get(gap.id) || ""));
    const given = () => read().filter(Boolean).length;
    return {
      whole: fields.length,
      read,
      given,
      pack: () => read().map((text, index) => text && name.key(item.gaps[index].id) + (lists[index] ? lists[index].key(text) : text) + END).join(""),
      unpack(text) {
        const kept = new Map(text.split(END).map((part) => [name.id(part.slice(0, OPTION)), part.slice(OPTION)]));
        show(new Map(item.gaps.map(({ id }, index) => [id, lists[index] ? lists[index].id(kept.get(id)) : kept.get(id)])));
      },
      clear(roll) {
        item.gaps.forEach((gap, index) => gap.shuffle && arrange(fields[index], shuffled(lists[index].options, roll)));
        show(new Map());
      },
      record() {
        const said = (text, index) => words[index].get(text) || text;
        const right = item.gaps.map((gap) => (gap.keys || gap.answers)[0] || "");
        return { response: given() ? read().map(said) : [], correct: right.every(Boolean) ? right.map(said) : [] };
      },
      review() {
        fields.forEach((field, index) => mark(field, cedu.scoring.isFilled(item.gaps[index], read()[index]), (spoken) => field.after(made("span", "sign mark"), spoken)));
      },
    };
  }

  const none = () => ({ whole: 0, read: () => "", given: () => 0, pack: () => "", unpack() {}, clear() {}, record: () => null, review() {} });

  const kinds = { single: choice, multiple: choice, "true-false": choice, scale: choice, text: typed, number: typed, essay: typed, order, match, gaps, none };
  Object.assign(cedu, { kinds, made, shuffled });
})();
