// node rules.js FOLDER: what answers earn and where a course stands, beside what should be, as JSON.
const { cedu, check, course, memory } = require("./player.js");

// Shares of an item's points.
const share = (item, response, should) => check(`${JSON.stringify(item)} ${JSON.stringify(response)}`, cedu.share(item, response), should);
const all = { type: "multiple", keys: ["a", "b"] };
const part = { ...all, penalty: 1 };
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
share({ type: "number", answer: 1200, tolerance: 0 }, "1,200", 1);
share({ type: "number", answer: 1200, tolerance: 0 }, "1.200", 1);
share({ type: "number", answer: 1200.5, tolerance: 0 }, "1.200,5", 1);
share({ type: "number", answer: 1200.5, tolerance: 0 }, "1\u2019200.5", 1);
share({ type: "number", answer: 1.2, tolerance: 0 }, "1,200", 1);
share({ type: "number", answer: 15, tolerance: 0 }, "1,5", 0);
share({ type: "number", answer: 40.5, tolerance: 0 }, "\uff14\uff10\uff0e\uff15", 1);
share({ type: "number", answer: 40.5, tolerance: 0 }, "\u0664\u0660\u066b\u0665", 1);
share({ type: "number", answer: 40, tolerance: 0 }, "\u06f4\u06f0", 1);
share({ type: "number", answer: 40, tolerance: 0 }, "0x28", 0);
share({ type: "order", keys: ["a", "b", "c"] }, ["a", "b", "c"], 1);
share({ type: "order", keys: ["a", "b", "c"] }, ["a", "c", "b"], 0);
const match = { type: "match", keys: { a: "1", b: "2", c: "3", d: "1" } };
share(match, { a: "1", b: "2", c: "3", d: "1" }, 1);
share(match, { a: "1", b: "3" }, 0.25);

share({ ...all, penalty: 0.5 }, ["a", "c"], 0.25);
share({ ...all, penalty: 0 }, ["a", "c"], 0.5);
share({ ...all, penalty: 2 }, ["a", "b", "c"], 0);
const pattern = { type: "text", answers: ["grey"], patterns: ["gr[ae]y(ish)?[ -]green"], caseSensitive: false };
share(pattern, "Grayish Green ", 1);
share(pattern, "a grey green", 0);
share(pattern, "", 0);
share({ ...pattern, caseSensitive: true }, "Gray green", 0);
share({ ...pattern, patterns: ["a|b"] }, "ab", 0);
share({ ...pattern, patterns: ["a\\-b"] }, "a-b", 1); // a backslash that Unicode's mode refuses
share({ ...pattern, patterns: ["("] }, "(", 0);
share({ ...pattern, patterns: ["."] }, "\ud83d\udc4d", 1);
const mass = { type: "number", answer: 52.8, tolerance: 0.1, units: [["kg", 1], ["g", 0.001]] };
share(mass, "52.8 kg", 1);
share(mass, "52,8kg", 1);
share(mass, "52 800 g", 1);
share(mass, "52.8", 0);
share(mass, "52.8 KG", 0);
share(mass, "52.8 g", 0);
share(mass, "kg", 0);
share({ ...mass, units: [["m", 1], ["km", 1000], ["\u00b5m", 1e-6]], answer: 5000 }, "5 km", 1);
share({ ...mass, units: [["\u00b5m", 1]] }, "52.8 \u03bcm", 1); // the micro sign, and the letter
const holes = { type: "gaps", gaps: [{ id: "x", answers: ["one"], caseSensitive: false }, { id: "y", answers: ["Two"], caseSensitive: true }, { id: "z", keys: ["b"] }] };
share(holes, ["ONE", "Two", "b"], 1);
share(holes, ["one", "two", ""], 1 / 3);
share(holes, ["", "", "a"], 0);
share({ type: "essay" }, "anything", 0);
share({ type: "scale" }, ["a"], 0);

// Where the course stands.
function outcome(name, one, kept, completed, passed, score, progress, more) {
  const is = cedu.memory.outcome(one, kept);
  check(name, JSON.stringify(is), JSON.stringify({ completed, passed, score, progress, more }));
}
const both = ["one", "two"];
const got = (score, tries = 1) => ({ tries, score, last: score, done: true });
outcome("no assessment, half seen", course({}), memory(["one"]), false, null, null, 0.5, true);
outcome("no assessment, all seen", course({}), memory(both), true, null, null, 1, false);
outcome("any lesson", course({ lessons: "any" }), memory(["one"]), true, null, null, 1, false);
outcome("no lesson of any", course({ lessons: "any" }), memory([]), false, null, null, 0, true);
outcome("not tried", course({}, { passing: 80 }), memory(both, {}), false, null, null, 0.5, true);
outcome("passed, not all seen", course({}, { passing: 80 }), memory(["two"], got(1)), false, true, 100, 0.5, true);
outcome("passed, all seen", course({}, { passing: 80 }), memory(both, got(0.8)), true, true, 80, 1, false);
outcome("failed, not all seen", course({}, { passing: 80 }), memory(["two"], got(0.7)), false, null, 70, 0, true);
outcome("failed, all seen", course({}, { passing: 80 }), memory(both, got(0.7)), false, false, 70, 0.5, true);
outcome("failed for good", course({}, { passing: 80, attempts: 2 }), memory(["two"], got(0.7, 2)), false, false, 70, 0, true);
outcome("an attempt left", course({}, { passing: 80, attempts: 2 }), memory(["two"], got(0.7)), false, null, 70, 0, true);
outcome("no passing score", course({}, {}), memory(both, got(0.1)), true, null, 10, 1, false);
outcome("one of two passed", course({}, { passing: 80 }, { passing: 50 }), memory(both, got(0.9), got(0.4)), false, false, 65, 0.5, true);
outcome("one of two tried", course({}, { passing: 80 }, { passing: 50 }), memory(both, got(0.9), {}), false, null, 45, 0.5, true);
outcome("one of unlike weight", course({}, { points: 30 }, {}), memory(both, got(1), got(0)), true, null, 75, 1, false);
outcome("nothing that is marked, not handed in", course({}, { points: 0 }), memory(both, {}), false, null, null, 0.5, true);
outcome("nothing that is marked, handed in", course({}, { points: 0 }), memory(both, got(1)), true, null, null, 1, false);
outcome("nothing that is marked beside a test", course({}, { points: 0 }, { passing: 50 }), memory(both, got(1), got(0.5)), true, true, 50, 1, false);
outcome("attempted is enough", course({ assessments: "attempted" }, { passing: 80 }), memory(both, got(0.1)), true, false, 10, 1, true);
outcome("attempted, and no attempt left", course({ assessments: "attempted" }, { passing: 80, attempts: 1 }), memory(both, got(0.1)), true, false, 10, 1, false);
outcome("attempted and passed", course({ assessments: "attempted" }, { passing: 80 }), memory(both, got(0.9)), true, true, 90, 1, false);
outcome("attempted, but not tried", course({ assessments: "attempted" }, { passing: 80 }), memory(both, {}), false, null, null, 0.5, true);
outcome("ignored", course({ assessments: "ignored" }, { passing: 80 }), memory(both, got(0.1)), true, null, 10, 1, false);
outcome("ignored and not tried", course({ assessments: "ignored" }, { passing: 80 }), memory(both, {}), true, null, null, 1, false);
outcome("no hair too little", course({}, { passing: 57 }), memory(both, got(0.57)), true, true, (100 * (0.57 * 10)) / 10, 1, false); // 0.57 * 100 < 57
