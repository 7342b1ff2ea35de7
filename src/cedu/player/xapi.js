/* What statements of the Experience API (1.0.3) are written in: ids, times, and what was asked and answered. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
  const KINDS = { "true-false": "true-false", order: "sequencing", match: "matching", number: "numeric", text: "fill-in", gaps: "fill-in", essay: "long-fill-in", scale: "likert" };

  /* ISO 8601 with at most two decimals: a duration, and a time in UTC (9.5.4, 9.7). */
  const duration = (milliseconds) => `PT${Math.round(Math.max(0, milliseconds) / 10) / 100}S`;
  const timestamp = (milliseconds) => `${new Date(milliseconds).toISOString().slice(0, 22)}Z`;

  /* A UUID: of chance, or where there is a name, the same for ever, so that an LRS that has it knows it again. */
  function uuid(name) {
    const words = name ? [1, 2, 3, 4].map((salt) => cedu.hash(salt + name)) : crypto.getRandomValues(new Uint32Array(4));
    const hex = Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
    return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, `$1-$2-${name ? 5 : 4}$3-a$4-`);
  }

  /* What was asked and what was answered, in the words of xAPI (Data, 2.4.4.1, Interaction Activities). */
  function interaction({ type, stem, item, options, sources, response, correct }) {
    const list = (positions) => positions.map((one) => (type === "match" ? `${sources[one[0]]}[.]${options[one[1]]}` : options[one])).join("[,]");
    const components = (ids) => ids.map((id) => ({ id }));
    const description = { [document.documentElement.lang]: stem };
    const definition = { type: INTERACTION, description, interactionType: KINDS[type] || "choice" };
    const patterns = (right) => (definition.correctResponsesPattern = right);
    const typed = (text) => text.replace(/\[,\]/g, ","); // what separates answers
    if (type === "text" || type === "essay") {
      patterns(correct.map((answer) => (item.caseSensitive ? "{case_matters=true}" : "") + typed(answer)));
    } else if (type === "gaps") {
      patterns([correct.map(typed).join("[,]")]);
    } else if (type === "scale") {
      definition.scale = components(options);
    } else if (type === "number") {
      const [low, high] = [-1, 1].map((side) => Number((item.answer + side * item.tolerance).toPrecision(12)));
      patterns([low === high ? `${low}` : `${low}[:]${high}`]);
    } else {
      patterns(type === "single" ? correct.map((one) => options[one]) : [list(correct)]);
      if (type === "match") Object.assign(definition, { source: components(sources), target: components(options) });
      else if (type !== "true-false") definition.choices = components(options);
    }
    if ((definition.correctResponsesPattern || [""]).join("") === "") delete definition.correctResponsesPattern;
    if (type === "gaps") return [definition, response.map(typed).join("[,]")];
    return [definition, typeof response !== "string" ? list(response) : type === "essay" ? response : typed(response)];
  }

  cedu.xapi = { uuid, duration, timestamp, interaction };
})();
