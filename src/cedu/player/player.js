/* The launch page: it holds the session for the whole visit, and shows one lesson after the other.

   Lessons lie in the page as <template>s: inert until they are shown, so that neither their ids nor their images meet. A lesson that
   has been shown is kept as it is, with what was typed into it. */
(function () {
  "use strict";
  const cedu = window.cedu;
  const find = (name) => document.getElementById(`Cedu-${name}`); // a heading's id has no capitals
  const course = JSON.parse(find("course").textContent);
  const say = cedu.say;
  for (const list of [course.lessons, course.assessments]) {
    const keys = cedu.keys(list.map((one) => one.id), 4);
    for (const one of list) one.key = keys.get(one.id);
  }
  const links = [...document.querySelectorAll("#Cedu-contents a")];
  const articles = new Map();
  const troubles = new Set();
  const RANKS = ["incomplete", "failed", "completed", "passed"];

  const tracker = cedu.scorm12(trouble);
  const known = tracker.start() || {};
  const memory = cedu.memory.read(course, known.memory || "");
  let current = -1;
  let soon = 0;
  let best = RANKS.includes(known.status) ? known.status : "incomplete";
  let top = Number.isFinite(known.score) ? known.score : -1;

  /* What went wrong between us and the LMS, in plain words, once of each kind. */
  function trouble(kind, detail) {
    if (window.console) console.warn(`cedu: ${kind}: ${detail}`);
    if (!troubles.has(kind)) notice(say(`lms_${kind}`), "warning");
    troubles.add(kind);
  }

  function notice(text, kind) {
    const place = find("notice");
    place.querySelector("p").textContent = text;
    place.dataset.kind = kind;
    place.hidden = false;
  }

  /* Tell the LMS where we are. A status or a score that it has is never taken back. */
  function tell() {
    window.clearTimeout(soon);
    const { status, score } = cedu.memory.outcome(course, memory);
    if (RANKS.indexOf(status) > RANKS.indexOf(best)) best = status;
    if (score !== null && score > top) top = score;
    if (current >= 0) tracker.page(course.lessons[current].id);
    tracker.suspend(cedu.memory.write(memory));
    if (score !== null) tracker.score(top);
    tracker.status(best, best === "incomplete" || best === "failed");
  }

  function save() {
    tell();
    tracker.save();
  }

  function progress() {
    const seen = course.lessons.filter((lesson) => memory.seen.has(lesson.key)).length;
    find("progress").value = seen;
    find("progress-text").textContent = say("progress", { seen, lessons: course.lessons.length });
    course.lessons.forEach((lesson, index) => {
      links[index].classList.toggle("seen", memory.seen.has(lesson.key));
      links[index].querySelector(".state").textContent = state(lesson);
    });
    const place = find("outcome");
    place.hidden = best === "incomplete";
    place.dataset.status = best;
    place.textContent = say(top < 0 ? best : `${best}_score`, { score: percent(top) });
  }

  const percent = (number) => String(Math.round((number || 0) * 10) / 10);

  /* How far a lesson is, for its line in the contents. */
  function state(lesson) {
    const assessment = course.assessments.find((one) => one.id === lesson.assessment);
    const quiz = assessment && memory.quizzes[assessment.key];
    if (quiz && quiz.tries) {
      const passed = cedu.memory.passed(assessment, quiz);
      const score = percent(quiz.points ? (100 * quiz.earned) / quiz.points : 100);
      return say(passed === null ? "state_score" : passed ? "state_passed" : "state_failed", { score });
    }
    return memory.seen.has(lesson.key) && !assessment ? say("state_seen") : "";
  }

  /* The article of a lesson, made ready once. */
  function article(index) {
    if (articles.has(index)) return articles.get(index);
    const made = document.createElement("article");
    made.className = "lesson";
    made.append(document.getElementById(course.lessons[index].place).content.cloneNode(true));
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
    const assessment = course.assessments.find((one) => one.id === lesson.assessment);
    if (!assessment) return;
    const record = memory.quizzes[assessment.key];
    form.addEventListener("cedu:changed", () => {
      window.clearTimeout(soon);
      soon = window.setTimeout(tell, 500);
    });
    form.addEventListener("cedu:scored", (event) => {
      event.detail.items.forEach((item) => tracker.answer({ ...item, id: `${assessment.id}.${item.id}` }));
      finished(lesson);
    });
    cedu.quiz(form, memory.seed, record);
  }

  function finished(lesson) {
    const before = best;
    memory.seen.add(lesson.key);
    save();
    progress();
    if (best !== before && best !== "failed") notice(say(`end_${best}`), "done");
  }

  function open(index, moveFocus) {
    const before = best;
    const lesson = course.lessons[index];
    current = index;
    memory.seen.add(lesson.key);
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
    if (moveFocus) {
      const heading = find("lesson").querySelector("h1") || find("lesson");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    save();
    progress();
    if (best !== before && (best === "completed" || best === "passed")) notice(say(`end_${best}`), "done");
  }

  function step(name, index) {
    const button = find(name);
    const there = index >= 0 && index < course.lessons.length;
    button.hidden = !there;
    if (there) button.querySelector(".title").textContent = course.lessons[index].title;
  }

  function contents(shown) {
    document.body.classList.toggle("contents-shown", shown);
    find("contents-toggle").setAttribute("aria-expanded", String(shown));
  }

  const wide = window.matchMedia("(min-width: 60rem)");
  find("contents-toggle").addEventListener("click", () => contents(!document.body.classList.contains("contents-shown")));
  wide.addEventListener("change", () => contents(wide.matches));
  find("previous").addEventListener("click", () => open(current - 1, true));
  find("next").addEventListener("click", () => open(current + 1, true));
  find("notice-close").addEventListener("click", () => {
    find("notice").hidden = true;
    find("lesson").focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !document.body.classList.contains("contents-shown")) return;
    contents(false);
    find("contents-toggle").focus();
  });

  function to(id) {
    const place = document.getElementById(id);
    if (!place) return;
    place.scrollIntoView();
    if (!place.matches("a, button, input, select, textarea")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  /* Links inside the course: `#lesson`, `?at=heading#lesson`, or a place in this one. None may leave the page. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#'], a[href^='?']");
    if (!link) return;
    event.preventDefault();
    const [query, id] = link.getAttribute("href").split("#").map(decodeURIComponent);
    const index = course.lessons.findIndex((lesson) => lesson.place === id);
    if (index < 0) {
      to(id);
      return;
    }
    if (!wide.matches) contents(false);
    open(index, true);
    if (query.startsWith("?at=")) to(query.slice(4));
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", save);
  window.addEventListener("pagehide", () => {
    tell();
    tracker.finish();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload(); // the session was closed: this visit needs one of its own
  });

  contents(wide.matches);
  const resumed = course.lessons.findIndex((lesson) => lesson.id === known.location);
  if (course.lessons.length) open(Math.max(0, resumed), false);
  if (resumed > 0) notice(say("resumed", { title: course.lessons[resumed].title }), "info");
})();
