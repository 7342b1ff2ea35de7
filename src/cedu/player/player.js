/* The launch page: it holds the session for the whole visit, and shows one lesson after the other.

   Lessons lie in the page as <template>s: inert until they are shown, so that neither their ids nor their images meet. A lesson that
   has been shown is kept as it is, with what was typed into it. */
(function () {
  "use strict";
  const cedu = window.cedu;
  const { make, told, button, notice, focus, stop } = cedu;
  const find = (name) => document.getElementById(`Cedu-${name}`); // a heading's id has no capitals
  const course = JSON.parse(find("course").textContent);
  const links = [...document.querySelectorAll("#Cedu-lessons a")];
  const articles = new Map();
  const troubles = new Set();
  const shelf = cedu.shelf(course);
  const SOON = 2000; // milliseconds after the last change of an answer

  let tracker = null;
  let live = false; // the session is open, and this window has the course
  let connected = false; // to an LMS
  let known = {}; // what the LMS knew at the start
  let counts = false; // what is done here is recorded
  let memory = null;
  let standing = { completed: false, passed: null, score: null, progress: 0, more: true };
  let current = -1;
  let soon = 0;
  let turn = 0;

  const seat = cedu.alone(course.key, gone);

  /* What went wrong between us and the LMS, in plain words, once of each kind. */
  function trouble(kind, detail) {
    if (window.console) console.warn(`cedu: ${kind}: ${detail}`);
    if (!troubles.has(kind)) notice("warning", [`lms_${kind}`]);
    troubles.add(kind);
  }

  /* Another window has the course. It takes over what is on the shelf, because it may have read the LMS before we wrote to it. */
  function gone(writes) {
    const kept = writes && save(true);
    if (writes && tracker) tracker.finish();
    tracker = null;
    live = false;
    window.clearTimeout(soon);
    articles.clear();
    stop("gone");
    return kept;
  }

  /* Where the course stands. What the LMS has is never taken back. */
  function stand() {
    const { completed, passed, score, progress, more } = cedu.memory.outcome(course, memory);
    standing = {
      completed: standing.completed || completed,
      passed: standing.passed || passed === null ? standing.passed : passed,
      score: score === null || score < standing.score ? standing.score : score,
      progress,
      more,
    };
  }

  /* Tell the LMS where we are, and keep here what it does not take; `copies` keeps it here in any case. The page's history keeps it, too,
     for when it is loaded again: many an LMS opens no second session then. A promise of whether it is kept where it belongs. */
  function save(copies) {
    window.clearTimeout(soon);
    if (!live) return Promise.resolve(false);
    stand();
    const text = cedu.memory.write(course, memory, tracker.room);
    const whole = cedu.memory.write(course, memory);
    const location = current < 0 ? "" : course.lessons[current].id;
    if (location) tracker.page(location, standing.progress);
    if (standing.score !== null) tracker.score(standing.score);
    tracker.complete({ completed: standing.completed, passed: standing.passed, more: standing.more });
    const took = tracker.suspend(text);
    if (!counts) return Promise.resolve(took);
    try {
      window.history.replaceState({ learner: known.learner, location, memory: whole }, "");
    } catch (tooOften) {} // for Safari
    const mine = (turn += 1);
    const kept = (took !== true || copies || !connected) && shelf.put(known.learner, whole);
    return Promise.resolve(took).then((took) => {
      if (took && connected && !copies && mine === turn) shelf.take(known.learner);
      if (!took && connected && known.learner && !kept) trouble("forgotten", "no localStorage");
      return took;
    });
  }

  const done = () => standing.completed && standing.passed !== false;

  /* Save, show how far it is, and say so when this was the end. */
  async function proceed() {
    const before = done();
    const saved = save();
    progress();
    if (before || !done() || !counts) return;
    const end = [standing.passed ? "end_passed" : "end_completed", { title: course.title }];
    const took = (await saved) && known.credit !== false;
    notice("done", end, ...(took ? [[connected ? "saved" : "saved_here"]] : []));
  }

  const percent = (number) => Math.round((number || 0) * 10) / 10;

  function progress() {
    let seen = 0;
    course.lessons.forEach((lesson, index) => {
      const quiz = memory.quizzes[lesson.assessment];
      const done = memory.seen.has(lesson.id) && (!quiz || quiz.tries > 0);
      links[index].classList.toggle("seen", done);
      state(links[index].querySelector(".state"), lesson, quiz, done);
      seen += done ? 1 : 0;
    });
    find("progress").value = seen;
    cedu.tell(find("progress-text"), "progress", { seen, lessons: course.lessons.length });
    const word = standing.passed ? "passed" : standing.passed === false ? "failed" : standing.completed ? "completed" : "";
    const place = find("outcome");
    place.hidden = !word;
    place.dataset.status = word;
    if (word) cedu.tell(place, standing.score === null ? word : `${word}_score`, { score: percent(standing.score) });
  }

  /* How far a lesson is, for its line in the contents. */
  function state(place, lesson, quiz, done) {
    if (quiz && quiz.tries && assessmentOf(lesson).points) {
      const passed = cedu.memory.passed(assessmentOf(lesson), quiz);
      cedu.tell(place, passed === null ? "state_score" : passed ? "state_passed" : "state_failed", { score: percent(100 * quiz.score) });
    } else if (done) cedu.tell(place, "state_seen");
    else place.textContent = "";
  }

  const assessmentOf = (lesson) => course.assessments.find((one) => one.id === lesson.assessment);

  /* The article of a lesson, made ready once. */
  function article(index) {
    if (articles.has(index)) return articles.get(index);
    const made = make("article", "lesson", document.getElementById(course.lessons[index].place).content.cloneNode(true));
    for (const link of made.querySelectorAll("a[href]")) {
      if (/^[#?]/.test(link.getAttribute("href"))) continue;
      link.target = "_blank"; // leaving this page would end the session
      link.rel = "noopener";
    }
    articles.set(index, made);
    for (const form of made.querySelectorAll("form[data-assessment]")) quiz(form, course.lessons[index]);
    return made;
  }

  function quiz(form, lesson) {
    const assessment = assessmentOf(lesson);
    if (!assessment) return;
    form.addEventListener("cedu:changed", () => {
      window.clearTimeout(soon);
      soon = window.setTimeout(save, SOON);
    });
    const aside = (name) => course.lessons[current] === lesson || remark(name);
    form.addEventListener("cedu:short", () => aside("quiz_time_warning"));
    form.addEventListener("cedu:scored", (event) => {
      if (!live) return;
      aside("quiz_time_over");
      if (counts) event.detail.items.forEach((item) => tracker.answer({ ...item, id: `${assessment.id}.${item.id}` }));
      memory.seen.add(lesson.id);
      proceed();
    });
    cedu.quiz(form, memory.seed, memory.quizzes[assessment.id]);
  }

  /* Something to know until another lesson is opened. */
  function remark(...line) {
    for (const old of document.querySelectorAll(".notice[data-kind=remark]")) old.remove();
    if (line.length) notice("remark", line);
  }

  function open(index, moveFocus) {
    const lesson = course.lessons[index];
    remark();
    current = index;
    memory.seen.add(lesson.id);
    find("lesson").replaceChildren(article(index));
    document.title = `${lesson.title} · ${course.title}`;
    links.forEach((link, position) => {
      if (position === index) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    links[index].scrollIntoView({ block: "nearest" });
    step("previous", index - 1);
    step("next", index + 1);
    window.scrollTo(0, 0);
    if (moveFocus) focus(find("lesson").querySelector("h1") || find("lesson"));
    proceed();
  }

  function step(name, index) {
    const there = index >= 0 && index < course.lessons.length;
    find(name).hidden = !there;
    if (there) find(name).querySelector(".title").textContent = course.lessons[index].title;
  }

  const wide = window.matchMedia("(min-width: 60rem)");

  /* On a narrow screen the contents lie on the lesson: nothing beneath them can have the focus. */
  function contents(shown) {
    document.body.classList.toggle("contents-shown", shown);
    find("contents-toggle").setAttribute("aria-expanded", String(shown));
    for (const place of document.querySelectorAll(".stage, #Cedu-notice")) place.inert = shown && !wide.matches;
  }

  function to(id) {
    const place = document.getElementById(id);
    if (!place) return;
    place.scrollIntoView();
    focus(place);
  }

  /* Links inside the course: `#lesson`, `?at=heading#lesson`, or a place in this one. None may leave the page. */
  function follow(event) {
    const link = event.target.closest && event.target.closest("a[href^='#'], a[href^='?']");
    if (!link) return;
    event.preventDefault();
    const [query, id] = link.getAttribute("href").split("#").map(decodeURIComponent);
    const index = course.lessons.findIndex((lesson) => lesson.place === id);
    if (index < 0) return to(id);
    if (!wide.matches) contents(false);
    if (index !== current || !query) open(index, true);
    if (query.startsWith("?at=")) to(query.slice(4));
  }

  cedu.search(course, (searching) => (find("lessons").hidden = searching));
  find("contents-toggle").addEventListener("click", () => contents(!document.body.classList.contains("contents-shown")));
  wide.addEventListener("change", () => contents(wide.matches));
  find("previous").addEventListener("click", () => open(current - 1, true));
  find("next").addEventListener("click", () => open(current + 1, true));
  find("print").addEventListener("click", () => window.print());
  find("print-all").addEventListener("click", () => cedu.print(course));
  document.addEventListener("click", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !document.body.classList.contains("contents-shown")) return;
    contents(false);
    find("contents-toggle").focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", () => save());
  window.addEventListener("pagehide", () => {
    save();
    if (tracker) tracker.finish();
    tracker = null;
    live = false;
    seat.rise();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload(); // the session was closed: this visit needs one of its own
  });

  async function started(one) {
    try {
      return await one.start();
    } catch (error) {
      trouble("refused", error);
      return null;
    }
  }

  /* Take the course, open the session, and go on where the learner left off. */
  async function begin(steal) {
    if (!(await seat.sit(steal))) {
      const goOn = () => {
        find("lesson").replaceChildren(told("p", "opening", "opening")); // asked once
        begin(true);
      };
      stop("elsewhere", button("button primary", "go_on_here", goOn));
      return;
    }
    tracker = cedu.tracker(course, trouble);
    known = await started(tracker);
    connected = Boolean(known);
    if (tracker && !connected) {
      tracker = cedu.local(course, trouble);
      known = { ...(await started(tracker)), ...window.history.state }; // where this page is loaded again
    }
    if (!tracker) return; // this window has closed, or lost the course, in the meantime
    counts = known.mode !== "browse" && known.mode !== "review";
    memory = cedu.memory.read(course, known.memory || "");
    const left = connected && counts && shelf.take(known.learner);
    if (left) memory = cedu.memory.merge(course, cedu.memory.read(course, left), memory); // what was left is the later
    Object.assign(standing, { completed: Boolean(known.completed), passed: known.passed === undefined ? null : known.passed });
    if (known.score > 0 && known.score <= 100) standing.score = known.score; // nothing may look like 0, and another tool may have left any number
    live = true;
    document.body.classList.remove("stopped");
    if (known.back) Object.assign(find("back"), { hidden: false, href: known.back });
    if (!counts) notice("info", [`mode_${known.mode}`]);
    else if (known.credit === false) notice("info", ["mode_no_credit"]);
    const resumed = course.lessons.findIndex((lesson) => lesson.id === known.location);
    if (course.lessons.length) open(Math.max(0, resumed), Boolean(steal));
    if (resumed > 0) remark("resumed", { title: course.lessons[resumed].title });
  }

  contents(wide.matches);
  begin(false);
})();
