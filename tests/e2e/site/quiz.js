// node quiz.js SCENARIO BASE: answers quizzes of the site in a browser, and prints what was seen, as JSON.
const { run } = require("../browser.js");

const [scenario, base] = process.argv.slice(2);
const troubles = [];

function watched(page) {
  page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
  return page;
}
const opened = async (context, name) => {
  const page = watched(await context.newPage());
  await page.goto(`${base}/${name}.html`);
  await page.locator("form[data-ready]").or(page.locator(".overview")).first().waitFor({ state: "attached" });
  return page;
};

// A page of a browser that remembers a seed, so that each run has one order.
async function seeded(context, name) {
  const page = await opened(context, "index");
  await page.evaluate(() => localStorage.setItem("cedu memory https://learn.example.org/ quizzes", "1seed1;"));
  await page.goto(`${base}/${name}.html`);
  await page.locator("form[data-ready]").waitFor();
  return page;
}

const item = (page, id) => page.locator(`[data-item*='"id":"${id}"']`);
const visible = (page, text) => page.getByRole("button", { name: text, exact: true }).isVisible();
const press = (page, text) => page.getByRole("button", { name: text, exact: true }).click();
const result = (page) => page.locator(".result").innerText();

// What is on the page: items and options in their order, and how they are answered.
const state = (page) =>
  page.$$eval("[data-item]", (places) =>
    places.map((place) => ({
      id: JSON.parse(place.dataset.item).id,
      given: [...place.querySelectorAll("input, select, li[data-option]")].map((one) =>
        one.type === "radio" || one.type === "checkbox" ? `${one.value}${one.checked ? "+" : ""}` : one.dataset.option || one.value),
      verdict: (place.querySelector(".verdict") || {}).textContent,
      notes: [...place.querySelectorAll(".feedback")].filter((note) => note.checkVisibility()).map((note) => note.textContent),
      locked: [...place.querySelectorAll("input, select, button")].every((one) => one.disabled),
    })));

async function some(page) {
  await item(page, "many").locator("input[value=a]").check();
  await item(page, "one").locator("input[value=wrong]").check();
  await item(page, "word").locator("input").fill("a;b, größe 👍");
  await item(page, "constructor").locator("button:visible").first().click();
  await item(page, "pairs").locator("select").first().selectOption({ label: "Green" });
}

// Each answer as long as it can be.
async function all(page) {
  for (const box of await page.locator("input[type=checkbox]").all()) await box.check();
  for (const group of await page.locator("[data-item]").all()) if (await group.locator("input[type=radio]").count()) await group.locator("input[type=radio]").first().check();
  for (const field of await page.locator("input[type=text]").all()) {
    await field.focus();
    await page.keyboard.insertText("9".repeat(300));
  }
  for (const list of await page.locator("select").all()) await list.selectOption({ index: 1 });
  for (const order of await page.locator(".order").all()) await order.locator("button:visible").first().click();
}

