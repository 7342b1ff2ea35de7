// node rules.js FOLDER: what the player's rules say, beside what they should say, as JSON.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = JSON.parse(process.argv[2]);
const window = {};
const document = { addEventListener() {}, getElementById: () => null };
const context = vm.createContext({ window, document });
for (const name of ["strings.js", "quiz.js", "memory.js"]) vm.runInContext(fs.readFileSync(path.join(folder, name), "utf8"), context);
const { cedu } = window;
const found = {};
const check = (name, is, should) => (found[name] = { is, "should be": should });

// Shares of an item's points.
const share = (item, response, should) => check(`${JSON.stringify(item)} ${JSON.stringify(response)}`, cedu.share(item, response), should);
const all = { type: "multiple", keys: ["a", "b"] };
const part = { ...all, partial: true };
share({ type: "single", keys: ["a"] }, ["a"], 1);
share({ type: "single", keys: ["a"] }, ["b"], 0);
share({ type: "single", keys: ["a"] }, [], 0);
share({ type: "true-false", keys: ["false"] }, ["false"], 1);
share(all, ["b", "a"], 1);
share(all, ["a"], 0);
share(all, ["a", "b", "c"], 0);
share(part, ["a"], 0.5);
share(part, ["a", "b", "c"], 0.5);
share(part, ["a", "c"], 0);
share(part, ["c"], 0);
const text = { type: "text", answers: ["Branch", "größe"], caseSensitive: false };
share(text, " branch ", 1);
share(text, "GRO\u0308SSE", 0);
share(text, "gro\u0308ße", 1);
share({ ...text, caseSensitive: true }, "branch", 0);
share({ ...text, caseSensitive: true }, "Branch", 1);
const number = { type: "number", answer: 0.3, tolerance: 0.1 };
share(number, "0.2", 1);
share(number, "0,4", 1);
share(number, "0.41", 0);
share(number, "three", 0);
share(number, "", 0);
share({ type: "number", answer: -1200, tolerance: 0 }, "\u22121 200", 1);
share({ type: "number", answer: 1200, tolerance: 0 }, "1.2e3", 1);
share({ type: "order", keys: ["a", "b", "c"] }, ["a", "b", "c"], 1);
share({ type: "order", keys: ["a", "b", "c"] }, ["a", "c", "b"], 0);
const match = { type: "match", keys: { a: "1", b: "2", c: "3", d: "1" } };
share(match, { a: "1", b: "2", c: "3", d: "1" }, 1);
share(match, { a: "1", b: "3" }, 0.25);

