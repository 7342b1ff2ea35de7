/* The interface's texts: `cedu.say("progress", {seen: 3, lessons: 12})`. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const block = document.getElementById("Cedu-strings");
  const strings = block ? JSON.parse(block.textContent) : {};

  cedu.say = function (name, values) {
    return (strings[name] || name).replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
  };
})();
