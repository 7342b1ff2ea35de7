/* The interface's texts: `cedu.say("progress", {seen: 3, lessons: 12})`. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const block = document.getElementById("Cedu-strings");
  const strings = block ? JSON.parse(block.textContent) : {};

  /* The language of these texts, where it is not the page's: what says them has to name it. */
  const spoken = strings.language;
  cedu.foreign = spoken && spoken !== document.documentElement.lang.split("-")[0].toLowerCase() ? spoken : "";

  cedu.say = function (name, values) {
    return (strings[name] || name).replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
  };
})();
