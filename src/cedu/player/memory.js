/* What a course keeps between visits, in at most 4,096 characters (SCORM 1.2's suspend data), and what follows from it.

   Written as JSON: {v: 1, s: seed, l: "keys of the lessons seen", q: {assessment: [tries, earned, points, done, started, answers]}}.
   Lessons, assessments, items and options go by short keys of their lasting ids (`cedu.keys`), so a newer version of the course keeps
   what still exists and drops what is gone. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const KEY = 4;
  const ROOM = 4096;

  const newSeed = () => Math.floor(Math.random() * 0x7fffffff) + 1;

  function blank(course) {
    const quizzes = {};
    for (const assessment of course.assessments) {
      quizzes[assessment.key] = { tries: 0, earned: 0, points: 0, done: false, started: 0, answers: {} };
    }
    return { seed: newSeed(), seen: new Set(), quizzes };
  }

  /* The memory that `text` holds, as far as it can be read. */
  function read(course, text) {
    const memory = blank(course);
    let kept;
    try {
      kept = JSON.parse(text);
    } catch (unreadable) {
      return memory;
    }
    if (!kept || kept.v !== 1) return memory;
    memory.seed = Number(kept.s) || memory.seed;
    const lessons = new Set(course.lessons.map((lesson) => lesson.key));
    for (const key of String(kept.l || "").match(new RegExp(`.{${KEY}}`, "g")) || []) if (lessons.has(key)) memory.seen.add(key);
    for (const key of Object.keys(memory.quizzes)) {
      const record = kept.q && kept.q[key];
      if (!Array.isArray(record)) continue;
      const [tries, earned, points, done, started, answers] = record;
      memory.quizzes[key] = {
        tries: Number(tries) || 0,
        earned: Number(earned) || 0,
        points: Number(points) || 0,
        done: Boolean(done),
        started: Number(started) || 0,
        answers: answers && typeof answers === "object" ? answers : {},
      };
    }
    return memory;
  }

  function text(memory, answersOf) {
    const quizzes = {};
    for (const [key, quiz] of Object.entries(memory.quizzes)) {
      const answers = answersOf(quiz);
      if (!quiz.tries && !quiz.started && !Object.keys(answers).length) continue;
      quizzes[key] = [quiz.tries, quiz.earned, quiz.points, quiz.done ? 1 : 0, quiz.started, answers];
    }
    return JSON.stringify({ v: 1, s: memory.seed, l: [...memory.seen].join(""), q: quizzes });
  }

  /* `memory` as text that fits. Where it does not, the answers of what is handed in go first, then all: the scores stay. */
  function write(memory) {
    const ways = [(quiz) => quiz.answers, (quiz) => (quiz.done ? {} : quiz.answers), () => ({})];
    for (const way of ways) {
      const written = text(memory, way);
      if (written.length <= ROOM) return written;
    }
    return text({ ...memory, seen: new Set() }, () => ({}));
  }

  /* Whether an assessment is passed; null where it has no passing score. */
  function passed(assessment, quiz) {
    if (assessment.passing === null) return null;
    return quiz.tries > 0 && (quiz.points ? quiz.earned / quiz.points : 1) * 100 >= assessment.passing - 1e-9;
  }

  /* The word for the whole course, and its score in percent (null before the first try).

     SCORM 1.2 has one word for both completion and success. Where an assessment has a passing score (and assessments are not
     ignored) the end is `passed` or `failed`, never `completed`. It is `failed` when all is done and something is not passed, or as
     soon as something that is not passed cannot be tried again. */
  function outcome(course, memory) {
    const { lessons, assessments: rule } = course.completion;
    const seen = course.lessons.filter((lesson) => memory.seen.has(lesson.key)).length;
    const read = lessons === "any" ? seen > 0 : seen === course.lessons.length;
    const quizzes = course.assessments.map((assessment) => ({ assessment, quiz: memory.quizzes[assessment.key] }));

    const tried = quizzes.filter(({ quiz }) => quiz.tries > 0);
    const points = quizzes.reduce((sum, { assessment, quiz }) => sum + (quiz.points || assessment.points), 0);
    const earned = quizzes.reduce((sum, { quiz }) => sum + quiz.earned, 0);
    const score = tried.length && points ? (100 * earned) / points : null;

    if (rule === "ignored") return { status: read ? "completed" : "incomplete", score };
    const graded = quizzes.filter(({ assessment }) => assessment.passing !== null);
    const missed = graded.filter(({ assessment, quiz }) => !passed(assessment, quiz));
    const lost = rule === "passed" && missed.some(({ assessment, quiz }) => assessment.attempts && quiz.done && quiz.tries >= assessment.attempts);
    if (lost || (read && tried.length === quizzes.length && missed.length)) return { status: "failed", score };
    if (!read || tried.length < quizzes.length) return { status: "incomplete", score };
    return { status: graded.length ? "passed" : "completed", score };
  }

  cedu.memory = { read, write, outcome, passed };
})();
