// node play.js LMS SCENARIO REGISTRATION: plays a course as a learner would, launched by the LMS of `store.py`, and prints what was seen.
const { run } = require("../browser.js");
const { answer, items, next, submit, through, title, toQuiz } = require("../scorm/learner.js");

const [lms, scenario, registration] = process.argv.slice(2);
let browser;

const control = async (order, given = {}) => (await fetch(`${lms}/control/${order}`, { method: "POST", body: JSON.stringify(given) })).json();
const faults = (given) => control("faults", given);

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Until the LMS has heard the end of its last session, and the document that was sent beside it has come, too.
async function ended() {
  for (let tries = 0; tries < 100 && !(await control("ended")).pop(); tries += 1) await pause(50);
  await pause(300);
}

const LEAVES = {
  away: (au) => au.goto("about:blank"),
  closed: (au) => au.evaluate(() => window.close()).catch(() => {}),
  framed: (au, page) => page.evaluate(() => document.querySelector("iframe").remove()),
  none: () => {},
};

// Where the LMS shows an AU: in the window that is there, in one of its own, or in a frame of the LMS's page.
async function show(page, address, leave) {
  if (leave === "closed") {
    const opened = page.waitForEvent("popup");
    await page.evaluate((to) => void window.open(to), address);
    return opened;
  }
  if (leave === "framed") {
    await page.goto(`${lms}/home`);
    await page.evaluate((to) => (document.body.innerHTML = `<iframe width="1200" height="700" src="${to.replace(/&/g, "&amp;")}"></iframe>`), address);
    return (await page.waitForSelector("iframe")).contentFrame();
  }
  await page.goto(address);
  return page;
}

// One visit: the LMS launches, the learner plays and leaves, by any of LEAVES.
async function visit(launch, play, { leave = "away", waits = true, context: given, url } = {}) {
  const context = given || (await browser.newContext({ viewport: { width: 1280, height: 800 } }));
  const page = await context.newPage();
  const seen = { console: [], elsewhere: [] };
  context.on("request", (request) => {
    if (!/^http:\/\/127\.0\.0\.1:|^data:|^about:/.test(request.url())) seen.elsewhere.push(request.url());
  });
  context.on("console", (message) => seen.console.push(message.text()));
  context.on("weberror", (error) => seen.console.push(`weberror: ${error.error()}`));
  const au = await show(page, url || (await control("launch", { registration, ...launch })), leave);
  await au.waitForSelector("article.lesson");
  seen.result = await play(au);
  await LEAVES[leave](au, page);
  if (waits) await ended();
  if (!given && leave !== "none") await context.close();
  return seen;
}

// Answer the quiz that is open, all but the items `wrong` rightly, and hand it in.
async function quiz(page, ...wrong) {
  for (const item of await items(page)) await answer(page, item, !wrong.includes(item.id));
  await submit(page);
  await page.locator("form .result").waitFor();
}

const notices = (page) => page.locator("#Cedu-notice .notice").allInnerTexts();
const outcome = (page) => page.locator("#Cedu-outcome").innerText();

// As much as a learner does who closes the window half-way: a quiz is answered and not handed in.
async function halfway(page) {
  await toQuiz(page);
  const all = await items(page);
  for (const item of all) await answer(page, item, true);
  return { title: await title(page), order: all.map((item) => item.id) };
}

const all = (right) => async (page) => ({ ...(await through(page, right)), notices: await notices(page) });

