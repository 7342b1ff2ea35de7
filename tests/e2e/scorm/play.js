// node play.js BASE VERSION: plays a course as learners would, against somebody else's LMS, and prints what the LMS was told at each visit,
// by scenario, as JSON. VERSION is scorm12 or scorm2004.
const { chromium } = require("playwright-core");
const { answer, items, next, submit, through, title, toQuiz } = require("./learner.js");

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const [base, version] = process.argv.slice(2);
const isOld = version === "scorm12";
const CLOSE = isOld ? "LMSFinish" : "Terminate";

// Opens the LMS's page with what it has saved.
async function launch(context, { course = "course/index.html", later = 0, ...state } = {}) {
  const page = await context.newPage();
  const seen = { console: [], requests: [] };
  page.on("console", (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.console.push(`pageerror: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) seen.requests.push(request.url());
  });
  await page.addInitScript((state) => Object.assign(window, state), state);
  if (later) await page.clock.install({ time: Date.now() + later * 60000 });
  await page.goto(`${base}/scorm/lms.html?${version}&${version}/${course}`);
  return { page, seen };
}

const told = (page) => page.evaluate(() => ({ calls: window.calls, cmi: window.record() }));

// One visit. The learner closes the course at its end without pressing anything: the LMS takes its frame away.
async function visit(browser, options, play) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const { page, seen } = await launch(context, options);
  const course = page.frames()[1];
  await course.waitForSelector("article.lesson");
  const result = await play(course, page);
  await page.evaluate(() => document.getElementById("course").remove());
  const visited = { ...(await told(page)), ...seen, result };
  await context.close();
  return visited;
}

// What an LMS hands back at the next visit: of an attempt that was not suspended, SCORM 2004 has nothing.
function remembered({ cmi }) {
  if (isOld) {
    const { lesson_location, lesson_status, score, exit } = cmi.core;
    return { suspend_data: cmi.suspend_data, core: { lesson_location, lesson_status, score, entry: exit === "suspend" ? "resume" : "" } };
  }
  if (cmi.exit !== "suspend") return {};
  const { suspend_data, location, completion_status, success_status, score, progress_measure } = cmi;
  return { suspend_data, location, completion_status, success_status, score, progress_measure, entry: "resume" };
}

const mode = (word, credit, more = {}) =>
  isOld ? { core: { lesson_mode: word, credit, ...(more.old || {}) } } : { mode: word, credit, ...(more.new || {}) };
const PASSED = { old: { lesson_status: "passed", score: { raw: "90" } }, new: { completion_status: "completed", success_status: "passed", score: { scaled: "0.9" } } };
const notice = (course) => course.locator("#Cedu-notice").innerText();

const scenarios = {
  pass: async (browser) => [await visit(browser, {}, (course) => through(course, true))],

  fail: async (browser) => [await visit(browser, {}, (course) => through(course, false))],

  // One of two parts of an item is answered.
  partly: async (browser) => [
    await visit(browser, {}, async (course) => {
      await toQuiz(course);
      await course.locator('input[value="author"]').check();
      await submit(course);
      await submit(course);
      await course.locator("form .result").waitFor();
    }),
  ],

  // Half-way: all is answered, nothing is handed in, the window is closed. Then again, to the end; and once more, to look.
  resume: async (browser) => {
    const first = await visit(browser, {}, async (course) => {
      await toQuiz(course);
      const all = await items(course);
      for (const item of all) await answer(course, item, true);
      return { title: await title(course), order: all.map((item) => item.id) };
    });
    const second = await visit(browser, { saved: remembered(first) }, async (course) => {
      const opened = await title(course);
      const order = (await items(course)).map((item) => item.id);
      await submit(course);
      const verdict = await course.locator("form .result").innerText();
      while (await course.locator("#Cedu-next").isVisible()) await next(course);
      return { opened, order, verdict };
    });
    const third = await visit(browser, { saved: remembered(second) }, async (course) => {
      const opened = await title(course);
      await course.locator("#Cedu-lessons a").nth(2).click();
      return { opened, verdict: await course.locator("form .result").innerText(), seen: await course.locator("#Cedu-lessons a.seen").count() };
    });
    return [first, second, third];
  },

  // The course was updated in between: a lesson gone, one new, an item changed and one gone.
  update: async (browser) => {
    const first = await visit(browser, {}, async (course) => {
      await toQuiz(course);
      for (const item of await items(course)) await answer(course, item, true);
    });
    const second = await visit(browser, { saved: remembered(first), course: "updated/index.html" }, async (course) => {
      const opened = await title(course);
      const seen = await course.locator("#Cedu-lessons a.seen").allInnerTexts();
      const checked = await course.locator("form input:checked").evaluateAll((inputs) => inputs.map((input) => input.value));
      await course.locator("#Cedu-lessons a").first().click();
      return { opened, seen: seen.map((text) => text.split("\n")[0]), checked, ...(await through(course, true)) };
    });
    return [first, second];
  },

  // Passed before, and now all is answered wrongly: what has been earned stays.
  again: async (browser) => {
    const first = await visit(browser, {}, (course) => through(course, true));
    const { suspend_data, ...kept } = remembered(first);
    return [first, await visit(browser, { saved: kept }, (course) => through(course, false))];
  },

  // An exam against the clock is left open until after its end.
  time: async (browser) => {
    const first = await visit(browser, { course: "timed/index.html" }, async (course) => {
      await toQuiz(course);
      const before = await course.locator(".facts").innerText();
      await course.locator("form > button.primary:visible").click();
      const left = await course.locator(".timer").innerText();
      await answer(course, (await items(course))[0], true);
      return { before, left };
    });
    const second = await visit(browser, { course: "timed/index.html", later: 16, saved: remembered(first) }, async (course) => {
      await toQuiz(course);
      return { verdict: await course.locator("form .result").innerText(), again: await course.getByText("Try again").isVisible() };
    });
    const third = await visit(browser, { course: "timed/index.html", later: 1 }, async (course, page) => {
      await toQuiz(course);
      await course.locator("form > button.primary:visible").click();
      await page.clock.runFor(60000);
      await page.clock.setSystemTime(Date.now() - 3600000);
      await page.clock.runFor(5000);
      const left = (await course.locator(".timer").innerText()).slice(0, 4);
      await course.locator("#Cedu-lessons a").first().click();
      await page.clock.runFor(14 * 60000);
      const warned = await notice(course);
      await page.clock.runFor(60000);
      return { left, warned, over: await notice(course), opened: await title(course) };
    });
    return [first, second, third];
  },

  review: async (browser) => [await visit(browser, { saved: mode("review", "credit", PASSED) }, (course) => through(course, false))],

  browse: async (browser) => [await visit(browser, { saved: mode("browse", "no-credit") }, (course) => through(course, true))],

  "no-credit": async (browser) => [
    await visit(browser, { saved: mode("normal", "no-credit") }, async (course) => ({ notice: await notice(course), ...(await through(course, true)) })),
  ],

  absent: async (browser) => [
    await visit(browser, { absent: true }, async (course) => ({ notice: await notice(course), ...(await through(course, true)) })),
  ],

  // An LMS that says false to one function, or throws: the course goes on, and says so once.
  broken: async (browser) => {
    const visits = [];
    for (const throws of [false, true]) {
      for (const name of ["Commit", "SetValue", "Initialize", "GetValue"]) {
        const broken = `${isOld ? "LMS" : ""}${name}`;
        visits.push(
          await visit(browser, { broken, throws }, async (course) => ({
            ...(await through(course, true)),
            notices: await course.locator("#Cedu-notice .notice[data-kind=warning]").allInnerTexts(),
            broken,
          }))
        );
      }
    }
    return visits;
  },

  // An LMS whose session is over for a while, and comes back.
  lost: async (browser) => [
    await visit(browser, { saved: isOld ? { core: { student_id: "ada" } } : { learner_id: "ada" } }, async (course, page) => {
      const breaks = (name) => page.evaluate((name) => (window.broken = name), name);
      const shelf = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cedu shelf ")).length);
      await breaks(isOld ? "LMSCommit" : "Commit");
      await next(course);
      const away = [(await notice(course)).slice(0, 26), await shelf()];
      await breaks("");
      return { away, ...(await through(course, true)), back: await shelf() };
    }),
  ],

  // A telephone takes a page out of sight, and may never bring it back. No window of this browser is ever out of sight.
  hidden: async (browser) => [
    await visit(browser, {}, async (course, page) => {
      await toQuiz(course);
      await answer(course, (await items(course)).find((item) => item.id === "word"), true);
      await course.evaluate(() => {
        Object.defineProperty(document, "visibilityState", { value: "hidden" });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      return page.evaluate(() => ({ last: window.calls[window.calls.length - 1].name, memory: window.record().suspend_data }));
    }),
  ],

  // An LMS that says yes in another way, or nothing where it has nothing.
  ways: async (browser) => {
    const visits = [];
    for (const says of ["boolean", "number", "capital", "nothing"]) visits.push(await visit(browser, { says }, (course) => through(course, true)));
    return visits;
  },

  // What an LMS still has of a package that another tool had made, and a learner whose name is none.
  other: async (browser) => {
    const name = "<img src=x onerror=alert(1)>";
    const saved = isOld
      ? { suspend_data: "1|viewed=1,2;last=2", core: { student_id: name, student_name: name, lesson_location: "slide_2", score: { raw: "45" } } }
      : { suspend_data: "2R3ma7;{}", learner_id: "a/b c", learner_name: name, location: "slide_2", score: { scaled: "-0.5", raw: "-3" } };
    return [
      await visit(browser, { saved }, async (course) => {
        const start = { title: await title(course), notice: await notice(course) };
        return { start, ...(await through(course, true)) };
      }),
    ];
  },

  // A page of before broke off, and the LMS has not noticed: it says that a session is open.
  left: async (browser) => [await visit(browser, { left: true }, (course) => title(course))],

  // Each module is an SCO of its own.
  modules: async (browser) => [
    await visit(browser, { course: "modules/module-start.html" }, (course) => through(course, true)),
    await visit(browser, { course: "modules/module-share.html" }, (course) => through(course, true)),
  ],

  // Inside a page from elsewhere, which shows nothing of itself: with the LMS around that, and with nothing around it.
  foreign: async (browser) => {
    const visits = [];
    for (const alone of [false, true]) {
      const context = await browser.newContext();
      const page = alone ? await context.newPage() : (await launch(context, { course: "foreign.html" })).page;
      if (alone) await page.goto(`${base.replace("127.0.0.1", "localhost")}/scorm/${version}/elsewhere.html`);
      const course = await inside(page);
      const result = await notice(course);
      if (!alone) await page.evaluate(() => document.getElementById("course").remove());
      visits.push({ ...(alone ? {} : await told(page)), result, console: [], requests: [] });
      await context.close();
    }
    return visits;
  },

  // Two, and three frames down from the LMS; in a window that a frame of the LMS has opened; and in a frame of such a window.
  far: async (browser) => {
    const found = [];
    const address = `${base}/scorm/${version}/course/index.html`;
    const nested = (depth, address) => (depth ? `<iframe srcdoc='${nested(depth - 1, address).replace(/'/g, "&#39;")}'></iframe>` : `<iframe src="${address}"></iframe>`);
    for (const [way, depth] of [["frames", 0], ["frames", 1], ["popup", 0], ["popup", 1]]) {
      const context = await browser.newContext();
      const { page, seen } = await launch(context, { course: "empty.html" });
      const frame = page.frames()[1];
      await frame.waitForLoadState();
      const here = way === "frames" ? page : await opened(page, frame, depth ? `${base}/scorm/${version}/empty.html` : address);
      if (way === "frames" || depth) await (way === "frames" ? frame : here).evaluate((html) => (document.body.innerHTML = html), nested(way === "frames" ? depth : 0, address));
      await inside(here);
      if (way === "frames") await page.evaluate(() => document.getElementById("course").remove());
      else await page.evaluate(() => window.opened.close());
      await page.waitForFunction((name) => window.calls.some((call) => call.name === name), CLOSE);
      found.push({ ...(await told(page)), ...seen, result: `${way} ${depth}` });
      await context.close();
    }
    return found;
  },
};

async function opened(page, frame, address) {
  const popup = page.waitForEvent("popup");
  await frame.evaluate((address) => void (window.top.opened = window.open(address)), address);
  const window = await popup;
  await window.waitForLoadState();
  return window;
}

// Waits for the course in any frame of a window.
async function inside(page) {
  for (;;) {
    for (const frame of page.frames()) if (await frame.locator("article.lesson").count().catch(() => 0)) return frame;
    await page.waitForTimeout(20);
  }
}

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  const found = {};
  const play = async ([name, scenario]) => {
    try {
      found[name] = await scenario(browser);
    } catch (error) {
      found[name] = { error: String(error.stack) };
    }
  };
  const waiting = Object.entries(scenarios);
  const worker = async () => {
    while (waiting.length) await play(waiting.shift());
  };
  await Promise.all([worker(), worker()]);
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})();
