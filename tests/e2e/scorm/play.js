// node play.js BASE SCENARIO [FOLDER]: plays a course as a learner would, and prints what the LMS was told, as JSON.
const { chromium } = require("playwright-core");

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const [base, scenario, folder] = process.argv.slice(2);

// One visit: opens the LMS's page with what it has saved, and closes the course at the end by removing its frame.
async function visit(browser, { saved, absent, broken, variant = "course", later, ...options }, play) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const seen = { console: [], requests: [] };
  page.on("console", (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.console.push(`pageerror: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) seen.requests.push(request.url());
  });
  await page.addInitScript((state) => Object.assign(window, state), { saved, absent, broken });
  if (later) await page.clock.install({ time: Date.now() + later * 60000 });
  await page.goto(`${base}/lms.html?${variant}`);
  const course = page.frames().find((frame) => frame.url().includes(`/${variant}/`));
  await course.waitForSelector("article.lesson");
  const result = await play(course, page);
  await page.evaluate(() => document.getElementById("course").remove());
  const told = await page.evaluate(() => ({ calls: window.calls, cmi: window.record() }));
  await context.close();
  return { ...told, ...seen, result };
}

// What an LMS hands back at the next visit.
function remembered(cmi) {
  const { core, suspend_data } = cmi;
  return {
    suspend_data,
    core: { lesson_location: core.lesson_location, lesson_status: core.lesson_status, score: core.score, entry: core.exit === "suspend" ? "resume" : "" },
  };
}

const items = (course) =>
  course.$$eval("form[data-assessment] [data-item]", (places) => places.map((place) => ({ ...JSON.parse(place.dataset.item) })));

// Answer one item as a learner does, with the right answer or a wrong one.
async function answer(course, item, right) {
  const place = course.locator(`[data-item*='"id":"${item.id}"'], [data-item*='"id": "${item.id}"']`);
  if (["single", "multiple", "true-false"].includes(item.type)) {
    const ids = await place.locator("input").evaluateAll((inputs) => inputs.map((input) => input.value));
    const chosen = right ? item.keys : [ids.find((id) => !item.keys.includes(id))];
    for (const id of chosen) await place.locator(`input[value="${id}"]`).check();
  } else if (item.type === "text") {
    await place.locator("input").fill(right ? item.answers[0] : "something else");
  } else if (item.type === "number") {
    await place.locator("input").fill(String(right ? item.answer : item.answer + item.tolerance + 1));
  } else if (item.type === "match") {
    const sources = Object.keys(item.keys);
    for (const [index, source] of sources.entries()) {
      const target = right ? item.keys[source] : item.keys[sources[(index + 1) % sources.length]];
      await place.locator(`select[data-source="${source}"]`).selectOption(target);
    }
  } else if (item.type === "order") {
    const wanted = right ? item.keys : [...item.keys].reverse();
    for (let index = 0; index < wanted.length; index += 1) {
      const row = place.locator(`li[data-option="${wanted[index]}"]`);
      for (;;) {
        const at = await row.evaluate((element) => [...element.parentNode.children].indexOf(element));
        if (at <= index) break;
        await row.locator("button").first().click();
      }
    }
    // An order that is so by chance has to be touched to count as an answer.
    const last = place.locator(`li[data-option="${wanted[wanted.length - 1]}"]`);
    await last.locator("button").first().click();
    await last.locator("button").last().click();
  }
}

async function next(course) {
  await course.locator("#Cedu-next").click();
}

const title = (course) => course.locator("#Cedu-lesson h1").innerText();
const submit = (course) => course.locator("form[data-assessment] button[type=submit], form[data-assessment] button.primary:visible").last().click();

async function through(course, right) {
  const titles = [];
  for (;;) {
    titles.push(await title(course));
    if (await course.locator("form[data-assessment]").count()) {
      const start = course.locator("form[data-assessment] > button.primary").first();
      if (await start.isVisible() && !(await course.locator("[data-item]").first().isVisible())) await start.click();
      for (const item of await items(course)) await answer(course, item, right);
      await submit(course);
      await course.locator("form .result").waitFor();
    }
    if (!(await course.locator("#Cedu-next").isVisible())) break;
    await next(course);
  }
  return { titles, outcome: await course.locator("#Cedu-outcome").innerText() };
}

const scenarios = {
  pass: async (browser) => [await visit(browser, {}, (course) => through(course, true))],

  fail: async (browser) => [await visit(browser, {}, (course) => through(course, false))],

  // Half-way: one item is answered, nothing is handed in, the window is closed. Then again, to the end.
  resume: async (browser) => {
    const first = await visit(browser, {}, async (course) => {
      while (!(await course.locator("form[data-assessment]").count())) await next(course);
      const all = await items(course);
      for (const item of all) await answer(course, item, true);
      return { title: await title(course), order: all.map((item) => item.id) };
    });
    const second = await visit(browser, { saved: remembered(first.cmi) }, async (course) => {
      const opened = await title(course);
      const order = (await items(course)).map((item) => item.id);
      await submit(course);
      const verdict = await course.locator("form .result").innerText();
      return { opened, order, verdict };
    });
    const third = await visit(browser, { saved: remembered(second.cmi) }, async (course) => ({
      opened: await title(course),
      verdict: await course.locator("form .result").innerText(),
      seen: await course.locator("#Cedu-contents a.seen").count(),
    }));
    return [first, second, third];
  },

  absent: async (browser) => [
    await visit(browser, { absent: true }, async (course) => ({ notice: await course.locator("#Cedu-notice").innerText(), ...(await through(course, true)) })),
  ],

  broken: async (browser) => [
    await visit(browser, { broken: "LMSCommit" }, async (course) => ({ notice: await course.locator("#Cedu-notice").innerText(), ...(await through(course, true)) })),
  ],

  review: async (browser) => [
    await visit(browser, { saved: { core: { lesson_mode: "review", credit: "no-credit", lesson_status: "passed" } } }, (course) => through(course, false)),
  ],

  // Passed before, and now all is answered wrongly: what has been earned stays.
  again: async (browser) => {
    const first = await visit(browser, {}, (course) => through(course, true));
    const { lesson_status, score } = remembered(first.cmi).core;
    return [first, await visit(browser, { saved: { core: { lesson_status, score } } }, (course) => through(course, false))];
  },

  // An exam against the clock is left open until after its end.
  time: async (browser) => {
    const toQuiz = async (course) => {
      while (!(await course.locator("form[data-assessment]").count())) await next(course);
    };
    const first = await visit(browser, { variant: "timed" }, async (course) => {
      await toQuiz(course);
      const before = await course.locator(".facts").innerText();
      await course.locator("form > button.primary:visible").click();
      const left = await course.locator(".timer").innerText();
      const all = await items(course);
      await answer(course, all[0], true);
      return { before, left };
    });
    const second = await visit(browser, { variant: "timed", later: 16, saved: remembered(first.cmi) }, async (course) => {
      await toQuiz(course);
      return { verdict: await course.locator("form .result").innerText(), again: await course.getByText("Try again").isVisible() };
    });
    return [first, second];
  },

  // To the last page by keyboard alone, and a link to a place in another lesson.
  keyboard: async (browser) => [
    await visit(browser, {}, async (course, page) => {
      const focused = [];
      await page.locator("#course").focus();
      while (await course.locator("#Cedu-next").isVisible()) {
        for (let press = 0; press < 200; press += 1) {
          await page.keyboard.press("Tab");
          if (await course.evaluate(() => document.activeElement.id === "Cedu-next")) break;
        }
        await page.keyboard.press("Enter");
        focused.push(await course.evaluate(() => document.activeElement.tagName));
      }
      await course.locator("#Cedu-contents a").first().click();
      await course.getByText("its second step").click();
      return { focused, linked: { title: await title(course), focus: await course.evaluate(() => document.activeElement.id) } };
    }),
  ],

  // In a window of its own, which the LMS has opened from a frame; and two frames down from the LMS.
  far: async (browser) => {
    const found = [];
    for (const way of ["popup", "deep"]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${base}/lms.html?empty`);
      if (way === "popup") {
        const opened = page.waitForEvent("popup");
        await page.frames()[1].evaluate(() => void (window.top.opened = window.open("/course/index.html")));
        await (await opened).waitForSelector("article.lesson");
        await page.evaluate(() => window.opened.close());
        await page.waitForFunction(() => window.calls.some((call) => call.name === "LMSFinish"));
      } else {
        await page.frames()[1].evaluate(() => {
          document.body.innerHTML = '<iframe src="/course/index.html"></iframe>';
        });
        await page.frames()[1].childFrames()[0].waitForSelector("article.lesson", { state: "attached" });
        await page.evaluate(() => document.getElementById("course").remove());
      }
      found.push({ ...(await page.evaluate(() => ({ calls: window.calls, cmi: window.record() }))), console: [], requests: [] });
      await context.close();
    }
    return found;
  },

  narrow: async (browser) => [
    await visit(browser, { viewport: { width: 320, height: 640 } }, async (course) => {
      const fits = [];
      for (;;) {
        fits.push(await course.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        if (!(await course.locator("#Cedu-next").isVisible())) return fits;
        await next(course);
      }
    }),
  ],

  pictures: async (browser) => {
    const made = [];
    for (const [width, height] of [[1280, 800], [375, 740]]) {
      for (const colorScheme of ["light", "dark"]) {
        const shoot = (page, name) => page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
        made.push(await visit(browser, { viewport: { width, height }, colorScheme }, async (course, page) => {
          await shoot(page, "lesson");
          await course.locator("#Cedu-contents-toggle").click();
          await shoot(page, "contents");
          await course.locator("#Cedu-contents-toggle").click();
          while (!(await course.locator("form[data-assessment]").count())) await next(course);
          await shoot(page, "quiz");
          const all = await items(course);
          for (const [index, item] of all.entries()) await answer(course, item, index % 2 === 0);
          await page.setViewportSize({ width, height: 2600 });
          await shoot(page, "quiz-answered");
          await submit(course);
          await course.waitForTimeout(300);
          await shoot(page, "quiz-checked");
          return await course.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
        }));
      }
    }
    return made;
  },
};

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  try {
    process.stdout.write(JSON.stringify(await scenarios[scenario](browser)));
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