const scenarios = {
  pass: async () => [await visit({}, all(true))],
  fail: async () => [await visit({}, all(false))],

  // Wrong, and then once more in the same visit, right.
  recover: async () => [
    await visit({}, async (page) => {
      await through(page, false);
      await page.locator("#Cedu-lessons a").nth(2).click();
      await page.getByText("Try again").click();
      await quiz(page);
      return outcome(page);
    }),
  ],

  resume: async () => [
    await visit({}, halfway),
    await visit({}, async (page) => {
      const opened = await title(page);
      const order = (await items(page)).map((item) => item.id);
      await submit(page);
      return { opened, order, verdict: await page.locator("form .result").innerText() };
    }),
    await visit({}, all(true)),
  ],

  // The second visit is to the course's next version.
  update: async () => [
    await visit({}, halfway),
    await visit({ package: "newer" }, async (page) => ({ opened: await title(page), ...(await all(true)(page)) })),
  ],

  // Passed, with something wrong; and then everything is.
  again: async () => [
    await visit({}, async (page) => {
      await toQuiz(page);
      await quiz(page, "log");
      return through(page, true);
    }),
    await visit({}, async (page) => {
      await page.locator("#Cedu-lessons a").nth(2).click();
      return through(page, false);
    }),
  ],

  // Failed twice, the second time without having answered anything.
  unchanged: async () => [await visit({}, all(false)), await visit({}, (page) => page.locator("#Cedu-lessons a").first().click())],

  modes: async () => [await visit({ mode: "Browse" }, all(true)), await visit({ mode: "Review" }, all(false))],

  // The same address twice: its token is gone.
  used: async () => {
    const url = await control("launch", { registration });
    return [await visit({}, (page) => next(page), { url }), await visit({}, all(true), { url, waits: false })];
  },

  // The page is loaded again, when its token is gone; and what was done in it then, at the next launch.
  reload: async () => {
    const context = await browser.newContext();
    const first = await visit(
      {},
      async (page) => {
        await halfway(page);
        await page.reload();
        await page.waitForSelector("article.lesson");
        return { opened: await title(page), told: (await notices(page))[0], ...(await through(page, true)) };
      },
      { waits: false, context }
    );
    return [first, await visit({}, async (page) => ({ title: await title(page), outcome: await outcome(page) }), { context })];
  },

  // Opened without an LMS.
  bare: async () => [await visit({}, all(true), { url: (await control("launch", { registration })).replace(/\?.*/, ""), waits: false })],

  // The LMS fails from the second page on, and is back for the last one.
  stumbles: async () => [
    await visit({}, async (page) => {
      await faults({ answers: { statements: 500, "activities/state": 503 } });
      await halfway(page);
      await submit(page);
      await page.locator("#Cedu-notice .notice").first().waitFor();
      const told = await notices(page);
      await faults({});
      await through(page, true);
      await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes("shelf")));
      return { told };
    }),
  ],

  // The LMS is not there yet when the course starts.
  waking: async () => {
    await faults({ answers: { "activities/state": 503 } });
    setTimeout(() => faults({}), 1000);
    return [
      await visit({}, async (page) => {
        await through(page, true);
        await page.locator("#Cedu-notice .notice").first().waitFor(); // it comes when the LMS has taken all
        return { notices: await notices(page) };
      }),
    ];
  },

  // The LMS fails until the window is closed; the next visit, in the same browser, tells what is owed.
  outage: async () => {
    const context = await browser.newContext();
    const first = await visit(
      {},
      async (page) => {
        await page.waitForLoadState("networkidle"); // what was said at the start is there
        await faults({ answers: { statements: 500, "activities/state": 500 } });
        return all(true)(page);
      },
      { waits: false, context }
    );
    await pause(1000); // what the closed window has sent must find the LMS out of order, too
    await faults({});
    return [first, await visit({}, async (page) => ({ title: await title(page), outcome: await outcome(page) }), { context })];
  },

  // The window is closed, or the frame is gone, in the moment in which the last page is opened.
  closed: async () => [await visit({}, all(true), { leave: "closed" })],
  framed: async () => [await visit({}, all(true), { leave: "framed" })],

  // The store hides its tags from browsers.
  untagged: async () => {
    await faults({ hides_tags: true });
    return [await visit({}, halfway), await visit({}, all(true))];
  },

  // Two sessions at once, on two machines: each learns what the other has done.
  two: async () => {
    const [one, other] = await Promise.all([browser.newContext(), browser.newContext()]);
    const early = await visit({}, halfway, { leave: "none", waits: false, context: one });
    await pause(3000); // what was typed is saved
    const late = await visit({}, (page) => next(page), { context: other });
    const page = one.pages()[0];
    await submit(page);
    await page.locator("form .result").waitFor();
    await pause(1000); // it has looked at what the other has left, as every save does but the last
    await page.goto("about:blank");
    await ended();
    return [early, late, await visit({}, async (page) => ({ seen: await page.locator("#Cedu-lessons a.seen").count(), score: await outcome(page) }))];
  },

  // One AU a module; the LMS asks for more than the course does, and wants the learner back.
  mastery: async () => {
    const launch = { package: "modules", au: "module-start.html", mastery: 0.9, back: `${lms}/home` };
    return [
      await visit(launch, async (page) => {
        await toQuiz(page);
        await quiz(page, "log");
        return { outcome: await outcome(page), back: await page.locator("#Cedu-back").getAttribute("href") };
      }),
      await visit(launch, async (page) => {
        await page.getByText("Try again").click();
        await quiz(page);
        await page.locator("#Cedu-back").click();
        await page.waitForURL(`${lms}/home`);
      }),
    ];
  },

  // Sound is off: what plays starts muted, and can be turned on.
  silent: async () => {
    await faults({ preferences: { languagePreference: "de", audioPreference: "off" } });
    return [
      await visit({}, (page) =>
        page.evaluate(async () => {
          const media = document.querySelector("main").appendChild(document.createElement("audio"));
          media.src = "nothing.mp3";
          await new Promise((resolve) => media.addEventListener("error", resolve));
          const muted = media.muted;
          media.muted = false;
          return { muted, after: media.muted };
        })
      ),
    ];
  },

  // Where the page may go from now on.
  policy: async () => [
    await visit({}, (page) =>
      page.evaluate(async () => {
        const refused = new Promise((resolve) => document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI)));
        await fetch("http://127.0.0.1:9/").catch(() => {});
        return refused;
      })
    ),
  ],

  // Somebody else's AU: what the LMS refuses of it would be the LMS's mistake.
  foreign: async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto((await control("launch", { registration, package: "foreign" })));
    await page.addScriptTag({ url: "cmi5.js" });
    await page.evaluate(async () => {
      const au = new window.Cmi5(window.location.href);
      await au.start();
      await au.completed();
      await au.passed({ scaled: 0.9, raw: 9, min: 0, max: 10 });
      await au.terminate();
    });
    await context.close();
    return [];
  },
};

run((launched) => {
  browser = launched;
  return scenarios[scenario]();
});
