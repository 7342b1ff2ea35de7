/* What the site remembers of a course, in this browser alone: the lessons that were seen, and what was answered. */
(function () {
  "use strict";
  const contents = document.getElementById("Contents");
  const wide = window.matchMedia("(min-width: 64rem)");

  /* While the page is read: the contents are open where there is room for them, before anything is painted. */
  if (document.readyState === "loading" && document.currentScript && !document.currentScript.defer) {
    if (contents) contents.open = wide.matches;
    return;
  }
  if (contents) {
    wide.addEventListener("change", () => (contents.open = wide.matches));
    const here = contents.querySelector("[aria-current]");
    if (here && wide.matches) here.scrollIntoView({ block: "nearest" });
  }

  const facts = document.getElementById("Cedu-course");
  if (!facts) return;
  const cedu = window.cedu;
  const course = JSON.parse(facts.textContent);
  const lesson = document.body.dataset.lesson;
  const forms = [...document.querySelectorAll("form[data-assessment]")];
  const tracker = cedu.local(course, (kind) => {
    const note = cedu.tell(document.createElement("p"), `lms_${kind}`);
    note.className = "self-check-note";
    note.setAttribute("role", "status");
    forms[0].before(note);
  });

  /* Show what is there, also after another window has added to it. */
  async function show() {
    const known = await tracker.start();
    const memory = cedu.memory.read(course, known.memory);
    for (const link of document.querySelectorAll("a[data-lesson]:not(.seen, [aria-current])")) {
      if (!memory.seen.has(link.dataset.lesson)) continue;
      link.classList.add("seen");
      link.append(document.getElementById("Seen").content.cloneNode(true));
    }
    const progress = document.getElementById("Progress");
    if (progress && memory.seen.size) overview(progress, known, memory);
    return memory;
  }

  /* On the course's page: how far it is, how its quizzes went, and where to go on. */
  function overview(progress, known, memory) {
    progress.hidden = false;
    Object.assign(progress.firstChild, { max: course.lessons.length, value: memory.seen.size });
    cedu.tell(document.getElementById("Progress-text"), "progress", { seen: memory.seen.size, lessons: course.lessons.length });
    for (const { id, assessment } of course.lessons.filter((one) => one.assessment && memory.quizzes[one.assessment].tries)) {
      const kept = memory.quizzes[assessment];
      const asked = course.assessments.find((one) => one.id === assessment);
      const passed = cedu.memory.passed(asked, kept);
      const link = document.querySelector(`a[data-lesson="${id}"]`);
      const state = link.querySelector(".state") || link.appendChild(Object.assign(document.createElement("span"), { className: "state" }));
      const word = !asked.points ? "state_seen" : passed === null ? "state_score" : passed ? "state_passed" : "state_failed";
      cedu.tell(state, word, { score: String(Math.round(kept.score * 1000) / 10) });
    }
    const last = document.querySelector(`a[data-lesson="${known.location}"]`);
    document.getElementById("Resume").hidden = !last;
    document.getElementById("Start").hidden = Boolean(last);
    if (last) document.getElementById("Resume").href = last.getAttribute("href");
  }

  show().then((memory) => {
    const keep = () => tracker.suspend(cedu.memory.write(course, memory));
    if (lesson) {
      memory.seen.add(lesson);
      tracker.page(lesson);
      keep();
    }
    for (const form of forms) {
      form.addEventListener("cedu:changed", keep);
      form.addEventListener("cedu:scored", keep);
      cedu.quiz(form, memory.seed, memory.quizzes[form.dataset.assessment]);
    }
  });
  const forget = document.getElementById("Forget");
  if (forget) {
    forget.addEventListener("click", () => {
      if (!window.confirm(forget.textContent)) return;
      tracker.forget();
      window.location.reload();
    });
  }
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", (event) => event.persisted && show());
})();
