// node visit.js SCENARIO BASE ARGUMENTS: works through courses as a learner does, and prints what was seen, as JSON.
const fs = require("fs");
const { chromium } = require("playwright-core");

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const FILM = "https://www.youtube-nocookie.com/";
const WORD = '[data-item*=\'"type":"text"\'] input';
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [scenario, base, ...given] = process.argv.slice(2);
const values = given.map((one) => JSON.parse(one));

// What went wrong by itself: anything on the console, and any request that leaves `base` but for a film in its frame.
const troubles = [];
const expect = (...starts) => troubles.splice(0, troubles.length, ...troubles.filter((one) => !starts.some((start) => one.startsWith(start))));

async function browse(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  await context.route(`${FILM}**`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><html lang=en><title>A film</title>" }));
  context.on("request", (request) => {
    const url = request.url();
    const film = url.startsWith(FILM) && request.frame().parentFrame();
    if (!url.startsWith(base) && !url.startsWith("data:") && !film) troubles.push(`request: ${url}`);
  });
  context.on("requestfailed", (request) => {
    const at = troubles.indexOf(`request: ${request.url()}`);
    if (at >= 0 && request.failure().errorText === "csp") troubles.splice(at, 1); // the page's own policy kept it from leaving
  });
  context.on("response", (response) => response.status() >= 400 && troubles.push(`${response.status()}: ${response.url()}`));
  context.on("page", (page) => {
    page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
  });
  return context;
}

const address = (page, launch = {}) => `${base}/lms.html?${new URLSearchParams({ page, ...launch })}`;

// A window of the LMS with a course in it: the page, and the course's frame.
async function launched(context, course = "git/index.html", launch = {}, ready = "article.lesson") {
  const page = await context.newPage();
  await page.goto(address(course, launch));
  const frame = page.frames().find((one) => one.url().includes(course));
  await frame.waitForSelector(ready);
  return { page, frame };
}

const heading = (frame) => frame.locator("#Cedu-lesson h1").innerText();
const said = (frame) => frame.locator("#Cedu-notice").innerText();
const calls = (page) => page.evaluate(() => window.calls);
const quit = (page) => page.evaluate(() => document.getElementById("course").remove());
const set = (list, element) => list.filter(([name, one]) => name === "LMSSetValue" && one === element).map((call) => call[2]);

async function go(frame, title) {
  const toggle = frame.locator("#Cedu-contents-toggle");
  if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
  await frame.locator("#Cedu-lessons a", { hasText: title }).click();
}

// What axe-core finds, one line for each rule, and whether anything sticks out of the window.
async function checked(page, frame, name) {
  const found = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await frame.evaluate(axe);
      const { violations } = await frame.evaluate(
        (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false, iframes: false }), TAGS);
      const at = `${name} ${width} ${colorScheme}`;
      found.push(...violations.map(({ id, nodes }) => `${at}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`));
      const over = await frame.evaluate(() => {
        const contents = document.getElementById("Cedu-contents");
        return Math.max(document.documentElement.scrollWidth - window.innerWidth, contents.scrollWidth - contents.clientWidth);
      });
      if (over > 0) found.push(`${at}: ${over} px too wide`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

// The element that has the focus: what it is, and whether it can be seen where it is.
const active = (frame) =>
  frame.evaluate(() => {
    const here = document.activeElement;
    const item = here.closest("[data-item]");
    const row = here.closest("[data-option]");
    const whole = here.closest("label") || here;
    const box = whole.getBoundingClientRect();
    const [x, y] = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
    const top = document.elementFromPoint(x, y);
    return {
      tag: here.tagName, id: here.id, type: here.type, value: here.value, checked: here.checked, source: here.dataset.source, className: here.className,
      text: here.innerText, seen: here === document.body || Boolean(top && (whole.contains(top) || top.contains(whole))),
      item: item && JSON.parse(item.dataset.item),
      row: row && { id: row.dataset.option, at: [...row.parentNode.children].indexOf(row), up: row.querySelector("button") === here },
    };
  });

// Press a key until the focus is where it is wanted; every place on the way must be in sight.
async function until({ page, frame }, key, wanted) {
  for (let press = 0; press < 200; press += 1) {
    const here = await active(frame);
    if (!here.seen) troubles.push(`the focus is out of sight: ${here.tag} ${here.id} ${here.text}`);
    if (wanted(here)) return here;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} leads nowhere`);
}

// By keyboard: answer the item that has the focus rightly, and go on to what follows it.
async function answer(course) {
  const { page, frame } = course;
  const here = await active(frame);
  const { item } = here;
  if (here.type === "radio") {
    await page.keyboard.press("Space");
    await until(course, "ArrowDown", (one) => item.keys.includes(one.value));
  } else if (here.type === "checkbox") {
    if (item.keys.includes(here.value)) await page.keyboard.press("Space");
  } else if (here.tag === "SELECT") {
    await until(course, "ArrowDown", (one) => one.value === item.keys[here.source]);
  } else if (here.row) {
    for (const [index, id] of item.keys.entries()) {
      const at = await frame.evaluate((one) => [...document.querySelectorAll(".order li")].findIndex((row) => row.dataset.option === one), id);
      if (at === index) continue;
      await until(course, (await active(frame)).row.at > at ? "Shift+Tab" : "Tab", (one) => one.row && one.row.id === id && one.row.up);
      await until(course, "Enter", (one) => one.row.at === index);
    }
    await until(course, "Tab", (one) => !one.row);
    return;
  } else {
    await page.keyboard.type(String(item.answers ? item.answers[0] : item.answer));
  }
  await page.keyboard.press("Tab");
}

// By mouse: answer every item rightly.
async function solve(frame) {
  for (const place of await frame.locator("[data-item]").all()) {
    const item = JSON.parse(await place.getAttribute("data-item"));
    if (["single", "multiple", "true-false"].includes(item.type)) for (const id of item.keys) await place.locator(`input[value="${id}"]`).check();
    else if (item.type === "match") for (const [source, target] of Object.entries(item.keys)) await place.locator(`[data-source="${source}"]`).selectOption(target);
    else if (item.type === "order") {
      for (const [index, id] of item.keys.entries()) {
        const row = place.locator(`[data-option="${id}"]`);
        while ((await row.evaluate((one) => [...one.parentNode.children].indexOf(one))) > index) await row.locator("button").first().click();
      }
      // An order that is so by chance has to be touched to count as an answer.
      await place.locator("li").last().locator("button:visible").first().click();
      await place.locator("li").nth(item.keys.length - 2).locator("button:visible").last().click();
    } else await place.locator("input").fill(String(item.answers ? item.answers[0] : item.answer));
  }
}

const submit = (frame) => frame.locator("form button.primary:visible").click();

// From the lesson that is open to the last, with every quiz answered rightly, or with nothing answered.
async function through(frame, right = true) {
  for (;;) {
    if (await frame.locator("form[data-assessment]").count()) {
      if (right) await solve(frame);
      for (let press = 0; press < 2 && (await frame.locator("form button.primary:visible").count()); press += 1) await submit(frame);
      await frame.locator(".result").waitFor();
    }
    if (!(await frame.locator("#Cedu-next").isVisible())) return;
    await frame.locator("#Cedu-next").click();
  }
}

const scenarios = {
  // Every lesson of each course, and each thing that the player puts in front of it.
  everyone: async (browser, courses) => {
    const found = [];
    for (const course of courses) {
      const context = await browse(browser);
      const { page, frame } = await launched(context, `${course}/index.html`);
      for (const link of await frame.locator("#Cedu-lessons a").all()) {
        await link.click();
        const title = await heading(frame);
        found.push(...(await checked(page, frame, `${course} ${title}`)));
        if (await frame.locator("form[data-assessment]").count()) {
          await solve(frame);
          await submit(frame);
          await frame.locator(".result").waitFor();
          found.push(...(await checked(page, frame, `${course} ${title} checked`)));
        }
      }
      await context.close();
    }
    const context = await browse(browser);
    const first = await launched(context, `${courses[0]}/index.html`, { mode: "review" });
    await first.frame.locator("#Cedu-search-text").fill("commit");
    await first.frame.locator("#Cedu-search-results a").first().waitFor();
    found.push(...(await checked(first.page, first.frame, "search")));
    await first.page.setViewportSize({ width: 320, height: 640 });
    await first.frame.locator("#Cedu-contents-toggle").click();
    found.push(...(await checked(first.page, first.frame, "contents on a telephone")));
    const second = await launched(context, `${courses[0]}/index.html`, {}, ".stopped article");
    found.push(...(await checked(second.page, second.frame, "second window")));
    await second.frame.locator("main button").click();
    await first.frame.waitForSelector(".stopped article");
    found.push(...(await checked(first.page, first.frame, "first window")));
    await context.close();
    return found;
  },

  // A whole course by keyboard alone: every lesson, every item; and where the focus goes.
  keyboard: async (browser) => {
    const context = await browse(browser);
    const course = await launched(context);
    const { page, frame } = course;
    const stops = [];
    await frame.locator(".skip").focus();
    for (let here = await active(frame); stops.length < 100; here = await active(frame)) {
      stops.push(here.id || (here.tag === "A" ? here.text.split("\n")[0] : here.className || here.tag));
      if (here.id === "Cedu-next") break;
      await page.keyboard.press("Tab");
    }
    const focused = [];
    for (;;) {
      if (await frame.locator("form[data-assessment]").count()) {
        await until(course, "Tab", (here) => here.item);
        while ((await active(frame)).item) await answer(course);
        await until(course, "Tab", (here) => here.className === "button primary");
        await page.keyboard.press("Enter");
        focused.push((await active(frame)).className);
      }
      if (!(await frame.locator("#Cedu-next").isVisible())) break;
      await until(course, "Tab", (here) => here.id === "Cedu-next");
      await page.keyboard.press("Enter");
      focused.push((await active(frame)).text);
    }
    await frame.locator(".notice[data-kind=done]").waitFor();
    const seen = { stops, focused, end: await said(frame), status: set(await calls(page), "cmi.core.lesson_status").pop() };
    await context.close();
    return seen;
  },

  // The skip link, the contents on a telephone, and what is under them.
  focus: async (browser) => {
    const context = await browse(browser, { viewport: { width: 320, height: 640 } });
    const { page, frame } = await launched(context);
    await frame.locator(".skip").focus();
    await page.keyboard.press("Enter");
    const skipped = (await active(frame)).id;
    await page.setViewportSize({ width: 320, height: 256 }); // a window of 1280 by 1024 pixels at 400 %
    await go(frame, "Check yourself");
    await frame.locator("#Cedu-next").focus();
    await until({ page, frame }, "Shift+Tab", (here) => here.id === "Cedu-contents-toggle");
    await page.setViewportSize({ width: 320, height: 640 });
    await frame.locator("#Cedu-contents-toggle").focus();
    await page.keyboard.press("Enter");
    const inside = new Set();
    while (!inside.has("out") && inside.size < 4) {
      await page.keyboard.press("Tab");
      inside.add(await frame.evaluate(() => {
        const here = document.activeElement;
        return here.closest(".stage") ? "lesson" : here.closest("#Cedu-contents") ? "contents" : "out";
      }));
    }
    await frame.locator("#Cedu-search-text").focus();
    await page.keyboard.type("branch");
    await frame.locator("#Cedu-search-results a").first().waitFor();
    await page.keyboard.press("Escape");
    const cleared = [await frame.locator("#Cedu-search-text").inputValue(), await frame.locator("#Cedu-lessons").isVisible()];
    await page.keyboard.press("Escape");
    const closed = [await frame.locator("#Cedu-contents-toggle").getAttribute("aria-expanded"), (await active(frame)).id];
    await context.close();
    return { skipped, inside: [...inside], cleared, closed };
  },

  search: async (browser, course, queries) => {
    const context = await browse(browser);
    const { frame } = await launched(context, `${course}/index.html`);
    const field = frame.locator("#Cedu-search-text");
    const found = {};
    for (const query of queries) {
      await field.fill(query);
      await field.press("Enter");
      const texts = (name) => frame.locator(`#Cedu-search-results ${name}`).allInnerTexts();
      const count = await frame.locator("#Cedu-search-count").innerText();
      found[query] = { count, titles: await texts(".title"), marks: await texts("mark"), pieces: await texts(".piece") };
    }
    await context.close();
    return found;
  },

  // By keyboard: to the one of what was found that is `number` steps on, and to the place in the lesson where it is.
  found: async (browser, query, number) => {
    const context = await browse(browser);
    const { page, frame } = await launched(context);
    await frame.locator("#Cedu-search-text").focus();
    await page.keyboard.type(query);
    await page.keyboard.press("Enter");
    for (let press = 0; press < number; press += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const here = await active(frame);
    const near = await frame.evaluate(() => document.activeElement.getBoundingClientRect().top < innerHeight / 2);
    const seen = { title: await heading(frame), focus: here.text, seen: here.seen && near };
    await context.close();
    return seen;
  },

  // A second window of one browser, whose LMS has read its record before the first one's last words were written.
  windows: async (browser) => {
    const context = await browse(browser);
    const first = await launched(context);
    await go(first.frame, "Check yourself");
    await first.frame.locator(WORD).fill("bra");
    const second = await launched(context, "git/index.html", {}, ".stopped article");
    const controls = await second.frame.locator("button, input, a").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent));
    const waiting = { title: await heading(second.frame), controls, calls: await calls(second.page) };
    await first.frame.locator(WORD).fill("branch");
    await second.frame.locator("main button").focus();
    for (let press = 0; press < 2; press += 1) await second.page.keyboard.press("Enter"); // whoever is impatient presses twice
    await second.frame.waitForSelector("[data-item]");
    const taken = { title: await heading(second.frame), word: await second.frame.locator(WORD).inputValue(), focus: (await active(second.frame)).tag };
    await first.frame.waitForSelector(".stopped article");
    const left = await first.frame.locator("button, input, a").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent));
    await first.page.evaluate(() => (window.stopped = window.calls.length));
    await solve(second.frame);
    await submit(second.frame);
    await second.frame.locator(".result").waitFor();
    const told = await calls(first.page);
    const gone = { title: await heading(first.frame), controls: left, last: told.slice(-2).map(([name]) => name), times: told.filter(([name]) => name === "LMSFinish").length };
    await quit(first.page);
    gone.after = (await calls(first.page)).length - (await first.page.evaluate(() => window.stopped));
    await quit(second.page);
    const shelf = await second.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cedu")));
    const third = await launched(context);
    const end = { title: await heading(third.frame), result: await third.frame.locator(".result").innerText(), shelf };
    await context.close();
    return { waiting, taken, gone, end };
  },

  // Where the browser has no locks, and where the first window closes in time, there is nothing to ask.
  alone: async (browser) => {
    const lockless = await browse(browser);
    await lockless.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    await launched(lockless);
    const both = await heading((await launched(lockless)).frame);
    await lockless.close();
    const context = await browse(browser);
    const first = await launched(context);
    await go(first.frame, "Branches");
    const opening = launched(context);
    await first.page.close({ runBeforeUnload: true });
    const next = await heading((await opening).frame);
    await context.close();
    return { both, next };
  },

  // An LMS that keeps nothing; then visits to one that does, of others and of the same learner.
  shelf: async (browser) => {
    const context = await browse(browser);
    const first = await launched(context, "git/index.html", { broken: "" });
    await go(first.frame, "Check yourself");
    await first.frame.locator(WORD).fill("branch");
    const seen = { said: await said(first.frame) };
    await quit(first.page);
    seen.record = await first.page.evaluate(() => localStorage.getItem("record of ada in git/index.html"));
    for (const [name, launch] of Object.entries({ other: { learner: "grace" }, review: { mode: "review" }, back: {}, again: {} })) {
      const { page, frame } = await launched(context, "git/index.html", launch);
      await go(frame, "Check yourself");
      const word = await frame.locator(WORD).inputValue();
      await quit(page);
      seen[name] = [word, await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cedu shelf")).length)];
    }
    await context.close();
    expect("warning: cedu: refused: LMSCommit");
    return seen;
  },

  // The course's frame is loaded again while the LMS stays, which takes no second session; then a visit of its own.
  reload: async (browser) => {
    const context = await browse(browser);
    const { page, frame } = await launched(context);
    await go(frame, "Check yourself");
    await frame.locator(WORD).fill("bra");
    await frame.evaluate(() => {
      window.before = true;
      window.location.reload();
    });
    await frame.waitForFunction(() => !window.before && document.querySelector("article.lesson"));
    const seen = { again: [await heading(frame), await frame.locator(WORD).inputValue()], said: await said(frame) };
    await frame.locator(WORD).fill("branch");
    await quit(page);
    seen.sessions = (await calls(page)).map(([name]) => name).filter((name) => name === "LMSInitialize" || name === "LMSFinish");
    const next = await launched(context);
    seen.next = [await heading(next.frame), await next.frame.locator(WORD).inputValue(), await said(next.frame)];
    seen.shelf = await next.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cedu shelf")).length);
    await context.close();
    expect("warning: cedu: absent: LMSInitialize: 101");
    return seen;
  },

  // Away from the page and back to it, as the browser has kept it: its session was closed, so it opens one of its own.
  back: async () => {
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
    const context = await browse(browser);
    const page = await context.newPage();
    await page.goto(`${base}/git/index.html`);
    await go(page, "Check yourself");
    await page.locator(WORD).fill("branch");
    await page.evaluate(() => window.addEventListener("pageshow", ({ persisted }) => (sessionStorage.persisted = persisted)));
    await page.goto(`${base}/ja/index.html`);
    await page.goBack();
    await page.waitForFunction(() => sessionStorage.persisted && !performance.getEntriesByType("navigation")[0].type.startsWith("nav"));
    await page.waitForSelector("article.lesson");
    const seen = { kept: await page.evaluate(() => sessionStorage.persisted), title: await heading(page), word: await page.locator(WORD).inputValue() };
    await browser.close();
    expect("warning: cedu: absent");
    return seen;
  },

  // What the LMS says of a visit, and what it hears of it.
  modes: async (browser, launches) => {
    const seen = [];
    for (const launch of launches) {
      const context = await browse(browser);
      const { page, frame } = await launched(context, "git/index.html", launch);
      const start = await said(frame);
      await through(frame, !launch.status);
      const end = await said(frame);
      const outcome = await frame.locator("#Cedu-outcome").innerText();
      await quit(page);
      const told = await calls(page);
      const names = [...new Set(told.map(([name]) => name))];
      seen.push({ start, end, outcome, names, status: set(told, "cmi.core.lesson_status"), score: set(told, "cmi.core.score.raw") });
      await context.close();
    }
    return seen;
  },

  // On paper: the lesson that is open, and all of them.
  print: async (browser, folder) => {
    const context = await browse(browser, { colorScheme: "dark" });
    await context.addInitScript(() => (window.print = () => window.dispatchEvent(new CustomEvent("asked"))));
    const page = await context.newPage();
    await page.goto(`${base}/git/index.html`);
    await page.waitForSelector("article.lesson h1");
    await go(page, "A film");
    await page.pdf({ path: `${folder}/lesson.pdf`, format: "A4", printBackground: true });
    const asked = page.evaluate(() => new Promise((done) => window.addEventListener("asked", () => done(), { once: true })));
    await page.locator("#Cedu-print-all").click();
    await asked;
    const loaded = await page.evaluate(() => [...document.querySelectorAll("#Cedu-book img")].every((one) => one.complete && one.naturalWidth > 0));
    await page.pdf({ path: `${folder}/course.pdf`, format: "A4", printBackground: true });
    const left = await page.evaluate(() => {
      window.dispatchEvent(new Event("afterprint"));
      return document.querySelectorAll("#Cedu-book").length;
    });
    await page.goto(`${base}/de/index.html`);
    await page.waitForSelector("article.lesson");
    await page.locator("#Cedu-print-all").click();
    await page.waitForSelector("#Cedu-book", { state: "attached" });
    await page.setViewportSize({ width: 680, height: 960 }); // A4 without its margins
    await page.emulateMedia({ media: "print" });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("#Cedu-book *")].filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML));
    await context.close();
    expect("warning: cedu: absent");
    return { loaded, left, cut };
  },

  // With colours of the reader's own, with and without motion, and without scripts.
  settings: async (browser) => {
    const seen = {};
    const look = async (name, options, play) => {
      const context = await browse(browser, options);
      const page = await context.newPage();
      await page.goto(`${base}/git/index.html`);
      seen[name] = await play(page);
      await context.close();
    };
    const style = (page, selector, ...names) =>
      page.locator(selector).first().evaluate((one, names) => names.map((name) => getComputedStyle(one)[name]), names);
    const moving = (page) =>
      page.evaluate(() => document.getAnimations().length + [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s").length);
    for (const colorScheme of ["light", "dark"]) {
      await look(`forced ${colorScheme}`, { forcedColors: "active", colorScheme }, async (page) => {
        await page.waitForSelector("article.lesson");
        const [button, bars, here, other, track] = [
          await style(page, "#Cedu-contents-toggle", "backgroundColor"), await style(page, ".bars", "backgroundColor"),
          await style(page, ".contents a[aria-current]", "outlineStyle"), await style(page, ".contents a:not([aria-current])", "outlineStyle"),
          await style(page, "progress", "borderTopStyle"),
        ];
        return { bars: bars[0] !== button[0], here: [...here, ...other], track: track[0] };
      });
    }
    await look("motion", { reducedMotion: "no-preference" }, async (page) => (await page.waitForSelector("article.lesson"), (await moving(page)) > 0));
    await look("no motion", {}, async (page) => (await page.waitForSelector("article.lesson"), moving(page)));
    await look("no scripts", { javaScriptEnabled: false }, async (page) => ({
      text: (await page.locator("body").innerText()).split(/\n+/),
      controls: await page.locator("button:visible, input:visible").count(),
    }));
    expect("warning: cedu: absent");
    return seen;
  },

  // What a screen reader makes of a page: a quiz that is handed in.
  aloud: async (browser) => {
    const context = await browse(browser);
    const { frame } = await launched(context);
    await go(frame, "Check yourself");
    const asked = await frame.locator("form.assessment").ariaSnapshot();
    await frame.locator('input[value="push"]').check();
    await frame.locator('input[value="author"]').check();
    await frame.locator('[data-source="log"]').selectOption({ index: 1 });
    await submit(frame);
    await submit(frame);
    const page = await frame.locator("body").ariaSnapshot();
    await context.close();
    return { asked, page };
  },

  // From a telephone to a projector: nothing sticks out, lines stay readable, type grows.
  sizes: async (browser, courses) => {
    const seen = {};
    for (const course of courses) {
      const context = await browse(browser);
      const { page, frame } = await launched(context, `${course}/index.html`);
      if (course === "git") await go(frame, "Branches");
      seen[course] = {};
      for (const width of [320, 768, 1024, 1280, 1920, 2560, 3840]) {
        await page.setViewportSize({ width, height: Math.round((width * 9) / 16) });
        seen[course][width] = await frame.evaluate(() => {
          const text = [...document.querySelectorAll("#Cedu-lesson p")].sort((one, other) => other.textContent.length - one.textContent.length)[0];
          const size = parseFloat(getComputedStyle(text).fontSize);
          const range = document.createRange();
          range.selectNodeContents(text);
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / size))).size;
          return { over: document.documentElement.scrollWidth - innerWidth, size, characters: text.textContent.length / lines };
        });
      }
      seen[course].rtl = await frame.evaluate(() => {
        const side = (selector) => document.querySelector(selector).getBoundingClientRect().left;
        return side(".contents") > side(".stage");
      });
      await context.close();
    }
    return seen;
  },

  // Each module is launched by itself, all of them at a time.
  modules: async (browser, pages) => {
    const context = await browse(browser);
    const seen = [];
    const open = [];
    for (const name of pages) open.push(await launched(context, name));
    for (const { page, frame } of open) {
      await page.bringToFront();
      const titles = await frame.locator("#Cedu-lessons a").evaluateAll((links) => links.map((link) => link.firstChild.data));
      const title = await frame.locator(".course-title").innerText();
      const links = await frame.locator("article.lesson a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      await through(frame);
      await frame.locator(".notice[data-kind=done]").waitFor();
      const told = await calls(page);
      const answers = told.filter(([name, element]) => name === "LMSSetValue" && /interactions\.\d+\.id$/.test(element)).map((call) => call[2]);
      seen.push({ title, titles, links, status: set(told, "cmi.core.lesson_status").pop(), answers });
    }
    await context.close();
    return seen;
  },

  // What the page's policy lets nobody do; and the frame that it lets be.
  policy: async (browser) => {
    const context = await browse(browser);
    const { frame } = await launched(context);
    await go(frame, "A film");
    const film = await frame.locator("iframe").evaluate((one) => Object.fromEntries([...one.attributes].map(({ name, value }) => [name, value])));
    await frame.waitForFunction(() => window.frames.length === 1);
    const shown = frame.childFrames()[0];
    await shown.waitForLoadState();
    const link = await frame.locator(".film a").getAttribute("href");
    await go(frame, "Elsewhere");
    const elsewhere = {
      frames: await frame.locator("iframe").count(),
      link: await frame.locator(".media a").getAttribute("href"),
      transcript: await frame.locator(".transcript").innerText(),
    };
    const refused = await frame.evaluate(async () => {
      const found = [];
      document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
      const make = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values));
      const tries = [
        () => make("script", { textContent: "window.ran = 1" }),
        () => make("script", { src: "https://elsewhere.example/x.js" }),
        () => make("iframe", { src: "https://elsewhere.example/" }),
        () => make("img", { src: "https://elsewhere.example/x.png" }),
        () => document.body.setAttribute("style", "color: red"),
        () => fetch("/lms.html"),
        () => new Promise((done, failed) => setTimeout(() => { // by itself: a debugger may evaluate what a page may not
          try {
            done(new Function("return 1")());
          } catch (error) {
            failed(error);
          }
        })),
      ];
      for (const one of tries) {
        try {
          await one();
        } catch (error) {
          found.push(error.constructor.name);
        }
      }
      await new Promise((done) => setTimeout(done, 200));
      return { found: [...new Set(found)].sort(), ran: window.ran || 0, color: getComputedStyle(document.body).color };
    });
    await context.close();
    troubles.splice(0, troubles.length, ...troubles.filter((one) => !one.includes("Content Security Policy")));
    return { film, shown: shown.url(), link, elsewhere, refused };
  },
};

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  try {
    const seen = await scenarios[scenario](browser, ...values);
    process.stdout.write(JSON.stringify({ seen, troubles }));
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
