// The page that checks a file: chosen, dropped or pasted, and looked at here alone.

import { MOST_BYTES } from "./formats.js";
import { supported } from "./keys.js";
import { normalized } from "./number.js";
import { day, element, facts, say } from "./said.js";
import { verdict } from "./verdict.js";

const result = document.getElementById("Result");
const place = document.getElementById("Drop");
const choose = document.getElementById("Choose");
const form = document.getElementById("Look-up");
let turn = 0;

const row = (label, text, code) => element("div", {}, element("dt", {}, say(label)), element("dd", code ? { class: "code" } : { dir: "auto" }, text));

const underlined = (text) => text.replaceAll(" ", "_");

// The sentences below the verdict: why, and what it does not say.
function notes({ state, reason, format, facts: found, status }) {
  const name = underlined(reason ? `${state}_${reason}` : state);
  const texts = [say(`why_${name}`, { issuer: facts.issuer, date: status?.until ? day(status.until) : "" })];
  if (found && format === "PDF") texts.push(say("pdf_bound"));
  if (found && format !== "PDF") texts.push(say("name_not_in_file"));
  if (found && ["PNG", "SVG"].includes(format)) texts.push(say("picture_unsigned"));
  return texts.map((text) => element("p", {}, text));
}

function shown(file, answer) {
  const { state, facts: found } = answer;
  const dates = { expired: found?.until, "not yet valid": found?.from };
  const word = say(`verdict_${underlined(state)}`, { date: dates[state] ? day(dates[state]) : "", issuer: facts.issuer });
  const box = element("div", { class: `state ${state.replaceAll(" ", "-")}` }, element("p", { class: "word" }, word), ...notes(answer));
  const parts = [element("h2", { dir: "auto" }, file), box];
  if (found) {
    const list = element("dl", { class: "fields" }, row("level", found.achievement), row("number", found.number, true), row("awarded", day(found.awarded)));
    list.append(row("valid_until", found.until ? day(found.until) : say("no_end")), row("issuer", found.issuer), row("version", String(found.version)));
    const link = element("a", { class: "button", href: `${facts.up}c/${found.number}/index.html` }, say("to_its_page"));
    parts.push(list, element("p", { class: "buttons" }, link));
  }
  result.replaceChildren(...parts);
}

async function check(file) {
  const mine = (turn += 1);
  result.replaceChildren(element("p", {}, say("verify_checking", { file: file.name })));
  const bytes = new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer());
  const answer = await verdict(bytes, facts, Date.now());
  if (mine === turn) shown(file.name, answer);
}

function dropped(event) {
  event.preventDefault();
  place.classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) check(file);
}

function lookedUp(event) {
  event.preventDefault();
  const number = normalized(form.elements.number.value);
  document.getElementById("Wrong").textContent = number ? "" : say("number_wrong");
  form.elements.number.setAttribute("aria-invalid", String(!number));
  if (number) location.href = `${facts.up}c/${number}/index.html`;
}

form.addEventListener("submit", lookedUp);
supported().then((can) => {
  if (!can) {
    choose.disabled = true;
    result.replaceChildren(element("p", { class: "state uncertain" }, say("unsupported")));
    return;
  }
  choose.addEventListener("change", () => choose.files[0] && check(choose.files[0]).then(() => (choose.value = "")));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  document.addEventListener("dragleave", () => place.classList.remove("over"));
  document.addEventListener("drop", dropped);
  document.documentElement.dataset.ready = "yes";
});
