/* SCORM 2004 Run-Time Environment, 3rd and 4th edition: the tracker of a visit. `cedu.player` says what a tracker is; the vocabulary of the
   standard is known here and nowhere else.

   `cmi.exit` is `suspend` at the end of every visit, of a finished course too: with any other word the attempt ends there (RTE 4.2.8), and
   a learner who comes back to read what they got wrong begins a new one, with nothing in it, whose `incomplete` many an LMS takes for
   the latest news of somebody who has passed. A status counts whether an attempt is suspended or not (SN, rollup). */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const LOCATION = 1000; // the smallest lengths that every LMS has to keep: RTE 4.2.15, 4.2.9, 4.1.1.7
  const IDENTIFIER = 4000;
  const TEXT = 250;
  const PARTS = 10; // of a fill-in (RTE 4.2.9.2), of which some LMSs take none twice
  const LONG = 4000; // RTE 4.2.9.2, of a long-fill-in
  const ROOM = 64000; // since the 3rd edition: RTE 4.2.23

  /* timeinterval(second,10,2). */
  function timespan(milliseconds) {
    const hundredths = Math.max(0, Math.round(milliseconds / 10));
    const minutes = Math.floor(hundredths / 6000);
    return `PT${Math.floor(minutes / 60)}H${minutes % 60}M${cedu.decimal((hundredths % 6000) / 100, 2)}S`;
  }

  /* time(second,10,0), in UTC, which needs a fraction before its `Z`. */
  const time = (date) => date.toISOString().replace(/\dZ$/, "Z");

  const NAMES = {
    api: "API_1484_11",
    open: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    close: "Terminate",
    error: "GetLastError",
    reopens: "103",
    exit: "cmi.exit",
    time: "cmi.session_time",
    span: timespan,
  };

  const number = (value) => cedu.decimal(value, 7);
  /* localized_string_type, of which English is the default. */
  function described(text) {
    const language = document.documentElement.lang;
    return `${/^en\b/.test(language) ? "" : `{lang=${language}}`}${text}`.slice(0, TEXT);
  }

  const typed = (text) => text.replace(/\[,\]/g, ",").slice(0, TEXT);

  const long = (text) => text.replace(/\s+/g, " ").slice(0, LONG); // not every LMS takes more than a line

  /* Of an answer: its type, what was answered, and each pattern that is right (RTE 4.2.9.1 and 4.2.9.2). What can be chosen goes by the
     ids that its author gave it. */
  function vocabulary({ type, item, options, sources, response, correct }) {
    const chosen = (positions) => positions.map((position) => options[position]).join("[,]");
    const matched = (pairs) => pairs.map(([source, target]) => `${sources[source]}[.]${options[target]}`).join("[,]");
    switch (type) {
      case "true-false":
        return ["true-false", chosen(response), [chosen(correct)]];
      case "single":
        return ["choice", chosen(response), correct.map((position) => options[position])];
      case "multiple":
        return ["choice", chosen(response), [chosen(correct)]];
      case "order":
        return ["sequencing", chosen(response), [chosen(correct)]];
      case "match":
        return ["matching", matched(response), [matched(correct)]];
      case "number":
        return ["numeric", number(response), [`${number(item.answer - item.tolerance)}[:]${number(item.answer + item.tolerance)}`]];
      case "gaps":
        if (correct.length > PARTS || new Set(correct).size < correct.length) return ["long-fill-in", long(response.join("; ")), [long(correct.join("; "))]];
        return ["fill-in", response.map(typed).join("[,]"), [correct.map(typed).join("[,]")]];
      case "essay":
        return ["long-fill-in", long(response), []];
      case "scale":
        return ["likert", chosen(response), []];
      default:
        return ["fill-in", typed(response), correct.map((answer) => `${item.caseSensitive ? "{case_matters=true}" : ""}${typed(answer)}`)];
    }
  }

  /* How right an answer is: a word, or the share of its points. */
  function result({ earned, points, marked }) {
    if (!marked) return "neutral";
    if (earned >= points) return "correct";
    return earned > 0 ? cedu.decimal(earned / points, 4) : "incorrect";
  }

  cedu.tracker = function (course, trouble) {
    const session = cedu.session(NAMES, trouble);
    let credit = false;
    let interactions = 0;

    return {
      room: ROOM,

      async start() {
        if (!session.open()) return null;
        const mode = session.get("cmi.mode") || "normal";
        const passed = session.get("cmi.success_status");
        const scaled = parseFloat(session.get("cmi.score.scaled"));
        session.writes = mode !== "browse" && mode !== "review";
        credit = session.get("cmi.credit") !== "no-credit";
        interactions = Number(session.get("cmi.interactions._count")) || 0;
        return {
          mode,
          credit,
          learner: session.get("cmi.learner_id"),
          location: session.get("cmi.location"),
          memory: session.get("cmi.suspend_data"),
          completed: session.get("cmi.completion_status") === "completed",
          passed: passed === "passed" ? true : passed === "failed" ? false : null,
          score: Number.isFinite(scaled) ? scaled * 100 : null,
        };
      },

      page(lesson, progress) {
        session.set("cmi.location", lesson.slice(0, LOCATION));
        if (credit) session.set("cmi.progress_measure", cedu.decimal(progress, 4));
      },

      /* RTE 4.2.9: the id first, and the type before what depends on it. */
      answer(answer) {
        if (!credit) return;
        const [type, response, patterns] = vocabulary(answer);
        const set = (name, value) => session.set(`cmi.interactions.${interactions}.${name}`, value, true);
        if (!set("id", answer.id.slice(0, IDENTIFIER))) return;
        set("type", type);
        set("description", described(answer.stem));
        set("timestamp", time(new Date()));
        patterns.filter(Boolean).forEach((pattern, index) => set(`correct_responses.${index}.pattern`, pattern));
        set("weighting", cedu.decimal(answer.points, 2));
        if (response) set("learner_response", response);
        set("result", result(answer));
        set("latency", timespan(answer.milliseconds));
        interactions += 1;
      },

      score(percent) {
        if (!credit) return;
        session.set("cmi.score.min", "0");
        session.set("cmi.score.max", "100");
        session.set("cmi.score.raw", cedu.decimal(cedu.percent(percent), 2));
        session.set("cmi.score.scaled", cedu.decimal(cedu.percent(percent) / 100, 4));
      },

      complete({ completed, passed }) {
        if (!credit) return;
        session.set("cmi.completion_status", completed ? "completed" : "incomplete");
        if (passed !== null) session.set("cmi.success_status", passed ? "passed" : "failed");
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
