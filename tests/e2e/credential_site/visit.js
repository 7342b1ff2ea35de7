// node visit.js SCENARIO ARGUMENTS: visits a site of certificates in a browser, and prints what was seen, as JSON.
const fs = require("fs");
const path = require("path");
const { everywhere } = require("../accessible.js");
const { run } = require("../browser.js");

const [scenario, ...given] = process.argv.slice(2);
const values = given.map((one) => JSON.parse(one));

// What went wrong by itself: anything on the console, and any request for what is none of the site's own files.
const troubles = [];

async function opened(browser, base, at, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  await context.route("**/*", (route) => (route.request().url().startsWith(base) ? route.continue() : route.abort()));
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(at));
  // What the browser itself makes of broken XML has a style that the page's policy refuses.
  const own = (text) => text.startsWith("Applying inline style violates");
  page.on("console", (message) => own(message.text()) || troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`pageerror: ${error}`));
  page.on("dialog", (dialog) => troubles.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  page.on("request", (request) => request.url().startsWith(base) || troubles.push(`request: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && troubles.push(`${response.status()}: ${response.url()}`));
  return page;
}

// The verdict on what was just given to the page under this name.
async function verdict(page, name) {
  await page.waitForFunction((file) => document.querySelector("#Result h2")?.textContent === file, name);
  return page.evaluate(() => {
    const box = document.querySelector("#Result .state");
    const rows = [...document.querySelectorAll("#Result dl > div")].map((row) => [...row.children].map((one) => one.textContent));
    return { state: box.className, word: box.firstChild.textContent, notes: [...box.children].slice(1).map((one) => one.textContent), rows };
  });
}

const ready = (page) => page.waitForSelector("html[data-ready]");

const scenarios = {
  // Every file of a folder, chosen one after the other.
  verdicts: async (browser, base, at, place, folder) => {
    const page = await opened(browser, base, at);
    await page.goto(`${base}/${place}`);
    await ready(page);
    const found = {};
    for (const name of fs.readdirSync(folder).sort()) {
      await page.setInputFiles("#Choose", path.join(folder, name));
      found[name] = await verdict(page, name);
    }
    return found;
  },

  everyone: async (browser, base, at, pages, file) => {
    const page = await opened(browser, base, at);
    const found = [];
    for (const place of pages) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${base}/${place}`);
      found.push(...(await everywhere(page, place)));
      if (await page.locator("#Choose").count()) {
        await ready(page);
        await page.setInputFiles("#Choose", file);
        await verdict(page, path.basename(file));
        found.push(...(await everywhere(page, `${place} checked`)));
      }
    }
    return found;
  },

  // A file by keyboard alone, one that is dropped, and a number that is mistyped and then looked up.
  keyboard: async (browser, base, at, file, number, mistyped) => {
    const page = await opened(browser, base, at);
    const choosers = [];
    page.on("filechooser", (chooser) => choosers.push(chooser)); // from now on, no chooser opens for people
    await page.goto(`${base}/verify/index.html`);
    await ready(page);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.className);
    const until = async (id) => {
      for (let press = 0; press < 20; press += 1) {
        if (await page.evaluate((wanted) => document.activeElement.id === wanted, id)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no Tab leads to ${id}`);
    };
    await until("Choose");
    const ringed = await page.evaluate(() => getComputedStyle(document.querySelector("#Choose + label")).outlineStyle);
    await page.keyboard.press("Enter");
    while (choosers.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await choosers[0].setFiles(file);
    const chosen = await verdict(page, path.basename(file));

    const content = fs.readFileSync(file).toString("base64");
    const transfer = await page.evaluateHandle((encoded) => {
      const found = new DataTransfer();
      found.items.add(new File([Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0))], "dropped", { type: "application/pdf" }));
      return found;
    }, content);
    await page.dispatchEvent("#Drop", "dragover", { dataTransfer: transfer });
    const over = await page.locator("#Drop.over").count();
    await page.dispatchEvent("#Drop", "drop", { dataTransfer: transfer });
    const dropped = await verdict(page, "dropped");

    await until("Number");
    await page.keyboard.type(mistyped);
    await page.keyboard.press("Enter");
    const wrong = await page.locator("#Wrong").textContent();
    await page.fill("#Number", ` ${number.toLowerCase()} `);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/c/${number}/index.html`);
    const live = await page.locator("#State").count();
    return { skip, ringed, chosen, over, dropped, wrong, live };
  },

  // What a certificate's page says as of a time, and of names that are typed.
  certificate: async (browser, base, at, place, names) => {
    const page = await opened(browser, base, at, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(`${base}/${place}`);
    const compared = [];
    for (const name of names) {
      await page.fill("#Name", name);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("#Compared").className);
      compared.push(await page.locator("#Compared").getAttribute("class"));
      await page.evaluate(() => (document.querySelector("#Compared").className = ""));
    }
    let copied = "";
    if (base.startsWith("http") && (await page.locator("#Copy").count())) {
      await page.click("#Copy");
      await page.waitForFunction(() => document.querySelector("#Copied").textContent);
      copied = await page.evaluate(() => navigator.clipboard.readText());
    }
    const text = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.innerText).join(" "));
    return {
      state: await page.locator("#State").getAttribute("class"), words: await text("#State"), asOf: await text("#AsOf"), compared, copied,
      direction: await page.evaluate(() => document.documentElement.dir),
      fields: await page.$$eval(".fields > div", (rows) => rows.map((row) => [row.querySelector("dt").textContent, row.querySelector("dd").innerText])),
    };
  },

  // A browser that gives the page no cryptography, as without encryption.
  unable: async (browser, base, at, verify, certificate) => {
    const page = await opened(browser, base, at);
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined }));
    await page.goto(`${base}/${verify}`);
    const said = await page.locator("#Result .state").textContent();
    const disabled = await page.locator("#Choose").isDisabled();
    await page.goto(`${base}/${certificate}`);
    return { said, disabled, form: await page.locator("#Compare").isVisible(), unable: await page.locator("#Unable").isVisible() };
  },

  print: async (browser, base, at, place) => {
    const page = await opened(browser, base, at, { colorScheme: "dark" });
    await page.goto(`${base}/${place}`);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    return page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
      return { hidden: [".skip", ".share", ".buttons"].filter(shown), shown: [".word", ".fields"].filter(shown), colour: getComputedStyle(document.body).color };
    });
  },
};

run(async (browser) => ({ seen: await scenarios[scenario](browser, ...values), troubles }));
