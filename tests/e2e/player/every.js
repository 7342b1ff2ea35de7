// node every.js SCENARIO BASE: answers an assessment that has items of every type, on the site or in somebody else's LMS, and prints what
// was seen, as JSON.
const { everywhere } = require("../accessible.js");
const { run } = require("../browser.js");
const { answer, items, next, submit, toQuiz } = require("../scorm/learner.js");

const [scenario, base] = process.argv.slice(2);
const troubles = [];
const SITE = `${base}/every/dist/site/course/roasting/check.html`;

async function opened(browser, url = SITE, options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options })).newPage();
  page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
  page.on("response", (response) => response.status() >= 400 && troubles.push(`${response.status()}: ${response.url()}`));
  await page.goto(url);
  if (url === SITE) await page.locator("form[data-ready]").waitFor();
  return page;
}

const place = (page, id) => page.locator(`[data-item*='"id":"${id}"']`);

// Of each item: how it is answered, and what is shown of it, in the order of the page.
const state = (page) =>
  page.$$eval("[data-item]", (places) =>
    places.map((one) => ({
      id: JSON.parse(one.dataset.item).id,
      stem: [...one.querySelector(".stem").childNodes].map((node) => (node.hidden ? "" : node.textContent)).join("").slice(0, 200),
      given: [...one.querySelectorAll(".choice input:checked, .answer, .gap, select, .order li")].map((each) => each.dataset.option || each.value),
      verdict: (one.querySelector(".verdict") || { innerText: "" }).innerText,
      notes: [...one.querySelectorAll(".feedback")].filter((note) => note.checkVisibility()).map((note) => note.innerText.replace(/\s+/g, " ")),
      parts: [...one.querySelectorAll(".mark.visually-hidden")].map((mark) => mark.textContent),
      places: [...one.querySelectorAll("g[data-area]")].map((area) => `${area.classList.contains("chosen")} ${area.dataset.verdict || ""}`.trim()),
      locked: [...one.querySelectorAll("input, select, textarea, button")].every((control) => control.disabled),
    })));

const layout = (page) => page.$$eval(".items > *", (parts) => parts.map((part) => (part.dataset.item ? JSON.parse(part.dataset.item).id : part.querySelector("h2, p").textContent)));

async function all(page, right) {
  for (const item of await items(page)) await answer(page, item, right);
}

async function handIn(page) {
  await submit(page);
  if (await page.locator("form > button.primary:visible").count()) await submit(page);
  return page.locator("form .result").innerText();
}

