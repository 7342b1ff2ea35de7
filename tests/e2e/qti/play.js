// node play.js BASE: loads every item of BASE/items.json ({name: {xml, answers: [{RESPONSE: value}]}}) into somebody else's player, gives each
// of its answers, and prints by name what the player makes of them, and what it complained about.
const { run } = require("../browser.js");

const base = process.argv[2];

run(async (browser) => {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} ${message.location().url}`));
  await page.goto(`${base}/player.html`);
  await page.waitForFunction(() => customElements.get("qti-assessment-item") && window.qti);
  const items = await (await page.request.get(`${base}/items.json`)).json();
  const found = {};
  for (const [name, { xml, answers }] of Object.entries(items)) {
    errors.length = 0;
    const played = [];
    for (const answer of answers) played.push(await page.evaluate(play, [xml, answer]));
    found[name] = { played, errors: [...errors] };
  }
  return found;
});

// One answer to one item: a value by the identifier of its response; `correct` is what the item itself says is right.
async function play([xml, answer]) {
  const box = document.createElement("qti-item");
  box.append(qti.qtiTransformItem().parse(xml).htmlDoc());
  document.body.replaceChildren(box);
  const item = box.querySelector("qti-assessment-item");
  await item.updateComplete;
  // Declarations and templates come after it, each in its own time.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const variable = (identifier) => item._context.variables.find((each) => each.identifier === identifier);
  for (const [identifier, given] of Object.entries(answer)) {
    item.updateResponseVariable(identifier, given === "correct" ? variable(identifier).correctResponse : given);
  }
  item.processResponse();
  await item.updateComplete;
  const feedback = [...box.querySelectorAll("qti-feedback-inline, qti-feedback-block, qti-modal-feedback")];
  return {
    score: variable("SCORE").value,
    most: variable("MAXSCORE").value,
    values: Object.fromEntries(item.variables.filter((each) => each.type === "template").map((each) => [each.identifier, each.value])),
    shown: feedback.filter((each) => each.showStatus === "on").map((each) => [each.localName, each.getAttribute("identifier")]),
  };
}
