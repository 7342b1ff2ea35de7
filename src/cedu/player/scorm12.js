/* SCORM 1.2 Run-Time Environment: the tracker of a visit. `cedu.player` says what a tracker is; the vocabulary of the standard is known
   here and nowhere else. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const SYMBOLS = "abcdefghijklmnopqrstuvwxyz0123456789"; // RTE 3.4.2.7.1: what can be chosen are single characters
  const LONGEST = 255; // CMIString255, CMIIdentifier, CMIFeedback
  const ROOM = 4096; // CMIString4096

  const two = (number) => String(number).padStart(2, "0");

  /* CMITimespan, HHHH:MM:SS.SS. */
  function timespan(milliseconds) {
    const hundredths = Math.max(0, Math.round(milliseconds / 10));
    const seconds = Math.floor(hundredths / 100);
    const hours = String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0");
    return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  }

  /* CMITime, HH:MM:SS. */
  const time = (date) => [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");

  const NAMES = {
    api: "API",
    open: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    close: "LMSFinish",
    error: "LMSGetLastError",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    span: timespan,
  };

  /* One word for both how far and how well. A fail is never `completed`, nor is a pass before the end. */
  function status({ completed, passed }) {
    if (passed === false) return "failed";
    if (!completed) return "incomplete";
    return passed ? "passed" : "completed";
  }

  const symbols = (positions) => positions.map((position) => SYMBOLS[position] || SYMBOLS[35]);
  const pairs = (positions) => positions.map((pair) => symbols(pair).join("."));
  const truth = (positions) => positions.map((position) => "tf"[position]).join("");

  /* Of an answer: its type, what was answered, and each pattern that is right (RTE 3.4.2.7.1). */
  function vocabulary({ type, response, correct }) {
    switch (type) {
      case "true-false":
        return ["true-false", truth(response), [truth(correct)]];
      case "single":
        return ["choice", symbols(response).join(","), symbols(correct)];
      case "multiple":
        return ["choice", symbols(response).join(","), [`{${symbols(correct).join(",")}}`]];
      case "order":
        return ["sequencing", symbols(response).join(","), [symbols(correct).join(",")]];
      case "match":
        return ["matching", pairs(response).join(","), [`{${pairs(correct).join(",")}}`]];
      case "number":
        return ["numeric", cedu.decimal(response, 6), [cedu.decimal(correct[0], 6)]];
      case "gaps":
        return ["fill-in", response.join(", "), [correct.join(", ")]];
      case "scale":
        return ["likert", symbols(response).join(","), []];
      case "essay":
        return ["fill-in", response.replace(/\s+/g, " "), []]; // of one line
      default:
        return ["fill-in", response, correct];
    }
  }

  /* How right an answer is: a word, or the share of its points. */
  function result({ earned, points, marked }) {
    if (!marked) return "neutral";
    if (earned >= points) return "correct";
    return earned > 0 ? cedu.decimal(earned / points, 2) : "wrong";
  }

  cedu.tracker = function (course, trouble) {
    const session = cedu.session(NAMES, trouble);
    let credit = false;
    let interactions = -1; // the next one's number; below 0 where the LMS keeps none (they are optional)

    return {
      room: ROOM,

      async start() {
        if (!session.open()) return null;
        const mode = session.get("cmi.core.lesson_mode") || "normal"; // optional
        const word = session.get("cmi.core.lesson_status");
        const score = parseFloat(session.get("cmi.core.score.raw"));
        session.writes = mode !== "browse" && mode !== "review";
        credit = session.get("cmi.core.credit") !== "no-credit";
        if (credit && session.get("cmi.interactions._children")) interactions = Number(session.get("cmi.interactions._count")) || 0;
        return {
          mode,
          credit,
          learner: session.get("cmi.core.student_id"),
          location: session.get("cmi.core.lesson_location"),
          memory: session.get("cmi.suspend_data"),
          completed: word === "completed" || word === "passed",
          passed: word === "passed" ? true : word === "failed" ? false : null,
          score: Number.isFinite(score) ? score : null,
        };
      },

      page(lesson) {
        session.set("cmi.core.lesson_location", lesson.slice(0, LONGEST));
      },

      /* RTE 3.4.2.7. All of it may be missing from an LMS, in whole or in part. */
      answer(answer) {
        if (interactions < 0) return;
        const [type, response, patterns] = vocabulary(answer);
        const set = (name, value) => session.set(`cmi.interactions.${interactions}.${name}`, value.slice(0, LONGEST), true);
        if (!set("id", answer.id)) return;
        set("time", time(new Date()));
        set("type", type);
        patterns.filter(Boolean).forEach((pattern, index) => set(`correct_responses.${index}.pattern`, pattern));
        set("weighting", cedu.decimal(answer.points, 2));
        if (response) set("student_response", response);
        set("result", result(answer));
        set("latency", timespan(answer.milliseconds));
        interactions += 1;
      },

      score(percent) {
        if (!credit) return;
        session.set("cmi.core.score.min", "0", true);
        session.set("cmi.core.score.max", "100", true);
        session.set("cmi.core.score.raw", cedu.decimal(cedu.percent(percent), 2));
      },

      complete(state) {
        if (credit) session.set("cmi.core.lesson_status", status(state));
      },

      suspend(memory) {
        session.set("cmi.suspend_data", memory);
        return session.save();
      },

      finish() {
        session.close();
      },
    };
  };
})();
