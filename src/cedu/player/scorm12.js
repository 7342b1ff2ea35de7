/* SCORM 1.2 Run-Time Environment: the tracker of a visit. Every argument is a string, and each call's answer is looked at.

   A tracker has: start, page, answer, score, status, suspend, save, finish. What it is told is in the player's own words; the
   vocabulary of the standard is known here and nowhere else. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const DEEPEST = 64; // an API further away than this many frames is a loop of ours
  const SYMBOLS = "abcdefghijklmnopqrstuvwxyz0123456789"; // RTE 3.4.2.7.1: choices are single characters
  const FEEDBACK = 255; // CMIFeedback, in characters

  function climb(from) {
    let frame = from;
    for (let depth = 0; frame && depth < DEEPEST; depth += 1) {
      try {
        if (frame.API) return frame.API;
      } catch (foreign) {
        return null; // a frame of another origin: nothing above it can be ours
      }
      if (frame.parent === frame) return null;
      frame = frame.parent;
    }
    return null;
  }

  /* RTE 3.3.6.1: the chain of parents first, then the opener's chain; a window that was opened by a frame has both. */
  function findApi() {
    let frame = window;
    for (let depth = 0; frame && depth < 8; depth += 1) {
      const api = climb(frame);
      if (api) return api;
      try {
        frame = frame.opener || (frame.top !== frame && frame.top.opener);
      } catch (foreign) {
        return null;
      }
    }
    return null;
  }

  const two = (number) => String(number).padStart(2, "0");

  /* CMITimespan, HHHH:MM:SS.SS. */
  function timespan(milliseconds) {
    const hundredths = Math.max(0, Math.round(milliseconds / 10));
    const seconds = Math.floor(hundredths / 100);
    const hours = String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0");
    return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  }

  /* CMITime, HH:MM:SS. */
  const time = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

  /* CMIDecimal, with at most two places. */
  const decimal = (number) => String(Math.round(number * 100) / 100);

  const symbols = (positions) => positions.map((position) => SYMBOLS[position]);
  const pairs = (positions) => positions.map(([source, target]) => `${SYMBOLS[source]}.${SYMBOLS[target]}`);

  /* What was answered, and each pattern that is right, in the words of RTE 3.4.2.7.1. */
  function vocabulary(answer) {
    switch (answer.type) {
      case "true-false":
        return ["true-false", answer.response.map((position) => "tf"[position]).join(""), [answer.correct.map((position) => "tf"[position]).join("")]];
      case "single":
        return ["choice", symbols(answer.response).join(","), symbols(answer.correct)];
      case "multiple":
        return ["choice", symbols(answer.response).join(","), [`{${symbols(answer.correct).join(",")}}`]];
      case "order":
        return ["sequencing", symbols(answer.response).join(","), [symbols(answer.correct).join(",")]];
      case "match":
        return ["matching", pairs(answer.response).join(","), [`{${pairs(answer.correct).join(",")}}`]];
      case "number":
        return ["numeric", answer.response === "" ? "" : decimalText(answer.response), [decimalText(answer.correct[0])]];
      default:
        return ["fill-in", answer.response, answer.correct];
    }
  }

  /* A number as CMIDecimal knows it: no exponent. */
  function decimalText(number) {
    const text = String(number);
    return /^-?\d{0,10}(\.\d*)?$/.test(text) ? text : Number(text).toFixed(6);
  }

  cedu.scorm12 = function (trouble) {
    const api = findApi();
    const began = Date.now();
    const sent = new Map();
    let open = false;
    let counts = false; // whether this visit may change the record: not when browsing, nor when reviewing
    let credit = false;
    let interactions = -1; // the next one's number; below 0 where the LMS keeps none (they are optional)
    let leave = "suspend";
    let news = false; // whether the LMS was told something that it has not committed yet

    function failed(call) {
      let code = "";
      try {
        code = String(api.LMSGetLastError());
      } catch (error) {
        code = String(error);
      }
      trouble("refused", `${call}: ${code}`);
      return false;
    }

    function call(name, ...values) {
      try {
        return String(api[name](...values.map(String)));
      } catch (error) {
        trouble("refused", `${name}: ${error}`);
        return "false";
      }
    }

    const get = (element) => (open ? call("LMSGetValue", element) : "");

    function set(element, value) {
      if (!open || !counts || sent.get(element) === value) return;
      if (call("LMSSetValue", element, value) !== "true") {
        failed(`LMSSetValue ${element}`);
        return;
      }
      sent.set(element, value);
      news = true;
    }

    return {
      /* Open the session; what the LMS remembers of this learner, or null where there is no LMS. */
      start() {
        if (!api) {
          trouble("absent", "no API");
          return null;
        }
        if (call("LMSInitialize", "") !== "true") {
          failed("LMSInitialize");
          return null;
        }
        open = true;
        const mode = get("cmi.core.lesson_mode");
        counts = mode !== "browse" && mode !== "review";
        credit = get("cmi.core.credit") !== "no-credit";
        if (credit && get("cmi.interactions._children")) interactions = Number(get("cmi.interactions._count")) || 0;
        return {
          mode,
          status: get("cmi.core.lesson_status"),
          location: get("cmi.core.lesson_location"),
          score: parseFloat(get("cmi.core.score.raw")),
          memory: get("cmi.suspend_data"),
        };
      },

      /* Where to open next time. */
      page(location) {
        set("cmi.core.lesson_location", location);
      },

      /* One item, answered once: RTE 3.4.2.7. */
      answer(answer) {
        if (interactions < 0) return;
        const element = `cmi.interactions.${interactions}.`;
        const [type, response, patterns] = vocabulary(answer);
        interactions += 1;
        set(`${element}id`, answer.id.slice(0, FEEDBACK));
        set(`${element}time`, time(new Date()));
        set(`${element}type`, type);
        patterns.forEach((pattern, index) => set(`${element}correct_responses.${index}.pattern`, pattern.slice(0, FEEDBACK)));
        set(`${element}weighting`, decimal(answer.points));
        if (response) set(`${element}student_response`, response.slice(0, FEEDBACK));
        set(`${element}result`, answer.earned >= answer.points ? "correct" : "wrong");
        set(`${element}latency`, timespan(answer.milliseconds));
      },

      /* The score of the whole course, in percent. */
      score(percent) {
        if (!credit) return;
        set("cmi.core.score.min", "0");
        set("cmi.core.score.max", "100");
        set("cmi.core.score.raw", decimal(percent));
      },

      /* One of incomplete, completed, passed, failed; `more` says that there is something to come back for. */
      status(word, more) {
        if (credit) set("cmi.core.lesson_status", word);
        leave = more ? "suspend" : "";
      },

      /* What to hand back to `start` next time. */
      suspend(memory) {
        set("cmi.suspend_data", memory);
      },

      /* Make the LMS keep what it was told, if it was told anything new. */
      save() {
        set("cmi.core.exit", leave);
        if (!news) return;
        set("cmi.core.session_time", timespan(Date.now() - began));
        if (call("LMSCommit", "") === "true") news = false;
        else failed("LMSCommit");
      },

      /* Close the session, once. */
      finish() {
        if (!open) return;
        set("cmi.core.session_time", timespan(Date.now() - began));
        this.save();
        if (call("LMSFinish", "") !== "true") failed("LMSFinish");
        open = false;
      },
    };
  };
})();
