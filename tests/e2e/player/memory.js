// node memory.js FOLDER: what is kept between visits, beside what should be, as JSON.
const { cedu, check, course, blank, memory } = require("./player.js");

const got = (score, tries = 1) => ({ tries, score, last: score, done: true });

// What is kept comes back, and is as short as can be.
const ids = Array.from({ length: 100 }, (_, index) => `lesson-${index}`);
const keys = cedu.keys(ids, 3);
check("keys are as many as names", new Set(keys.values()).size, 100);
check("keys are as long as asked", [...keys.values()].every((key) => /^[\w-]{3}$/.test(key)), true);
check("keys come from the name alone", cedu.keys(["lesson-7"], 3).get("lesson-7"), keys.get("lesson-7"));
const crowd = Array.from({ length: 4000 }, (_, index) => `option-${index}`);
check("keys differ where names meet", new Set(cedu.keys(crowd, 2).values()).size, 4000);

const asked = (count, room) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`item-${index}`, room]));
const large = {
  completion: { lessons: "all", assessments: "passed" },
  lessons: ids.map((id) => ({ id, assessment: null })),
  assessments: Array.from({ length: 5 }, (_, index) => ({ id: `quiz-${index}`, passing: 80, attempts: 3, points: 30, items: asked(30, 40) })),
};
const plain = ({ seed, seen, quizzes }) => JSON.stringify({ seed, seen: [...seen].sort(), quizzes });
const again = (one, kept, room) => cedu.memory.read(one, cedu.memory.write(one, kept, room));
const full = cedu.memory.read(large, "");
check("nothing is short", cedu.memory.write(large, full).length, 7);
full.seen = new Set(ids);
for (const quiz of Object.values(full.quizzes)) Object.assign(quiz, { tries: 3, score: 2 / 3, done: true, last: 0.25 });
check("a hundred lessons and five scores", cedu.memory.write(large, full).length, 7 + 300 + 5 * 19);
const back = again(large, full);
check("what is read is written alike", cedu.memory.write(large, back), cedu.memory.write(large, full));
check("a share loses less than nothing", Math.abs(back.quizzes["quiz-3"].score - 2 / 3) < 1e-9, true);
check("all of it comes back", plain(again(large, back)), plain(back));
const running = again(large, { ...full, quizzes: { ...full.quizzes, "quiz-1": { ...full.quizzes["quiz-1"], done: false, last: 0, started: 1795000000 } } });
check("a clock runs on", JSON.stringify(running.quizzes["quiz-1"]), JSON.stringify({ ...back.quizzes["quiz-1"], done: false, last: 0, started: 1795000000 }));

// What is typed comes back, whatever it is; what no LMS could keep has a place holder of the same length.
for (const typed of ["", "a,b;c", ",;,;", "größe", "日本語 العربية 👍", "\t tab \u0000\u001f\u007f", "\\ \"quotes\" <b>&amp;", "|".repeat(40)]) {
  const kept = cedu.memory.read(large, "");
  kept.quizzes["quiz-2"].answers = { "item-4": typed, "item-5": "ab" };
  check(`typed: ${JSON.stringify(typed)}`, JSON.stringify(again(large, kept).quizzes["quiz-2"].answers), JSON.stringify(kept.quizzes["quiz-2"].answers));
  check(`no control character is sent: ${JSON.stringify(typed)}`, /[\0-\x1f\x7f]/.test(cedu.memory.write(large, kept)), false);
}
for (const [typed, should] of [["\ud83d!", "\ufffd!"], ["\ue02c\ue07f\ufffe", "\ufffd\ufffd\ufffd"], ["x".repeat(41), "x".repeat(40)], ["x".repeat(39) + "👍", "x".repeat(39)]]) {
  const kept = cedu.memory.read(large, "");
  kept.quizzes["quiz-2"].answers = { "item-4": typed };
  check(`typed and changed: ${JSON.stringify(typed)}`, again(large, kept).quizzes["quiz-2"].answers["item-4"], should);
}

// Names that every object of JavaScript has.
const odd = { lessons: [], assessments: [{ id: "constructor", items: { constructor: 9, "value-of": 9 } }] };
const oddly = cedu.memory.read(odd, "");
check("nothing is answered under a name that objects have", cedu.memory.write(odd, oddly).length, 7);
oddly.quizzes.constructor.answers["value-of"] = "x";
const both = cedu.memory.merge(odd, again(odd, oddly), oddly);
check("nor after a merge", [both.quizzes.constructor.answers.constructor, both.quizzes.constructor.answers["value-of"]].join(), ",x");

// Where it does not fit, answers go, first those that are handed in: never a score, and lessons last of all.
for (const quiz of Object.values(full.quizzes)) for (const id of Object.keys(asked(30, 40))) quiz.answers[id] = "\u00e4".repeat(255);
Object.assign(full.quizzes["quiz-0"], { done: false, last: 0 });
const answers = (kept) => Object.values(kept.quizzes).map((quiz) => Object.keys(quiz.answers).length).join();
check("all fits in 64,000", answers(again(large, full, 64000)), "30,30,30,30,30");
check("answers that are handed in go first", answers(again(large, full, 4096)), "30,0,0,0,0");
check("then all answers", answers(again(large, full, 1000)), "0,0,0,0,0");
const least = again(large, full, 200);
check("then lessons", [least.seen.size, Math.round(least.quizzes["quiz-4"].score * 100)].join(), `${Math.floor((200 - 102) / 3)},67`);
for (const room of [0, 1, 50, 102, 103, 400, 401, 402, 403, 4096]) check(`it fits ${room}`, cedu.memory.write(large, full, room).length <= room, true);

