// What axe-core finds on a page, one line for each rule, and whether anything sticks out of the window.
const fs = require("fs");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function checked(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false }), TAGS);
  const found = violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return over > 0 ? [...found, `${name}: ${over} px too wide`] : found;
}

// The same in a wide and a narrow window, in light and dark colours.
async function everywhere(page, name) {
  const found = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await checked(page, `${name} ${width} ${colorScheme}`)));
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

exports.everywhere = everywhere;
