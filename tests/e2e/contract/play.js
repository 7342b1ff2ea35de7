// node play.js BASE VERSION SITUATIONS: opens courses as they stand in each situation and closes them again, against somebody else's LMS;
// prints the CMI that each visit leaves, as JSON. SITUATIONS is a file: [{page, seen, tried: [{tries, score}]}, …].
const fs = require("fs");
const { run } = require("../browser.js");
const { kept } = require("./kept.js");

const [base, version, situations] = process.argv.slice(2);

async function visit(browser, situation) {
  const { text, location } = await kept(`${base}/scorm/${situation.page}`, situation);
  const saved =
    version === "scorm12"
      ? { suspend_data: text, core: { lesson_location: location, entry: "resume" } }
      : { suspend_data: text, location, entry: "resume" };
  const page = await browser.newPage();
  await page.addInitScript((saved) => Object.assign(window, { saved }), saved);
  await page.goto(`${base}/scorm/lms.html?${version}&${situation.page}`);
  await page.frames()[1].waitForSelector("article.lesson");
  await page.evaluate(() => document.getElementById("course").remove());
  const { calls, cmi } = await page.evaluate(() => ({ calls: window.calls, cmi: window.record() }));
  await page.close();
  return { cmi, refused: calls.filter(({ result }) => result === "false") };
}

run(async (browser) => {
  const found = [];
  for (const situation of JSON.parse(fs.readFileSync(situations, "utf8"))) found.push(await visit(browser, situation));
  return found;
});
