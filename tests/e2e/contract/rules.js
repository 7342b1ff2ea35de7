// node rules.js MEMORY CASES: where `memory.js` says that a learner stands, for each case in a file of JSON, as JSON.
const fs = require("fs");
const vm = require("vm");

const [memory, cases] = process.argv.slice(2);
const window = {};
vm.runInContext(fs.readFileSync(memory, "utf8"), vm.createContext({ window }));

const found = JSON.parse(fs.readFileSync(cases, "utf8")).map(({ completion, lessons, seen, quizzes }) => {
  const course = {
    completion,
    lessons: [...Array(lessons).keys()].map((index) => ({ id: `l${index}`, assessment: index < quizzes.length ? `q${index}` : null })),
    assessments: quizzes.map(({ passing, attempts, points }, index) => ({ id: `q${index}`, passing, attempts, points, items: {} })),
  };
  const kept = {};
  quizzes.forEach(({ tries, score }, index) => {
    kept[`q${index}`] = { tries, score, done: tries > 0, last: score, started: 0, answers: {} };
  });
  const { completed, passed, score, more } = window.cedu.memory.outcome(course, {
    seed: 1,
    seen: new Set([...Array(seen).keys()].map((index) => `l${index}`)),
    quizzes: kept,
  });
  return [completed, passed, score, more];
});
process.stdout.write(JSON.stringify(found));
