// node words.js PLAYER MODULES ANSWERS: what each standard's script makes of the answers in a file of JSON, as JSON: by the standard, what
// was sent, what the LMS has of each, and what it refused. The LMS of SCORM is somebody else's, and strict.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [player, modules, answers] = process.argv.slice(2);
const given = JSON.parse(fs.readFileSync(answers, "utf8"));
const LMS = {
  scorm12: ["Scorm12API", "API", "LMSSetValue", "LMSGetLastError"],
  scorm2004: ["Scorm2004API", "API_1484_11", "SetValue", "GetLastError"],
};

// The package's scripts in a window of their own, which has what little of a browser they ask for here.
function windowWith(names, files = []) {
  const window = { document: { documentElement: { lang: "de" } } };
  window.window = window.parent = window;
  const context = vm.createContext(window);
  for (const file of files) vm.runInContext(fs.readFileSync(file, "utf8"), context);
  return {
    window,
    load: () => {
      for (const name of names) vm.runInContext(fs.readFileSync(path.join(player, name), "utf8"), context);
      return window.cedu;
    },
  };
}

async function scorm(version) {
  const [name, api, set, error] = LMS[version];
  const { window, load } = windowWith(["api.js", `${version}.js`], [path.join(modules, `scorm-again/dist/${version}.min.js`)]);
  const lms = new window[name]({ autocommit: false, strict_errors: true, mastery_override: false, logLevel: 5 });
  const refused = [];
  const sent = {};
  window[api] = new Proxy(lms, {
    get: (_, key) => (...values) => {
      const result = lms[key](...values);
      if (key === set) sent[values[0]] = values[1];
      if (key === set && String(result) !== "true") refused.push([...values, lms[error]()]);
      return result;
    },
  });
  const tracker = load().tracker({}, (kind, detail) => refused.push([kind, String(detail)]));
  await tracker.start();
  for (const answer of given) tracker.answer(answer);
  tracker.suspend("1");
  tracker.finish();
  return { refused, sent, heard: JSON.parse(JSON.stringify(lms.cmi)).interactions };
}

(async () => {
  const { interaction } = windowWith(["xapi.js"]).load().xapi;
  const found = { scorm12: await scorm("scorm12"), scorm2004: await scorm("scorm2004"), cmi5: given.map((answer) => interaction(answer)) };
  process.stdout.write(JSON.stringify(found));
})();
