// node play.js BASE VERSION SITUATIONS: opens courses as they stand in each situation and closes them again, against somebody else's LMS;
// prints the CMI that each visit leaves, as JSON. SITUATIONS is a file: [{page, seen, tried: [{tries, score}]}, …].
const fs = require("fs");
const vm = require("vm");
const { chromium } = require("playwright-core");

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const [base, version, situations] = process.argv.slice(2);

// What an LMS has kept of a learner who stands so, written by the package's own script.
async function kept({ page, seen, tried }) {
  const folder = `${base}/scorm/${page.replace(/[^/]*$/, "")}`;
  const window = {};
  vm.runInContext(await (await fetch(`${folder}player/memory.js`)).text(), vm.createContext({ window }));
  const html = await (await fetch(`${base}/scorm/${page}`)).text();
  const course = JSON.parse(html.match(/id="Cedu-course">(.*?)<\/script>/s)[1]);
  const quizzes = {};
  course.assessments.forEach(({ id }, index) => {
    const { tries, score } = tried[index];
    quizzes[id] = { tries, score, done: tries > 0, last: tries ? score : 0, started: 0, answers: {} };
  });
  const memory = { seed: 1, seen: new Set(course.lessons.slice(0, seen).map(({ id }) => id)), quizzes };
  return { text: window.cedu.memory.write(course, memory), location: course.lessons[0].id };
}

async function visit(browser, situation) {
  const { text, location } = await kept(situation);
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

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  const found = [];
  for (const situation of JSON.parse(fs.readFileSync(situations, "utf8"))) found.push(await visit(browser, situation));
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})();
