// node visit.js FOLDER-URL [PATHS]: every text on each page, with its language and direction, and what axe-core finds, as JSON.
const fs = require("fs");
const { run } = require("../browser.js");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [home, paths] = [process.argv[2], JSON.parse(process.argv[3])];

// What a reader sees or hears: texts, and names that an element has by itself.
const texts = (page) =>
  page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const place = walker.currentNode.parentElement;
      if (place.closest("script, style")) continue;
      found.push([walker.currentNode.data.trim(), place.closest("[lang]").lang, getComputedStyle(place).direction]);
    }
    for (const place of document.querySelectorAll("[aria-label]")) found.push([place.ariaLabel, place.closest("[lang]").lang, ""]);
    return found.filter(([text]) => text);
  });

async function look(page, name, found) {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(axe);
    const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false }), TAGS);
    found.troubles.push(...violations.map(({ id, nodes }) => `${name} ${width}: ${id}: ${nodes[0].html}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) found.troubles.push(`${name} ${width}: ${over} px too wide`);
  }
  found.texts.push(...(await texts(page)));
}

// Start what has a time limit, and hand it in without an answer.
async function quiz(page, name, found) {
  for (let press = 0; press < 4; press += 1) {
    const button = page.locator("form.assessment .button.primary:visible");
    if (!(await button.count())) break;
    await button.first().click();
    await look(page, `${name} after ${press + 1}`, found);
  }
}

run(async (browser) => {
  const found = { texts: [], troubles: [] };
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.on("pageerror", (error) => found.troubles.push(String(error)));
  for (const path of paths) {
    await page.goto(`${home}/${path}`);
    found.direction = await page.evaluate(() => document.dir);
    const next = page.locator("#Cedu-next:visible");
    for (;;) {
      await look(page, path, found);
      await quiz(page, path, found);
      await page.setViewportSize({ width: 1280, height: 800 });
      if (!(await next.count())) break;
      await next.click();
    }
  }
  return found;
});