const scenarios = {
  // All of it right: begun, left, come back to, handed in, left, come back to.
  site: async (browser) => {
    const page = await opened(browser);
    const order = await layout(page);
    const axes = await everywhere(page, "open");
    await all(page, true);
    const before = await state(page);
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    const after = await state(page);
    const result = await handIn(page);
    axes.push(...(await everywhere(page, "handed in")));
    const scored = await state(page);
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    return { order, again: await layout(page), before, after, result, axes, scored, last: await state(page) };
  },

  wrong: async (browser) => {
    const page = await opened(browser);
    await all(page, false);
    const result = await handIn(page);
    const axes = await everywhere(page, "wrong");
    return { result, axes, scored: await state(page) };
  },

  // The value of a variable may be another in another attempt, and is what is scored.
  variants: async (browser) => {
    const page = await opened(browser);
    const stems = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const item = (await items(page)).find((one) => one.id === "computed");
      stems.push(await place(page, "computed").locator("[data-variant]:visible").innerText());
      await answer(page, item, true);
      await handIn(page);
      stems.push(await place(page, "computed").locator(".verdict").innerText());
      if (attempt < 2) await page.getByRole("button", { name: "Try again" }).click();
    }
    return stems;
  },

  // What a mouse does on an image, and what a screen reader hears of fields.
  fields: async (browser) => {
    const page = await opened(browser);
    const one = place(page, "point-once");
    const two = place(page, "point-at-two");
    await one.locator('g[data-area="turn"] > *').click();
    await one.locator('svg[data-area="end"] text').click();
    for (const id of ["start", "turn", "end", "turn"]) await two.locator(`g[data-area="${id}"] > *`).click();
    const chosen = [await one.locator("input:checked").evaluateAll((inputs) => inputs.map((input) => input.value)), await two.locator("input:checked").evaluateAll((inputs) => inputs.map((input) => input.value))];
    const lit = (await state(page)).filter(({ id }) => id.startsWith("point")).map(({ places }) => places);
    const names = {};
    for (const id of ["typed-gaps", "gaps-in-code", "chosen-gaps", "point-once", "how-sure", "written-freely", "number-with-units", "with-maths"]) {
      names[id] = (await place(page, id).ariaSnapshot()).split("\n").filter((line) => /textbox|combobox|radio|group|img/.test(line)).map((line) => line.trim());
    }
    const essay = place(page, "written-freely");
    await essay.locator("textarea").focus();
    await page.keyboard.insertText("ä\n".repeat(400));
    const room = [(await essay.locator("textarea").inputValue()).length, await essay.locator(".note").innerText()];
    const hint = place(page, "choice-with-feedback").locator("details");
    await hint.locator("summary").click();
    return { chosen, lit, names, room, hint: await hint.innerText() };
  },

  // With the keyboard alone.
  keyboard: async (browser) => {
    const page = await opened(browser);
    const reach = async (id, selector) => {
      for (let press = 0; press < 250; press += 1) {
        const there = await page.evaluate(([id, selector]) => {
          const here = document.activeElement;
          const item = here.closest("[data-item]");
          return Boolean(item && JSON.parse(item.dataset.item).id === id && here.matches(selector));
        }, [id, selector]);
        if (there) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no key leads to ${id}`);
    };
    const order = await items(page);
    for (const { id } of order) {
      if (id === "typed-gaps") {
        await reach(id, '[data-gap="first"]');
        await page.keyboard.type("dried");
        await page.keyboard.press("Tab");
        await page.keyboard.type("roasted");
      } else if (id === "chosen-gaps") {
        await reach(id, '[data-gap="how"]');
        await page.keyboard.type("convection");
        await reach(id, '[data-gap="other"]');
        await page.keyboard.type("conduction");
      } else if (id === "point-once") {
        await reach(id, "input");
        await page.keyboard.press("Space");
        await page.keyboard.press("ArrowDown");
      } else if (id === "point-at-two") {
        await reach(id, '[value="start"]');
        await page.keyboard.press("Space");
        await reach(id, '[value="end"]');
        await page.keyboard.press("Space");
      } else if (id === "how-sure") {
        await reach(id, "input");
        await page.keyboard.press("ArrowRight");
      } else if (id === "written-freely") {
        await reach(id, "textarea");
        await page.keyboard.type("Short.");
      } else if (id === "number-with-units") {
        await reach(id, "input");
        await page.keyboard.type("52800 g");
      }
    }
    await handIn(page);
    return (await state(page)).filter(({ given }) => given.some(Boolean));
  },

  // Each answer as long as it can be: how much the browser keeps of it.
  longest: async (browser) => {
    const page = await opened(browser);
    for (const name of ["check.html", "survey.html"]) {
      await page.goto(SITE.replace("check.html", name));
      await page.locator("form[data-ready]").waitFor();
      for (const box of await page.locator("input[type=checkbox]").all()) await box.check();
      for (const { id } of await items(page)) {
        const radio = place(page, id).locator("input[type=radio]").first();
        if (await radio.count()) await radio.check();
      }
      for (const field of await page.locator("input[type=text], textarea").all()) {
        await field.focus();
        await page.keyboard.insertText("9".repeat(2000));
      }
      for (const list of await page.locator("select").all()) await list.selectOption({ index: 1 });
      for (const order of await page.locator(".order").all()) await order.locator("button:visible").first().click();
      await handIn(page);
    }
    return page.evaluate(() => Object.entries(window.localStorage).filter(([key]) => key.startsWith("cedu memory")).map(([, text]) => text.length));
  },

  survey: async (browser) => {
    const page = await opened(browser);
    await page.goto(SITE.replace("check.html", "survey.html"));
    await page.locator("form[data-ready]").waitFor();
    await all(page, true);
    const result = await handIn(page);
    const scored = await state(page);
    const facts = await page.locator(".facts").evaluate((element) => (element.hidden ? "" : element.innerText));
    await page.goto(SITE.replace("check.html", "index.html"));
    await page.locator(".state").first().waitFor();
    return { result, scored, facts, states: await page.locator(".state").allInnerTexts() };
  },

  // On paper nothing is lost that was there to be read, and hints are open.
  paper: async (browser) => {
    const page = await opened(browser);
    await page.emulateMedia({ media: "print" });
    return page.$$eval("[data-item], [data-passage]", (places) => places.filter((one) => !one.checkVisibility()).length);
  },
};

// In an LMS: half of it, then the rest in another visit.
async function lms(browser, version) {
  const url = `${base}/scorm/lms.html?${version}&${version}/every/index.html`;
  const visit = async (saved, play) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
    await page.addInitScript((state) => Object.assign(window, state), { saved });
    await page.goto(url);
    const course = page.frames()[1];
    await course.waitForSelector("article.lesson");
    await toQuiz(course);
    const seen = await play(course);
    await page.evaluate(() => document.getElementById("course").remove());
    const told = await page.evaluate(() => ({ calls: window.calls, cmi: window.record() }));
    await context.close();
    return { ...told, seen };
  };
  const first = await visit(undefined, async (course) => {
    await all(course, true);
    return state(course);
  });
  const { suspend_data } = first.cmi;
  const saved = version === "scorm12" ? { suspend_data, core: { entry: "resume" } } : { suspend_data, entry: "resume" };
  const second = await visit(saved, async (course) => {
    const after = await state(course);
    const result = await handIn(course);
    await next(course);
    await all(course, true);
    const survey = await handIn(course);
    return { after, result, survey, outcome: await course.locator("#Cedu-outcome").innerText() };
  });
  return { before: first.seen, ...second, calls: [...first.calls, ...second.calls] };
}

run(async (browser) => {
  const seen = scenario.startsWith("scorm") ? await lms(browser, scenario) : await scenarios[scenario](browser);
  return { seen, troubles };
});
