// node launch.js LMS SITUATIONS: lets the LMS of `../cmi5/store.py` launch courses as they stand in each situation, and leaves them again.
// SITUATIONS is a file: [{package, page, registration, seen, tried: [{tries, score}]}, ...]; `page` is where the package's page is served.
const fs = require("fs");
const { run } = require("../browser.js");
const { kept } = require("./kept.js");

const [lms, situations] = process.argv.slice(2);
const control = async (order, given) => (await fetch(`${lms}/control/${order}`, { method: "POST", body: JSON.stringify(given) })).json();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function visit(browser, situation) {
  const { package, registration } = situation;
  const { text, location } = await kept(situation.page, situation);
  const address = await control("launch", { registration, package });
  await control("keep", { memory: text, location });
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForSelector("article.lesson");
  await page.goto("about:blank");
  for (let tries = 0; tries < 600 && !(await control("ended", {})).pop(); tries += 1) await pause(50);
  await page.close();
}

run(async (browser) => {
  for (const situation of JSON.parse(fs.readFileSync(situations, "utf8"))) await visit(browser, situation);
});
