// node visit.js SCENARIO ARGUMENTS: visits the site in a browser as a reader does, and prints what was seen, as JSON.
const { everywhere } = require("../accessible.js");
const { run } = require("../browser.js");

const [scenario, ...given] = process.argv.slice(2);
const values = given.map((one) => JSON.parse(one));

// What went wrong by itself: anything on the console, and any request that leaves `home`.
const troubles = [];

async function opened(browser, home, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
  page.on("request", (request) => request.url().startsWith(home) || troubles.push(`request: ${request.url()}`));
  page.on("requestfailed", (request) => request.failure().errorText === "net::ERR_ABORTED" || troubles.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && troubles.push(`${response.status()}: ${response.url()}`));
  return page;
}

const active = (page) =>
  page.evaluate(() => {
    const here = document.activeElement;
    const item = here.closest("[data-item]");
    const row = here.closest("[data-option]");
    return {
      tag: here.tagName, type: here.type, value: here.value, checked: here.checked, source: here.dataset.source, text: here.textContent,
      id: here.id, inMain: Boolean(here.closest("main")), className: here.className,
      item: item && JSON.parse(item.dataset.item),
      row: row && { id: row.dataset.option, at: [...row.parentNode.children].indexOf(row), up: row.querySelector("button") === here },
    };
  });

async function until(page, key, wanted) {
  for (let press = 0; press < 200; press += 1) {
    const here = await active(page);
    if (wanted(here)) return here;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} leads nowhere`);
}

// Answer the item that has the focus; `wrong` is the one to get wrong.
async function answer(page, wrong) {
  const here = await active(page);
  const { item } = here;
  const right = item.id !== wrong;
  if (here.type === "radio") {
    await page.keyboard.press("Space");
    await until(page, "ArrowDown", (one) => item.keys.includes(one.value) === right);
  } else if (here.type === "checkbox") {
    if (item.keys.includes(here.value) === right) await page.keyboard.press("Space");
  } else if (here.tag === "SELECT") {
    await until(page, "ArrowDown", (one) => one.value && (one.value === item.keys[here.source]) === right);
  } else if (here.row) {
    for (const [index, id] of item.keys.entries()) {
      const at = await page.evaluate((one) => [...document.querySelectorAll(".order li")].findIndex((row) => row.dataset.option === one), id);
      if (at === index) continue;
      await until(page, (await active(page)).row.at > at ? "Shift+Tab" : "Tab", (one) => one.row && one.row.id === id && one.row.up);
      await until(page, "Enter", (one) => one.row.at === index);
    }
    await until(page, "Tab", (one) => !one.row);
    return;
  } else {
    await page.keyboard.type(right ? String(item.answers ? item.answers[0] : item.answer) : "0");
  }
  await page.keyboard.press("Tab");
}

const scenarios = {
  everyone: async (browser, base, pages) => {
    const page = await opened(browser, base);
    const found = [];
    for (const path of pages) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${base}/${path}`);
      found.push(...(await everywhere(page, path)));
    }
    return found;
  },

  // By keyboard alone: every item right but one, handed in, and begun again.
  quiz: async (browser, base, path, wrong) => {
    const page = await opened(browser, base);
    await page.goto(`${base}/${path}`);
    await until(page, "Tab", (here) => here.item);
    while ((await active(page)).item) await answer(page, wrong);
    await until(page, "Tab", (here) => here.text === "Check my answers");
    await page.keyboard.press("Enter");
    const focus = (await active(page)).className;
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("[data-item]")].map((place) => ({
        ...JSON.parse(place.dataset.item),
        verdict: place.querySelector(".verdict").innerText,
        feedback: [...place.querySelectorAll(".feedback")].filter((note) => note.checkVisibility()).map((note) => note.innerText),
      })));
    const result = await page.locator(".result").innerText();
    const violations = await everywhere(page, "checked");
    await until(page, "Tab", (here) => here.text === "Try again");
    await page.keyboard.press("Enter");
    const again = await active(page);
    const verdicts = await page.locator(".verdict").count();
    return { focus, shown, result, violations, again: Boolean(again.item) && !again.checked && verdicts === 0 };
  },

  skip: async (browser, base, pages) => {
    const page = await opened(browser, base);
    const found = {};
    for (const path of pages) {
      await page.goto(`${base}/${path}`);
      await page.keyboard.press("Tab");
      const shown = await page.evaluate(() => document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      found[path] = shown && (await active(page)).inMain;
    }
    return found;
  },

  // From the start page through a whole course and back; what was seen is marked at the end.
  walk: async (browser, base, course) => {
    const page = await opened(browser, base.startsWith("file:") ? "file:" : base);
    await page.goto(`${base}/index.html`);
    await page.locator(`.card.course a[href^="course/${course}/"]`).click();
    await page.waitForLoadState();
    const lessons = await page.$$eval(".lessons .name", (names) => names.map((name) => name.textContent));
    const styled = await page.evaluate(() => getComputedStyle(document.querySelector(".button.primary")).backgroundColor);
    const start = page.url();
    const walked = { lessons, styled, there: [], back: [] };
    await page.locator(".button.primary:visible").click();
    const here = async () => {
      await page.waitForLoadState("domcontentloaded");
      return page.locator(".contents [aria-current]").textContent();
    };
    for (;;) {
      walked.there.push(await here());
      if (!(await page.locator(".turn .next").count())) break;
      await page.locator(".turn .next").click();
    }
    while (page.url() !== start) {
      walked.back.unshift(await here());
      await page.locator(".turn .previous").click();
    }
    await page.waitForLoadState();
    walked.seen = await page.locator(".lessons a.seen").count();
    return walked;
  },

  print: async (browser, base, path) => {
    const page = await opened(browser, base, { colorScheme: "dark" });
    await page.goto(`${base}/${path}`);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    return page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
      const { backgroundColor, color } = getComputedStyle(document.body);
      return {
        navigation: [".site-header", ".contents", ".turn", ".skip", ".position"].filter(shown),
        text: shown("article.lesson h1"), transcript: shown(".transcript p"), backgroundColor, color,
        paper: getComputedStyle(document.documentElement).getPropertyValue("--paper"),
      };
    });
  },

  // A drawing on a narrow screen is as large as on a wide one, and the arrow keys move it.
  drawing: async (browser, base, path) => {
    const page = await opened(browser, base, { viewport: { width: 375, height: 740 } });
    await page.goto(`${base}/${path}`);
    const figure = page.locator("figure[tabindex]").first();
    await figure.focus();
    for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
    return figure.evaluate((one) => ({ drawing: one.firstElementChild.clientWidth, window: one.clientWidth }));
  },
};

run(async (browser) => ({ seen: await scenarios[scenario](browser, ...values), troubles }));