const scenarios = {
  resume: async (context) => {
    const page = await seeded(context, "check");
    await some(page);
    const before = await state(page);
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    const after = await state(page);
    await item(page, "word").locator("input").press("Enter");
    const entered = await page.locator(".verdict").count();
    await press(page, "Check my answers");
    const open = await result(page);
    await press(page, "Check my answers");
    const scored = { result: await result(page), items: await state(page) };
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    const again = { result: await result(page), items: await state(page) };
    const overview = await opened(context, "index");
    await overview.locator("#Progress").waitFor();
    const course = {
      progress: await overview.locator("#Progress").innerText(),
      states: await overview.locator(".state").allInnerTexts(),
      resume: await overview.locator(".lead .button:visible").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    };
    overview.on("dialog", (dialog) => dialog.accept());
    await Promise.all([overview.waitForEvent("load"), press(overview, "Forget my progress and answers")]);
    course.forgotten = [await overview.locator("#Progress").isVisible(), await overview.evaluate(() => localStorage.length)];
    return { before, after, entered, open, scored, again, course };
  },

  // A new version of the course: of one quiz while it is answered, of the same when it is handed in.
  update: async (context) => {
    let page = await seeded(context, "check");
    await some(page);
    const next = async () => {
      page = watched(await context.newPage());
      await page.goto(`${base.replace("quizzes/dist", "next/dist")}/check.html`);
      await page.locator("form[data-ready]").waitFor();
    };
    await next();
    const found = { open: await state(page) };
    page = await opened(context, "check");
    await press(page, "Check my answers");
    await press(page, "Check my answers");
    found.scored = await result(page);
    await next();
    Object.assign(found, { result: await result(page), facts: await page.locator(".facts").innerText(), items: await state(page) });
    await press(page, "Try again");
    await item(page, "new").locator("input").fill("7");
    await press(page, "Check my answers");
    await press(page, "Check my answers");
    return { ...found, last: await result(page) };
  },

  // Two windows answer the same quiz, a third one reads on.
  tabs: async (context) => {
    const [one, other, third] = [await opened(context, "check"), await opened(context, "check"), await opened(context, "timed")];
    await item(one, "one").locator("input[value=right]").check();
    await item(other, "word").locator("input").fill("branch");
    await item(one, "number").locator("input").fill("4");
    await item(other, "many").locator("input[value=a]").check();
    await press(third, "Start without a time limit");
    await item(third, "sure").locator("input[value=true]").check();
    await item(one, "number").locator("input").fill("40");
    await one.reload();
    await one.locator("form[data-ready]").waitFor();
    await third.reload();
    await third.locator("form[data-ready]").waitFor();
    return { check: await state(one), timed: await state(third) };
  },

  // What an LMS did not take waits for the same learner, once, and loses nothing to what comes after it.
  shelf: async (context) => {
    const page = await opened(context, "check");
    return page.evaluate(() => {
      const { cedu } = window;
      const course = JSON.parse(document.getElementById("Cedu-course").textContent);
      const text = (answers) => {
        const memory = cedu.memory.read(course, "");
        Object.assign(memory.quizzes.check.answers, answers);
        return cedu.memory.write(course, memory);
      };
      const shelf = cedu.shelf(course);
      const put = [shelf.put("ann", text({ word: "one" })), shelf.put("ann", text({ number: "2" })), shelf.put("", text({ word: "no" }))];
      const other = [shelf.take("bob"), shelf.take("")];
      const taken = cedu.memory.read(course, shelf.take("ann")).quizzes.check.answers;
      return { put, other, taken, left: shelf.take("ann") };
    });
  },

  // A browser that keeps nothing.
  refused: async (context) => {
    await context.addInitScript(() => {
      Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } });
    });
    const page = await opened(context, "check");
    const before = await page.getByRole("status").filter({ hasText: "browser" }).count();
    await item(page, "one").locator("input[value=right]").check();
    await item(page, "one").locator("input[value=wrong]").check();
    const note = await page.locator("[role=status].self-check-note").allInnerTexts();
    await press(page, "Check my answers");
    await press(page, "Check my answers");
    return { before, note, result: await result(page) };
  },

  // Practice against the clock, which can be left out; what counts is against the clock in any case.
  time: async (context) => {
    const page = watched(await context.newPage());
    await page.clock.install({ time: new Date("2026-11-22T10:00:00Z") });
    const go = async (name) => {
      await page.goto(`${base}/${name}.html`);
      await page.locator("form[data-ready]").waitFor();
    };
    await go("timed");
    const found = { facts: await page.locator(".facts").innerText(), optional: await visible(page, "Start without a time limit") };
    await press(page, "Start");
    found.focused = await page.evaluate(() => document.activeElement.type);
    await item(page, "sure").locator("input[value=false]").check();
    found.left = await page.locator(".timer").innerText();
    await page.clock.runFor(9 * 60000 - 1000);
    found.early = await page.locator("p[role=status]").first().innerText();
    await page.clock.runFor(2000);
    found.late = [await page.locator(".timer").innerText(), await page.locator("p[role=status]").first().innerText()];
    await page.clock.runFor(60000);
    found.over = await result(page);
    await press(page, "Try again");
    await press(page, "Start without a time limit");
    await page.clock.runFor(20 * 60000);
    found.untimed = [await page.locator(".timer").isVisible(), await page.locator(".result").isVisible()];
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    found.stillUntimed = [await page.locator(".timer").isVisible(), await visible(page, "Check my answers")];

    await go("strict");
    found.strict = await visible(page, "Start without a time limit");
    await press(page, "Start");
    await item(page, "sure").locator("input[value=false]").check();
    await go("timed");
    await page.clock.runFor(11 * 60000);
    await go("strict");
    found.away = { result: await result(page), again: await visible(page, "Try again"), body: await page.evaluate(() => document.activeElement.tagName) };
    return found;
  },

  // The last attempt, and what numbers may look like.
  attempts: async (context) => {
    const page = await opened(context, "check");
    const found = { facts: [], results: [] };
    for (const typed of ["４０", "٤٠"]) {
      found.facts.push(await page.locator(".facts").innerText());
      await item(page, "number").locator("input").fill(typed);
      await item(page, "one").locator("input[value=right]").check();
      await item(page, "many").locator("input[value=a]").check();
      await press(page, "Check my answers");
      await press(page, "Check my answers");
      found.results.push(await result(page));
      if (await visible(page, "Try again")) await press(page, "Try again");
    }
    return { ...found, items: await state(page), again: await visible(page, "Try again") };
  },

  // Every lesson seen, and every answer as long as it can be: how long that is as text.
  longest: async (context) => {
    let page;
    for (const name of ["check", "timed", "strict"]) {
      page = await opened(context, name);
      if (await visible(page, "Start")) await press(page, "Start");
      await all(page);
    }
    return page.evaluate(() => Object.entries(window.localStorage).filter(([key]) => key.startsWith("cedu memory")).map(([, text]) => text.length));
  },
};

run(async (browser) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  return { seen: await scenarios[scenario](context), troubles };
});
