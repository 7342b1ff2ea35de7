// The player's scripts as a page has them, but for the page; and a list of what they say beside what they should say.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = JSON.parse(process.argv[2]);
const window = { setTimeout, clearTimeout };
const document = { addEventListener() {}, getElementById: () => null };
const context = vm.createContext({ window, document });
for (const name of ["memory.js", "scoring.js", "kinds.js", "answers.js", "quiz.js"]) vm.runInContext(fs.readFileSync(path.join(folder, name), "utf8"), context);

const found = {};
function check(name, is, should) {
  if (name in found) throw new Error(`two checks are called ${name}`);
  found[name] = { is, "should be": should };
}
process.on("exit", (code) => code || !Object.keys(found).length || process.stdout.write(JSON.stringify(found)));

// A course of two lessons, and a memory of it.
function course(completion, ...assessments) {
  return {
    completion: { lessons: "all", assessments: "passed", ...completion },
    lessons: [{ id: "one", assessment: assessments[1] ? "q1" : null }, { id: "two", assessment: assessments[0] ? "q0" : null }],
    assessments: assessments.map((one, index) => ({ id: `q${index}`, passing: null, attempts: null, points: 10, items: {}, ...one })),
  };
}
const blank = { tries: 0, score: 0, done: false, last: 0, started: 0, answers: {} };
function memory(seen, ...quizzes) {
  return { seed: 1, seen: new Set(seen), quizzes: Object.fromEntries(quizzes.map((quiz, index) => [`q${index}`, { ...blank, ...quiz }])) };
}

module.exports = { cedu: window.cedu, check, course, blank, memory };
