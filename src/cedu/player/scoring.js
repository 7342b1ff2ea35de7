/* What an answer earns: `cedu.share(item, response)` is the share of the item's points, from 0 to 1. `item` is what `data-item` holds, and
   `response` what the item's kind (`kinds.js`) reads. `cedu.model.interaction` says the same in words. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  /* The numbers that somebody may mean who types `text`: in any digits, with a decimal comma, a real minus sign, marks between thousands. */
  function plainNumbers(text) {
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

  /* The same of a number that has to have one of the item's units after it, in the first of them. */
  function numbers(item, text) {
    if (!item.units) return plainNumbers(text);
    const bare = (one) => one.normalize("NFKC").replace(/\s/g, "");
    const typed = bare(text);
    const fitting = item.units.filter(([name]) => typed.endsWith(bare(name)));
    return fitting.map(([name, factor]) => plainNumbers(typed.slice(0, -bare(name).length)).map((number) => number * factor)).flat();
  }

  const near = (item, number) => Math.abs(number - item.answer) <= item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer));

  /* Does a pattern (RE2's) match all of `text`? What a browser can't read matches nothing. */
  function fits(pattern, text, caseSensitive) {
    for (const mode of ["u", ""]) {
      try {
        return new RegExp(`^(?:${pattern})$`, mode + (caseSensitive ? "" : "i")).test(text);
      } catch (unreadable) {
        // In the first mode, a backslash before a sign that means nothing is a mistake.
      }
    }
    return false;
  }

  function isText({ answers, patterns = [], caseSensitive }, response) {
    const plain = (text) => (caseSensitive ? text : text.toLowerCase()).normalize("NFC").trim();
    const typed = response.normalize("NFC").trim();
    return answers.some((answer) => plain(answer) === plain(response)) || (typed !== "" && patterns.some((one) => fits(one, typed, caseSensitive)));
  }

  const isFilled = (gap, response = "") => (gap.keys ? gap.keys.includes(response) : isText(gap, response));
  const counted = (list, test) => list.filter(test).length / list.length;
  const one = (item, response) => Number(response.length === 1 && item.keys.includes(response[0]));

  const RULES = {
    single: one,
    "true-false": one,
    multiple(item, response) {
      const right = response.filter((id) => item.keys.includes(id)).length;
      const wrong = response.length - right;
      if (item.penalty !== undefined) return Math.max(0, right - item.penalty * wrong) / item.keys.length;
      return Number(right === item.keys.length && !wrong);
    },
    text: (item, response) => Number(isText(item, response)),
    number: (item, response) => Number(numbers(item, response).some((number) => near(item, number))),
    order: (item, response) => Number(response.length === item.keys.length && item.keys.every((id, index) => id === response[index])),
    match: (item, response) => counted(Object.keys(item.keys), (source) => response[source] === item.keys[source]),
    gaps: (item, response) => counted(item.gaps, (gap, index) => isFilled(gap, response[index])),
  };

  const share = (item, response) => (RULES[item.type] ? RULES[item.type](item, response) : 0);

  Object.assign(cedu, { share, scoring: { isMarked: (item) => item.type in RULES, isFilled, near, numbers } });
})();
