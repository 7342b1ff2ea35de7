/* The API of a SCORM LMS: where it is, and a session with it that is careful with every call. `scorm12.js` and `scorm2004.js` share it.

   What a standard calls things is in `names`: {api, error, open, get, set, commit, close}, the API and its functions, {exit, time}, two
   elements of its data model, `span`, which writes milliseconds as the standard does, and, where it has one, `reopens`, the error that says
   that a session is open already. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const FARTHEST = 64; // an API further away than this many windows is a loop of ours

  /* SCORM 1.2 RTE 3.3.6.1, 2004 RTE 3.2.1: up the parents, then the same from whoever opened a window on the way. A window from elsewhere
     shows nothing but its own parent and opener, so the way goes on beyond it. */
  function find(names) {
    const waiting = [window];
    const seen = [];
    while (waiting.length && seen.length < FARTHEST) {
      const frame = waiting.shift();
      if (!frame || seen.includes(frame)) continue;
      seen.push(frame);
      try {
        const api = frame[names.api];
        if (api && api[names.open]) return api;
      } catch (foreign) {} // of another origin
      waiting.unshift(frame.parent);
      waiting.push(frame.opener);
    }
    return null;
  }

  cedu.session = function (names, trouble) {
    const api = find(names);
    const sent = new Map();
    let began = 0;
    let open = false;
    let news = false; // whether the LMS was told something that it has not committed yet

    /* What the API says, as a string: "" where it says nothing, null where it breaks. */
    function call(name, ...values) {
      try {
        const said = api[name](...values.map(String));
        return said === undefined || said === null ? "" : String(said);
      } catch (error) {
        if (window.console) console.warn(`cedu: ${name}: ${error}`);
        return null;
      }
    }

    /* Whether the LMS says "true" or, as some do instead, true, 1, or nothing at all while it has no error. */
    function does(name, ...values) {
      const said = call(name, ...values);
      return /^(true|1)$/i.test(said) || (said === "" && call(names.error) === "0");
    }

    function refused(what) {
      trouble("refused", `${what}: ${call(names.error)}`);
      return false;
    }

    const session = {
      /* Whether this visit may change the learner's record: not when they browse, nor when they review. */
      writes: false,

      /* Initialize. A page of before that broke off may have left a session open: then this one is its. */
      open() {
        if (!api) {
          trouble("absent", `no ${names.api}`);
          return false;
        }
        open = does(names.open, "") || Boolean(names.reopens && call(names.error) === names.reopens);
        began = Date.now();
        if (!open) trouble("absent", `${names.open}: ${call(names.error)}`);
        return open;
      },

      get(element) {
        return (open && call(names.get, element)) || "";
      },

      /* Whether the LMS has taken `value`. Many an LMS leaves out what its standard has for reports alone: that it refuses something
         `optional` is nothing that a learner must know. */
      set(element, value, optional = false) {
        if (!open || !session.writes) return false;
        if (sent.get(element) === value) return true;
        const taken = does(names.set, element, value);
        if (taken || optional) sent.set(element, value);
        if (taken) news = true;
        else if (optional && window.console) console.warn(`cedu: ${element} was not taken: ${call(names.error)}`);
        return taken || (!optional && refused(`${names.set} ${element}`));
      },

      /* Make the LMS keep what it was told, if it was told anything new; whether it has. */
      save() {
        if (!open) return false;
        if (!news) return true;
        session.set(names.exit, "suspend");
        session.set(names.time, names.span(Date.now() - began));
        news = !does(names.commit, "");
        return !news || refused(names.commit);
      },

      /* Terminate, once. */
      close() {
        if (!open) return;
        if (session.writes) session.set(names.time, names.span(Date.now() - began));
        session.save();
        open = false;
        if (!does(names.close, "")) refused(names.close);
      },
    };
    return session;
  };

  /* A percentage of at most two decimals: one that is not enough must not look as if it were, to an LMS that judges by it. */
  cedu.percent = (number) => Math.floor(number * 100 + 1e-4) / 100;

  /* A number of at most `places` decimals, as both standards write it; "" where there is none, or one that needs an exponent. */
  cedu.decimal = function (number, places) {
    const text = number === "" ? "" : String(Number(Number(number).toFixed(places)));
    return text.includes("e") ? "" : text;
  };
})();