// An older version of the course is read: what is gone is dropped, and nobody is stuck.
const text = cedu.memory.write(large, full);
const newer = {
  ...large,
  lessons: [...large.lessons.slice(10).reverse(), { id: "new", assessment: null }],
  assessments: [{ id: "quiz-new", passing: 50, attempts: 1, points: 10, items: {} }, ...large.assessments.slice(1).reverse()],
};
newer.assessments[1] = { ...newer.assessments[1], items: { "item-7": 40, "item-new": 2, "item-8": 2 } };
const kept = cedu.memory.read(newer, text);
check("lessons that are gone are dropped", kept.seen.size, 90);
check("assessments that are gone are dropped", Object.keys(kept.quizzes).sort().join(), "quiz-1,quiz-2,quiz-3,quiz-4,quiz-new");
check("items that are gone are dropped, and answers cut to their new room",
  JSON.stringify(kept.quizzes["quiz-4"].answers), JSON.stringify({ "item-7": "\u00e4".repeat(40), "item-8": "\u00e4\u00e4" }));
check("a score stays when items change", Math.round(kept.quizzes["quiz-4"].score * 100), 67);
check("what is new is new", JSON.stringify(kept.quizzes["quiz-new"]), JSON.stringify(blank));
const one = (settings, quiz, lessons = ["one", "two"]) => cedu.memory.outcome(course({}, { passing: 80, ...settings }), memory(lessons, quiz));
check("passing score lowered: passed", one({ passing: 60 }, got(0.7)).passed, true);
check("passing score raised: not passed, and to be tried again", JSON.stringify([one({ passing: 90 }, got(0.8)).passed, one({ passing: 90 }, got(0.8)).more]), "[false,true]");
check("passing score gone: completed", one({ passing: null }, got(0)).completed, true);
check("attempts lowered below those made: over", one({ attempts: 1 }, got(0.7, 3)).passed, false);
check("attempts lowered while one is open: it can be handed in", one({ attempts: 1 }, { ...got(0.7), done: false }, ["one"]).passed, null);
check("attempts raised: one more", JSON.stringify([one({ attempts: 5 }, got(0.7, 3), ["one"]).passed, one({ attempts: 5 }, got(0.7, 3)).more]), "[null,true]");
check("every assessment gone: completed", cedu.memory.outcome(course({}), cedu.memory.read(course({}), cedu.memory.write(course({}, { passing: 80 }), memory(["one", "two"], got(0.1))))).completed, true);

// What can't be read is nothing.
for (const junk of ["", "1", "1aaaa", "null", "[]", "{", '{"v":1,"l":"aaaa"}', "2aaaaa000;", "1aaaaa!!!;", "1aaaaa;????", " 1aaaaa", null, undefined, 7]) {
  const read = cedu.memory.read(large, junk);
  check(`unreadable: ${JSON.stringify(junk)}`, [read.seen.size, Object.values(read.quizzes).filter((quiz) => quiz.tries).length].join(), "0,0");
}
for (let length = 0; length <= text.length; length += 7) {
  const read = cedu.memory.read(large, text.slice(0, length)); // an LMS that cuts
  if (length >= 402) check(`cut at ${length}`, [read.seen.size, read.quizzes["quiz-4"].tries].join(), "100,3");
}

// Two windows, or an LMS that comes back: what is further, and never less of a score.
const only = course({}, { passing: 80, items: { a: 2, b: 2 } });
function merged(name, mine, theirs, should) {
  const { quizzes, seen } = cedu.memory.merge(only, memory(["one"], mine), memory(["two"], theirs));
  check(`merged: ${name}`, JSON.stringify(quizzes.q0), JSON.stringify({ ...blank, ...should }));
  check(`merged: ${name}: lessons`, [...seen].sort().join(), "one,two");
}
const begun = (tries, given, score = 0) => ({ tries, score, answers: given });
merged("each answered one", begun(0, { a: "1" }), begun(0, { b: "2" }), begun(0, { b: "2", a: "1" }));
merged("both answered the same: mine", begun(0, { a: "1" }), begun(0, { a: "2" }), begun(0, { a: "1" }));
merged("mine is cleared", begun(0, { a: "" }), begun(0, { a: "2" }), begun(0, { a: "" }));
merged("theirs is handed in", begun(0, { a: "1" }), { ...got(0.5), answers: { b: "2" } }, { ...got(0.5), answers: { b: "2" } });
merged("mine is handed in", { ...got(0.5), answers: { a: "1" } }, begun(0, { b: "2" }), { ...got(0.5), answers: { a: "1" } });
merged("both are handed in: the better score", { ...got(0.5), answers: { a: "1" } }, { ...got(0.9), answers: { b: "2" } }, { ...got(0.9), last: 0.5, answers: { a: "1" } });
merged("the answers of mine did not fit", { ...got(0.5) }, { ...got(0.5), answers: { b: "2" } }, { ...got(0.5), answers: { b: "2" } });
merged("theirs has begun anew", { ...got(0.9), answers: { a: "1" } }, begun(1, { b: "2" }, 0.9), begun(1, { b: "2" }, 0.9));
merged("mine has begun anew, theirs was better", begun(1, {}, 0.3), { ...got(0.9), answers: { b: "2" } }, begun(1, {}, 0.9));
merged("theirs has started the clock", begun(0, {}), { started: 9 }, { started: 9 });
