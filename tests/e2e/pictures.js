// node pictures.js FILE KIND URL [LESSON or FILE TO VERIFY]: one screenshot, 1,200 pixels wide; of a phone's, 384 pixels wide.
const { run } = require("./browser.js");

const [file, kind, url, lesson] = process.argv.slice(2);
const WIDTH = { lesson: 1120, page: 1120, player: 1120, verify: 1120, terminal: 860 }[kind] || 384;
const SCALE = WIDTH === 384 ? 1 : 1200 / WIDTH;
const HEIGHT = Math.round(1200 / Math.SQRT2 / SCALE); // a certificate's shape, so that all stand beside one another

// The first item wrong, the others right.
async function answer(page) {
  const items = await page.$$eval("[data-item]", (places) => places.map((place) => JSON.parse(place.dataset.item)));
  for (const [index, item] of items.entries()) {
    const place = page.locator("[data-item]").nth(index);
    const choices = await place.locator("input").evaluateAll((inputs) => inputs.map((input) => input.value));
    if (["single", "multiple", "true-false"].includes(item.type)) {
      const chosen = index ? item.keys : [choices.find((id) => !item.keys.includes(id))];
      for (const id of chosen) await place.locator(`input[value="${id}"]`).check();
    }
  }
  for (let press = 0; press < 2; press += 1) await page.locator("button.primary:visible", { hasText: "Check my answers" }).click();
  await page.locator(".result").waitFor();
}

run(async (browser) => {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: SCALE,
    reducedMotion: "reduce",
    colorScheme: kind === "phone-quiz" ? "dark" : "light",
  });
  await page.goto(url);
  if (kind === "player" || kind.startsWith("phone")) {
    const contents = async () => {
      if (WIDTH === 384) await page.locator("#Cedu-contents-toggle").click();
    };
    await page.locator("#Cedu-notice button").click();
    if (lesson) {
      await contents();
      await page.locator("#Cedu-lessons a", { hasText: lesson }).click();
    }
    if (kind === "player" || kind === "phone-quiz") {
      await answer(page);
      await page.locator("[data-item]").first().evaluate((place) => window.scrollTo(0, place.getBoundingClientRect().top + window.scrollY - 72));
    }
    if (kind === "phone-contents") await contents();
  }
  if (kind === "verify") {
    await page.locator("input[type=file]").setInputFiles(lesson);
    await page.locator("#Result .state").waitFor();
  }
  await page.screenshot({ path: file });
});