// The word for the course.
function course(completion, ...assessments) {
  return {
    completion: { lessons: "all", assessments: "passed", ...completion },
    lessons: [{ key: "aaaa" }, { key: "bbbb" }],
    assessments: assessments.map((one, index) => ({ key: `q${index}`, passing: null, attempts: null, points: 10, ...one })),
  };
}
function memory(seen, ...quizzes) {
  const blank = { tries: 0, earned: 0, points: 0, done: false };
  return { seen: new Set(seen), quizzes: Object.fromEntries(quizzes.map((quiz, index) => [`q${index}`, { ...blank, ...quiz }])) };
}
function outcome(name, one, kept, status, score = null) {
  const is = cedu.memory.outcome(one, kept);
  check(name, `${is.status} ${is.score}`, `${status} ${score}`);
}
const both = ["aaaa", "bbbb"];
const got = (earned, tries = 1) => ({ tries, earned, points: 10, done: true });
outcome("no assessment, half seen", course({}), memory(["aaaa"]), "incomplete");
outcome("no assessment, all seen", course({}), memory(both), "completed");
outcome("any lesson", course({ lessons: "any" }), memory(["aaaa"]), "completed");
outcome("not tried", course({}, { passing: 80 }), memory(both, {}), "incomplete");
outcome("passed, not all seen", course({}, { passing: 80 }), memory(["aaaa"], got(10)), "incomplete", 100);
outcome("passed, all seen", course({}, { passing: 80 }), memory(both, got(8)), "passed", 80);
outcome("failed, not all seen", course({}, { passing: 80 }), memory(["aaaa"], got(7)), "incomplete", 70);
outcome("failed, all seen", course({}, { passing: 80 }), memory(both, got(7)), "failed", 70);
outcome("failed for good", course({}, { passing: 80, attempts: 2 }), memory(["aaaa"], got(7, 2)), "failed", 70);
outcome("an attempt left", course({}, { passing: 80, attempts: 2 }), memory(["aaaa"], got(7, 1)), "incomplete", 70);
outcome("no passing score", course({}, {}), memory(both, got(1)), "completed", 10);
outcome("one of two passed", course({}, { passing: 80 }, { passing: 50 }), memory(both, got(9), got(4)), "failed", 65);
outcome("one of two tried", course({}, { passing: 80 }, { passing: 50 }), memory(both, got(9), {}), "incomplete", 45);
outcome("attempted is enough, but a fail is no completion", course({ assessments: "attempted" }, { passing: 80 }), memory(both, got(1)), "failed", 10);
outcome("attempted and passed", course({ assessments: "attempted" }, { passing: 80 }), memory(both, got(9)), "passed", 90);
outcome("ignored", course({ assessments: "ignored" }, { passing: 80 }), memory(both, got(1)), "completed", 10);
outcome("ignored and not tried", course({ assessments: "ignored" }, { passing: 80 }), memory(both, {}), "completed");

// What is kept fits, comes back, and outlives a new version of the course.
const ids = Array.from({ length: 100 }, (_, index) => `lesson-${index}`);
const keys = cedu.keys(ids, 4);
check("keys are as many as names", new Set(keys.values()).size, 100);
check("keys have four characters", [...keys.values()].every((key) => key.length === 4), true);
check("keys come from the name alone", cedu.keys(["lesson-7"], 4).get("lesson-7"), keys.get("lesson-7"));
const crowd = Array.from({ length: 1200 }, (_, index) => `option-${index}`);
check("keys differ where names meet", new Set(cedu.keys(crowd, 2).values()).size, 1200);

const large = {
  lessons: ids.map((id) => ({ key: keys.get(id) })),
  assessments: Array.from({ length: 5 }, (_, index) => ({ key: `quiz${index}`.slice(-4) })),
  completion: { lessons: "all", assessments: "passed" },
};
const full = cedu.memory.read(large, "");
full.seen = new Set(keys.values());
for (const quiz of Object.values(full.quizzes)) Object.assign(quiz, { tries: 3, earned: 20, points: 30, done: true, answers: {} });
const small = cedu.memory.write(full);
check("a hundred lessons fit", small.length < 700, true);
const back = cedu.memory.read(large, small);
check("all of it comes back", [back.seed === full.seed, back.seen.size, JSON.stringify(back.quizzes) === JSON.stringify(full.quizzes)].join(), "true,100,true");
for (const quiz of Object.values(full.quizzes)) for (let item = 0; item < 30; item += 1) quiz.answers[`i${item}`] = "\u00e4".repeat(255);
const cut = cedu.memory.read(large, cedu.memory.write(full));
check("too long an answer is dropped, never the scores", [cedu.memory.write(full).length <= 4096, cut.seen.size, cut.quizzes.uiz3.earned].join(), "true,100,20");
const newer = { ...large, lessons: [...large.lessons.slice(10), { key: "new1" }] };
check("what is gone is dropped", cedu.memory.read(newer, small).seen.size, 90);
for (const junk of ["", "null", "[]", "{", '{"v":9}', '{"v":1,"l":5,"q":[1]}', '{"v":1,"q":{"uiz0":"x"}}'])
  check(`unreadable: ${junk}`, cedu.memory.read(large, junk).seen.size, 0);

process.stdout.write(JSON.stringify(found));
