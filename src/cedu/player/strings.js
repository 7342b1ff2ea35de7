/* The interface's texts, as `cedu.rendering.words` gives them: by language, those in the page's at an empty one.

   `cedu.say("progress", {seen: 3, lessons: 12})` is a text; `cedu.lang("progress")` its language where that is not the page's, else nothing;
   `cedu.tell(element, "progress", {...})` writes it into an element that has nothing else, and names its language there;
   `cedu.label(...)` does the same with the element's `aria-label`. */
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

  cedu.say = function (name, values) {
    return (texts[name] || name).replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
  };

  /* The language of all texts, where none is in the page's. */
  cedu.foreign = languages.skip || "";

  cedu.lang = (name) => languages[name] || "";

  function marked(element, name) {
    if (cedu.lang(name)) element.lang = cedu.lang(name);
    else element.removeAttribute("lang");
    return element;
  }

  cedu.tell = function (element, name, values) {
    element.textContent = cedu.say(name, values);
    return marked(element, name);
  };

  cedu.label = function (element, name, values) {
    element.setAttribute("aria-label", cedu.say(name, values));
    return marked(element, name);
  };
})();
