/* What a course keeps between visits, as a text of bounded length, and what follows from it.

   A memory is {seed, seen, quizzes}: a number that decides every order; the Set of the ids of the lessons seen; and by the id of each
   assessment {tries, score, done, last, started, answers}:

     tries     how many attempts were handed in
     score     the best of them, as a share of the points from 0 to 1
     done      whether an attempt is handed in and no other begun; then `last` is its share, else 0
     started   when the clock of an attempt began, in seconds since 1970, else 0
     answers   by the id of each item, a text of `quiz.js`

   `course` is the page's `Cedu-course` block, or what of it `cedu.player.budget` makes: completion, lessons, assessments with their
   items and the most characters that an answer to each takes.

   As text: `1`, seed (5 characters), lessons (3 each); `;` heads of assessments (18 each: key 4, tries 2, score 5, done 1, last or started
   6); and for each head, in the same order, `;` and for each answer `,`, the item's key (3), the answer. Ids go by short keys made of them
   alone, so that an older version of the course is read: what still exists is kept, what is gone is dropped. The least that matters
   comes last, for an LMS that cuts. `cedu.player.budget` counts the same. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const VERSION = "1";
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const LESSON = 3;
  const ASSESSMENT = 4;
  const ITEM = 3;
  const SEED = 5;
  const HEAD = 18;
  const WHOLE = 1e9; // a share of 1, in a head
  const HAIR = 1e-6; // percent; less than an author can mean, more than a share loses in a head

  /* FNV-1a, 32 bits, and well mixed. */
  function hash(text) {
    let value = 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value ^= value >>> 15;
    return Math.imul(value, 0x2c1b3c6d) >>> 0;
  }

  function digits(number, width) {
    let rest = Math.min(Math.max(0, Math.round(number) || 0), Math.pow(64, width) - 1);
    let text = "";
    while (text.length < width) {
      text = DIGITS[rest % 64] + text;
      rest = Math.floor(rest / 64);
    }
    return text;
  }

  const value = (text) => [...text].reduce((sum, digit) => 64 * sum + DIGITS.indexOf(digit), 0);
  const cut = (text, size) => text.match(new RegExp(`.{${size}}`, "g")) || [];

  /* A key of `length` characters (at most 5) for each name. It comes from the name alone, so that it outlives a new version of the
     course; where two names meet in one key, the later one is hashed again. */
  function keys(names, length) {
    const taken = new Map();
    for (const name of names) {
      let key;
      for (let salt = 0; !key || taken.has(key); salt += 1) key = digits(hash(salt ? `${name}\n${salt}` : name) & 0x3fffffff, 5).slice(-length);
      taken.set(key, name);
    }
    return new Map([...taken].map(([key, name]) => [name, key]));
  }

  const back = (map) => new Map([...map].map(([name, key]) => [key, name]));
  const lessonKeys = (course) => keys(course.lessons.map((one) => one.id), LESSON);
  const assessmentKeys = (course) => keys(course.assessments.map((one) => one.id), ASSESSMENT);
  const itemKeys = (assessment) => keys(Object.keys(assessment.items), ITEM);

  /* An answer may hold no character that separates, nor one that some LMS can't keep; what takes such a one's place is as long. */
  const veil = (text, room) =>
    text
      .replace(/[\ud800-\udfff\ue000-\ue07f\ufffe\uffff]/gu, "\ufffd")
      .replace(/[\0-\x1f,;\x7f]/g, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)))
      .slice(0, room)
      .replace(/[\ud800-\udbff]$/, "");
  const unveil = (text) => text.replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000));

  const bare = (...parts) => Object.assign(Object.create(null), ...parts); // an item may be called `constructor`
  const untouched = () => ({ tries: 0, score: 0, done: false, last: 0, started: 0, answers: bare() });

  /* The memory that `text` holds, as far as it can be read. */
  function read(course, text) {
    const memory = { seed: Math.floor(Math.random() * 0x3fffffff), seen: new Set(), quizzes: {} };
    for (const assessment of course.assessments) memory.quizzes[assessment.id] = untouched();
    const [start, heads = "", ...answers] = String(text || "").split(";");
    if (start[0] !== VERSION || start.length <= SEED || /[^\w-]/.test(start + heads)) return memory;
    memory.seed = value(start.slice(1, 1 + SEED));
    const lessons = back(lessonKeys(course));
    for (const key of cut(start.slice(1 + SEED), LESSON)) if (lessons.has(key)) memory.seen.add(lessons.get(key));
    const ids = back(assessmentKeys(course));
    cut(heads, HEAD).forEach((head, index) => {
      const assessment = course.assessments.find((one) => one.id === ids.get(head.slice(0, 4)));
      if (!assessment) return;
      const items = back(itemKeys(assessment));
      const kept = (memory.quizzes[assessment.id] = unpacked(head));
      for (const answer of (answers[index] || "").split(",").slice(1)) {
        const id = items.get(answer.slice(0, ITEM));
        if (id) kept.answers[id] = unveil(answer.slice(ITEM, ITEM + assessment.items[id]));
      }
    });
    return memory;
  }

  function unpacked(head) {
    const tries = value(head.slice(4, 6));
    const done = tries > 0 && head[11] === "1";
    const both = value(head.slice(12));
    const score = tries ? Math.min(1, value(head.slice(6, 11)) / WHOLE) : 0;
    return { tries, score, done, last: done ? Math.min(1, both / WHOLE) : 0, started: done ? 0 : both, answers: bare() };
  }

  /* `memory` as text, with the lessons of `seen` and the answers of the assessments that `keeps` says. */
  function composed(course, memory, seen, keeps) {
    const lessons = lessonKeys(course);
    const ids = assessmentKeys(course);
    let heads = "";
    let answers = "";
    for (const assessment of course.assessments) {
      const kept = memory.quizzes[assessment.id];
      const items = [...itemKeys(assessment)].filter(([id]) => kept.answers[id] !== undefined);
      if (!kept.tries && !kept.started && !items.length) continue;
      heads += ids.get(assessment.id) + digits(kept.tries, 2) + digits(kept.score * WHOLE, 5);
      heads += kept.done ? `1${digits(kept.last * WHOLE, 6)}` : `0${digits(kept.started, 6)}`;
      answers += ";";
      if (keeps(kept)) for (const [id, key] of items) answers += `,${key}${veil(kept.answers[id], assessment.items[id])}`;
    }
    return `${VERSION}${digits(memory.seed, SEED)}${seen.map((id) => lessons.get(id) || "").join("")};${heads}${answers}`;
  }

  /* `memory` as text of at most `room` characters. `cedu validate` sees to it that all of it fits; where that was not heeded, the answers
     of what is handed in go first, then all answers, then lessons: the scores stay. */
  function write(course, memory, room = Infinity) {
    const seen = [...memory.seen];
    for (const keeps of [() => true, (kept) => !kept.done, () => false]) {
      const text = composed(course, memory, seen, keeps);
      if (text.length <= room) return text;
    }
    const scores = composed(course, memory, [], () => false);
    return composed(course, memory, seen.slice(0, Math.max(0, Math.floor((room - scores.length) / LESSON))), () => false).slice(0, room);
  }

  /* How far `kept` is: each attempt is begun, then handed in. */
  const rank = (kept) => 2 * kept.tries - (kept.done ? 1 : 0);

  function mergedQuiz(one, other) {
    const further = rank(one) >= rank(other) ? one : other;
    const merged = { ...further, answers: bare(further.answers), score: Math.max(one.score, other.score) };
    if (rank(one) !== rank(other)) return merged;
    merged.started = one.started || other.started;
    if (!one.done || !Object.keys(one.answers).length) merged.answers = bare(other.answers, one.answers);
    return merged;
  }

  /* What is further of two memories of one learner: two windows, or an LMS that came back. Where both are as far, `one` goes first. */
  function merge(course, one, other) {
    const quizzes = {};
    for (const { id } of course.assessments) quizzes[id] = mergedQuiz(one.quizzes[id], other.quizzes[id]);
    return { seed: one.seed, seen: new Set([...one.seen, ...other.seen]), quizzes };
  }

  /* Whether an assessment is passed; null where it has no passing score. */
  function passed(assessment, kept) {
    if (assessment.passing === null) return null;
    return kept.tries > 0 && kept.score * 100 >= assessment.passing - HAIR;
  }

  /* Where the course stands: {completed, passed, score, progress, more}. How far and how well are two things:

     - `completed`: the lessons are seen as `completion.lessons` asks, and the assessments are as `completion.assessments` asks: all tried,
       and for `passed` all that have a passing score passed, too;
     - `passed`: null while there is no verdict (always, where nothing has a passing score or assessments are ignored); true when all that
       have a passing score are passed; false when all is read and tried and something missed, or something can be tried no more;
     - `score`: in percent of all assessments' points, null before the first try;
     - `progress`: from 0 to 1, which is completed; a lesson counts when it is seen and what it asks is as the rule asks;
     - `more`: there is something to come back for. */
  function outcome(course, memory) {
    const { lessons, assessments: rule } = course.completion;
    const quizzes = new Map(course.assessments.map((assessment) => [assessment.id, { assessment, kept: memory.quizzes[assessment.id] }]));
    const all = [...quizzes.values()];
    const missed = all.filter(({ assessment, kept }) => passed(assessment, kept) === false);
    const over = ({ assessment, kept }) => Boolean(assessment.attempts) && kept.done && kept.tries >= assessment.attempts;
    const meets = (quiz) => rule === "ignored" || (quiz.kept.tries > 0 && (rule !== "passed" || !missed.includes(quiz)));

    const seen = course.lessons.filter((lesson) => memory.seen.has(lesson.id));
    const finished = seen.filter((lesson) => !quizzes.has(lesson.assessment) || meets(quizzes.get(lesson.assessment)));
    const read = lessons === "any" ? seen.length > 0 : seen.length === course.lessons.length;
    const tried = all.filter(({ kept }) => kept.tries > 0);
    const completed = read && all.every(meets);

    let verdict = null;
    if (rule !== "ignored" && all.some(({ assessment }) => assessment.passing !== null)) {
      if (!missed.length) verdict = true;
      else if (missed.some(over) || (read && tried.length === all.length)) verdict = false;
    }
    const points = all.reduce((sum, { assessment }) => sum + assessment.points, 0);
    const earned = all.reduce((sum, { assessment, kept }) => sum + kept.score * assessment.points, 0);
    return {
      completed,
      passed: verdict,
      score: tried.length && points ? (100 * earned) / points : null,
      progress: completed ? 1 : finished.length / course.lessons.length || 0,
      more: !completed || (verdict === false && missed.some((quiz) => !over(quiz))),
    };
  }

  cedu.hash = hash;
  cedu.keys = keys;
  cedu.memory = { read, write, merge, outcome, passed };
})();
