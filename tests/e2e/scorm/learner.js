// What a learner does in the player's frame: `course` is one of Playwright's frames or pages.

const items = (course) => course.$$eval("form[data-assessment] [data-item]", (places) => places.map((place) => JSON.parse(place.dataset.item)));
const next = (course) => course.locator("#Cedu-next").click();
const title = (course) => course.locator("#Cedu-lesson h1").innerText();
// The one that starts the clock, then the one that hands in; none when all is handed in.
const primary = (course) => course.locator("form[data-assessment] > button.primary:visible");
const submit = (course) => primary(course).click();

// Answer one item with the right answer or a wrong one.
async function answer(course, item, right) {
  const place = course.locator(`[data-item*='"id":"${item.id}"']`);
  if (["single", "multiple", "true-false"].includes(item.type)) {
    const ids = await place.locator("input").evaluateAll((inputs) => inputs.map((input) => input.value));
    const chosen = right ? item.keys : [ids.find((id) => !item.keys.includes(id))];
    for (const id of chosen) await place.locator(`input[value="${id}"]`).check();
  } else if (item.type === "text") {
    await place.locator("input").fill(right ? item.answers[0] : "something else");
  } else if (item.type === "number") {
    const shown = await place.locator("[data-variant]").evaluateAll((variants) => variants.findIndex((one) => !one.hidden));
    const key = item.variants ? item.variants[shown] : item.answer;
    await place.locator("input").fill(`${right ? key : key + item.tolerance + 1}${item.units ? ` ${item.units[0][0]}` : ""}`);
  } else if (item.type === "gaps") {
    for (const gap of item.gaps) {
      const field = place.locator(`[data-gap="${gap.id}"]`);
      if (gap.answers) await field.fill(right ? gap.answers[0] : "something else");
      else await field.selectOption(right ? gap.keys[0] : await field.evaluate((list, keys) => [...list.options].map((one) => one.value).find((id) => id && !keys.includes(id)), gap.keys));
    }
  } else if (item.type === "essay") {
    await place.locator("textarea").fill("One thing.\nAnd another; so there, is more.");
  } else if (item.type === "scale") {
    await place.locator("input").nth(right ? 1 : 0).check();
  } else if (item.type === "match") {
    const sources = Object.keys(item.keys);
    for (const [index, source] of sources.entries()) {
      const target = right ? item.keys[source] : item.keys[sources[(index + 1) % sources.length]];
      await place.locator(`select[data-source="${source}"]`).selectOption(target);
    }
  } else if (item.type === "order") {
    const wanted = right ? item.keys : [...item.keys].reverse();
    for (let index = 0; index < wanted.length; index += 1) {
      const row = place.locator(`li[data-option="${wanted[index]}"]`);
      for (;;) {
        const at = await row.evaluate((element) => [...element.parentNode.children].indexOf(element));
        if (at <= index) break;
        await row.locator("button").first().click();
      }
    }
    // An order that is so by chance has to be touched to count as an answer.
    const last = place.locator(`li[data-option="${wanted[wanted.length - 1]}"]`);
    await last.locator("button").first().click();
    await last.locator("button").last().click();
  }
}

async function toQuiz(course) {
  while (!(await course.locator("form[data-assessment]").count())) await next(course);
}

// To the last lesson, and all that is asked on the way answered and handed in.
async function through(course, right) {
  const titles = [];
  for (;;) {
    titles.push(await title(course));
    if (await course.locator("form[data-assessment]").count()) {
      const again = course.locator("form").getByText("Try again");
      if (await again.isVisible()) await again.click();
      if (await primary(course).count()) {
        for (const item of await items(course)) await answer(course, item, right);
        await submit(course);
        await course.locator("form .result").waitFor();
      }
    }
    if (!(await course.locator("#Cedu-next").isVisible())) break;
    await next(course);
  }
  return { titles, outcome: await course.locator("#Cedu-outcome").innerText() };
}

module.exports = { answer, items, next, submit, through, title, toQuiz };
