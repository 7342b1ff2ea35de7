/* The interface's texts, as `cedu.rendering.words` gives them: by language, those in the page's at an empty one.

   `cedu.say("progress", {seen: 3, lessons: 12})` is a text, with numbers as its language writes them; `cedu.lang("progress")` is its
   language where that is not the page's, else nothing; `cedu.tell(element, "progress", {...})` writes the text into an element that has
   nothing else, and names its language there. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const block = document.getElementById("Cedu-strings");
  const texts = {};
  const languages = {};
  for (const [language, group] of Object.entries(block ? JSON.parse(block.textContent) : {})) {
    for (const name of Object.keys(group)) languages[name] = language;
    Object.assign(texts, group);
  }

  /* The digits of a screen that mixes our numbers with an author's are the same everywhere. */
  function written(number, language) {
    const form = { maximumFractionDigits: 2, numberingSystem: "latn", useGrouping: false };
    try {
      return number.toLocaleString(language, form);
    } catch (unknown) {
      return number.toLocaleString("en", form); // no language that a browser knows of
    }
  }

  cedu.say = function (name, values = {}) {
    const language = cedu.lang(name) || document.documentElement.lang;
    return (texts[name] || name).replace(/\{(\w+)\}/g, (gap, key) => {
      const value = key in values ? values[key] : gap;
      return typeof value === "number" ? written(value, language) : value;
    });
  };

  cedu.lang = (name) => languages[name] || "";

  cedu.tell = function (element, name, values) {
    element.textContent = cedu.say(name, values);
    if (cedu.lang(name)) element.lang = cedu.lang(name);
    else element.removeAttribute("lang");
    return element;
  };
})();
