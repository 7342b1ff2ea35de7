/* cmi5 (Quartz, 1st edition): the tracker of a session with a learning record store (LRS). Bare numbers are sections of cmi5.

   Statements wait in an outbox until the LRS has taken them, and go in the order in which they happened. What the course keeps lies in one
   State document of the AU and the registration, {session, location, memory, progress, score, completed, passed, spent, owed}: beside the
   player's own, the session that wrote it last, what the LRS has taken for good, the milliseconds that earlier sessions took, and what was
   sent with the last breath, of which nobody could see whether it arrived. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});

  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CMI5 = "https://w3id.org/xapi/cmi5/";
  const STATE = "activities/state";
  const PARAMETERS = ["endpoint", "fetch", "actor", "registration", "activityId"];
  const PART = 8; // statements in one request
  const PAUSES = [500, 2000, 0]; // milliseconds
  const OUTLIVES = 20000; // characters of a request; browsers let 64 KiB in all outlive a page
  const { uuid, duration, timestamp, interaction } = cedu.xapi;
  const text = JSON.stringify;
  const read = (response) => response.json().catch(() => ({}));

  const down = (number, places) => Math.floor(number * places + 1e-6) / places; // a score that is not enough must not look as if it were

  /* Only these hosts may be asked from now on: a second policy takes away what the page's own one permits. */
  function narrow(...urls) {
    const content = `connect-src ${urls.map((url) => new URL(url, location.href).origin).join(" ")}`;
    document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content }));
  }

  cedu.tracker = function (course, trouble) {
    const query = new URLSearchParams(location.search);
    const [endpoint, tokens, actor, registration, activityId] = PARAMETERS.map((name) => query.get(name));
    const place = { stateId: "cedu", activityId, agent: actor, registration };
    const kept = { session: "", location: "", memory: "", progress: 0, score: null, completed: false, passed: null, spent: 0, owed: [] };
    const told = new Set(); // the verbs of this session
    let launch; // what the LMS says of this launch (10)
    let token = "";
    let open = false;
    let over = false;
    let counts = false; // whether this session may change the record
    let began = 0;
    let clock = 0; // the time of the last statement
    let verdict = null; // whether the learner has passed
    let since = 0; // when that was found
    let outbox = [];
    let sending = 0; // how many of the outbox are on their way
    let turn = Promise.resolve(); // one save after the other
    let condition = null; // what lets ours take the place of the document that the LRS has; null where that is not known
    let stored = ""; // what the LRS has of ours
    let other = ""; // the memory of another session that goes on beside this one

    const spent = () => duration(kept.spent + Date.now() - began);

    /* What the LRS answers; its status is 0 where nobody does. */
    async function request(method, resource, parameters, body, more) {
      const headers = { Authorization: token, "X-Experience-API-Version": "1.0.3", ...more };
      if (body) headers["Content-Type"] = "application/json";
      const options = { method, headers, body, keepalive: Boolean(body) && body.length < OUTLIVES };
      const response = await fetch(`${endpoint.replace(/\/*$/, "/")}${resource}?${new URLSearchParams(parameters)}`, options).catch(() => ({ status: 0 }));
      if (body && ![200, 204, 409, 412].includes(response.status)) trouble("refused", `${resource}: ${response.status}`);
      return response;
    }

    /* What the start needs is asked for again where the LMS stumbles. */
    async function get(...what) {
      for (const wait of PAUSES) {
        const response = await request("GET", ...what);
        if ((response.status && response.status < 500) || !wait) return response;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }

    /* A time not before the last one's, so that times tell the order (9.3). */
    const now = () => (clock = Math.max(Date.now(), clock));

    /* Something happened: cmi5 defines the verb and has a category for it, or only allows it (7.1.3). What the LMS says stays (10). */
    function say(verb, result, { allowed, object, parent, extensions, id = uuid(), at = now() } = {}) {
      const context = { revision: course.version, language: document.documentElement.lang, ...launch.contextTemplate, registration };
      const groups = (context.contextActivities = { ...context.contextActivities });
      const add = (group, id) => (groups[group] = [].concat(groups[group] || [], { id }));
      const judges = result && ("success" in result || "completion" in result);
      if (parent) add("parent", parent);
      for (const name of allowed ? [] : judges ? ["cmi5", "moveon"] : ["cmi5"]) add("category", `${CMI5}context/categories/${name}`);
      context.extensions = { ...extensions, ...context.extensions };
      outbox.push({
        id,
        actor: JSON.parse(actor),
        verb: { id: VERBS + verb, display: { en: verb } },
        object: { objectType: "Activity", id: activityId, ...object },
        result,
        context,
        timestamp: timestamp(at),
      });
      told.add(verb);
    }

    /* What may be told once in a registration has an id of its own there. */
    const once = (verb) => ({ id: uuid(registration + activityId + verb) });

    /* A session has room for one verdict (9.3): a pass waits for the score of all, a fail until nothing can come of it any more. */
    function judge() {
      const result = { success: verdict, duration: spent() };
      const extensions = {};
      if (kept.score !== null) {
        result.score = { scaled: down(kept.score / 100, 1e4), raw: down(kept.score, 1), min: 0, max: 100 };
        if (Number.isFinite(launch.masteryScore)) extensions[`${CMI5}context/extensions/masteryscore`] = launch.masteryScore;
      }
      say(verdict ? "passed" : "failed", result, { extensions, at: since, ...(verdict && once("passed")) });
    }

    const judged = () => kept.passed === true || told.has("passed");

    /* Sends what waits. Where several are refused they go one by one, so that none takes others with it; one that is refused alone, or
       that the LRS has already, is let go; all else waits for the next time. */
    async function send() {
      for (let most = PART; open && outbox.length; ) {
        const part = outbox.slice(0, most);
        sending = part.length;
        const { status } = await request("POST", "statements", "", text(part));
        sending = 0;
        const known = status === 200 || status === 409;
        const bad = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
        if (!open || !(known || bad)) return false;
        if (!known || status === 409) {
          most = 1;
          if (part.length > 1) continue;
        }
        outbox.splice(0, part.length);
        for (const { verb } of known ? part : []) if (verb.display.en in kept) kept[verb.display.en] = true;
      }
      return true;
    }

    /* Reads the State document. What another session has written since we last did joins what we have. */
    async function look() {
      const response = await get(STATE, place);
      if (response.status === 404) condition = { "If-None-Match": "*" };
      if (response.status !== 200) return;
      const tag = response.headers.get("ETag");
      condition = tag ? { "If-Match": tag } : {};
      const there = { ...kept, ...(await read(response)) };
      if (open && there.session === kept.session) return;
      other = open ? there.memory : "";
      Object.assign(kept, {
        memory: open ? joined(kept.memory) : there.memory,
        location: kept.location || there.location,
        progress: Math.max(kept.progress, there.progress),
        score: there.score === null ? kept.score : Math.max(there.score, kept.score),
        completed: kept.completed || there.completed,
        passed: kept.passed || there.passed,
        spent: Math.max(kept.spent, there.spent),
        owed: there.owed,
      });
    }

    /* One memory of ours and of the other session's: whatever is further. */
    function joined(memory) {
      const { write, merge, read } = cedu.memory;
      return other ? write(course, merge(course, read(course, memory), read(course, other))) : memory;
    }

    /* What goes by POST needs no condition to take the place of what is there (xAPI Communication, 2.2): an LRS may hide its tags. */
    const write = (body) => request(Object.keys(condition).length ? "PUT" : "POST", STATE, place, body, condition);

    /* Keeps the State document; where somebody else has changed it, that is read first (xAPI Communication, 3.1). */
    async function keep() {
      for (let tries = 0; tries < 3 && open; tries += 1) {
        const body = text(kept);
        if (body === stored) return true;
        if (!condition) {
          await look();
          if (condition || !open) continue;
          trouble("refused", STATE);
          return false;
        }
        const { status, headers } = await write(body);
        const tag = status === 204 && headers.get("ETag");
        condition = tag ? { "If-Match": tag } : null;
        if (status === 204) stored = body;
        else if (status !== 412 && status !== 409) return false;
      }
      return text(kept) === stored;
    }

    const save = () =>
      (turn = turn.then(async () => {
        const sent = await send();
        return (!counts || (await keep())) && sent;
      }));

    /* The way in: a token, the launch data, the learner's preferences, and what was kept (8.2, 10, 11). */
    async function connect() {
      if (PARAMETERS.some((name) => !query.get(name))) throw new Error("no launch parameters");
      if ((window.history.state || {}).learner) throw new Error("loaded again"); // the token is asked for once (8.2)
      narrow(endpoint, tokens);
      const given = await (await fetch(tokens, { method: "POST" })).json();
      if (!given["auth-token"]) throw new Error(text(given));
      token = `Basic ${given["auth-token"]}`;
      launch = await (await get(STATE, { ...place, stateId: "LMS.LaunchData" })).json();
      const preferences = await request("GET", "agents/profile", { profileId: "cmi5LearnerPreferences", agent: actor });
      const silent = preferences.status === 200 && (await read(preferences)).audioPreference === "off";
      if (silent) document.addEventListener("loadstart", ({ target }) => (target.muted = true), true);
      await look();
      for (const verb of kept.owed) if ((await request("GET", "statements", { statementId: once(verb).id })).status === 200) kept[verb] = true;
      kept.owed = [];
      kept.session = launch.contextTemplate.extensions[`${CMI5}context/extensions/sessionid`];
    }

    return {
      async start() {
        try {
          await connect();
        } catch (failure) {
          trouble("absent", failure);
          return null;
        }
        if (over) return null;
        const mode = String(launch.launchMode).toLowerCase();
        counts = mode !== "browse" && mode !== "review";
        open = true;
        began = Date.now();
        const known = { ...kept, mode, credit: counts, learner: JSON.parse(actor).account.name, back: /^https?:/i.test(launch.returnURL) ? launch.returnURL : "" };
        say("initialized");
        save();
        return known;
      },

      /* How far the learner is, as cmi5's best practices have it: the whole is what `completed` says. */
      page(lesson, progress) {
        kept.location = lesson;
        const percent = down(progress * 100, 1);
        if (!open || !counts || kept.completed || percent <= kept.progress || percent >= 100) return;
        kept.progress = percent;
        say("progressed", { extensions: { [`${CMI5}result/extensions/progress`]: percent } }, { allowed: true });
      },

      answer(record) {
        if (!open || !counts) return;
        const { id, earned, points, marked } = record;
        const [definition, response] = interaction(record);
        const result = { duration: duration(record.milliseconds) };
        if (marked) result.success = earned >= points;
        if (points) result.score = { scaled: down(earned / points, 1e4), raw: earned, min: 0, max: points };
        if (response) result.response = response;
        const [assessment, item] = id.split(".");
        const parent = `${activityId}/test/${assessment}`;
        say("answered", result, { allowed: true, object: { id: `${parent}/question/${item}`, definition }, parent });
      },

      score(percent) {
        kept.score = percent;
      },

      /* Where the LMS asks for a score, that decides (9.3.4, 9.3.5). */
      complete({ completed, passed }) {
        if (!open || !counts) return;
        const before = verdict;
        verdict = passed;
        if (Number.isFinite(launch.masteryScore) && passed !== null) {
          verdict = down(kept.score / 100, 1e4) >= launch.masteryScore || (completed || !passed ? false : null);
        }
        if (verdict !== before) clock = (since = now()) + 10; // so that times tell that the verdict came first, even one that is told last
        if (completed && verdict && !judged()) judge();
        if (completed && !kept.completed && !told.has("completed")) say("completed", { completion: true, duration: spent() }, once("completed"));
      },

      suspend(memory) {
        kept.memory = joined(memory);
        return open && save();
      },

      /* Nothing waits for an answer now. The document goes first, since a token ends with its session; and without a condition, since one
         that is on its way would break it. */
      finish() {
        over = true;
        if (!open) return;
        open = false;
        if (verdict !== null && !judged() && (verdict || told.has("answered") || kept.passed === null)) {
          judge();
          kept.passed = verdict && kept.passed;
        }
        say("terminated", { duration: duration(Date.now() - began) }, { at: now() + 10 });
        condition = {};
        const owed = ["completed", "passed"].filter((verb) => told.has(verb) && !kept[verb]);
        if (counts) write(text({ ...kept, spent: kept.spent + Date.now() - began, owed }));
        const last = outbox.slice(sending);
        const fits = text(last).length < OUTLIVES;
        request("POST", "statements", "", text(fits ? last : last.filter(({ verb }) => verb.display.en !== "answered")));
      },
    };
  };
})();
