/* Keeps a course in this browser: a tracker where there is no LMS, and on the site; and a shelf for what an LMS did not take.

   Another window may have the same course: before anything is written, it is put together with what is there. A browser that keeps nothing
   (a private window, a frame in a sandbox) is no error: it is said once, when there are answers to lose. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  function get(key) {
    try {
      return window.localStorage.getItem(key) || "";
    } catch (refused) {
      return "";
    }
  }

  /* Whether `text` is kept now; an empty one takes what was there away. */
  function set(key, text) {
    try {
      if (text) window.localStorage.setItem(key, text);
      else window.localStorage.removeItem(key);
      return get(key) === text;
    } catch (refused) {
      return false;
    }
  }

  /* Keep the memory `text`, together with that which is there. */
  function join(course, key, text) {
    const { read, write, merge } = cedu.memory;
    const there = get(key);
    return set(key, there && there !== text ? write(course, merge(course, read(course, text), read(course, there))) : text);
  }

  cedu.local = function (course, trouble) {
    const place = `cedu place ${course.key}`;
    const kept = `cedu memory ${course.key}`;
    let lesson = get(place);
    let told = false;

    return {
      start() {
        const memory = get(kept);
        const { completed, passed, score } = cedu.memory.outcome(course, cedu.memory.read(course, memory));
        return Promise.resolve({ mode: "normal", credit: true, learner: "", location: lesson, memory, completed, passed, score });
      },

      page(id) {
        lesson = id;
      },

      suspend(memory) {
        const took = join(course, kept, memory) && set(place, lesson);
        const given = ({ tries, answers }) => tries > 0 || Object.keys(answers).length > 0;
        if (!took && !told && Object.values(cedu.memory.read(course, memory).quizzes).some(given)) {
          told = true;
          trouble("forgotten", "no localStorage");
        }
        return took;
      },

      /* Whoever shares a computer may not want the next one to see it; and may not want to be the next one. */
      forget: () => [kept, place].forEach((key) => set(key, "")),

      answer() {},
      score() {},
      complete() {},
      finish() {},
    };
  };

  /* What the LMS did not take, by learner: where it does not say who that is, the next one might be another. */
  cedu.shelf = function (course) {
    const key = (learner) => `cedu shelf ${course.key} ${learner}`;
    return {
      /* Whether it is kept. */
      put: (learner, text) => Boolean(learner) && join(course, key(learner), text),

      /* What is there, which is then there no more. */
      take(learner) {
        const text = learner ? get(key(learner)) : "";
        if (text) set(key(learner), "");
        return text;
      },
    };
  };
})();
