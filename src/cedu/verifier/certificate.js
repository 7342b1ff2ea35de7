// The page of a certificate: what the day it is read on changes, the name that a reader types, and the link to pass on.

import { day, made, say } from "./said.js";

const state = document.getElementById("State");
const form = document.getElementById("Compare");
const copy = document.getElementById("Copy");

// As `cedu.jobs.credential_site` writes a name before it is hashed.
const plain = (name) => name.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean).join(" ");

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

async function hashed(name, { salt, iterations }) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(plain(name)), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(iterations) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

async function compare(event) {
  event.preventDefault();
  const said = document.getElementById("Compared");
  said.textContent = say("name_comparing");
  const found = await hashed(form.elements.name.value, form.dataset);
  const equal = bytes(form.dataset.hash).every((byte, at) => byte === found[at]);
  said.className = equal ? "right" : "wrong";
  said.textContent = say(equal ? "name_same" : "name_other");
}

function expire() {
  const until = state.dataset.until;
  if (!until || !state.classList.contains("in-force") || Date.now() < Date.parse(`${until}T23:59:59Z`)) return;
  state.classList.replace("in-force", "expired");
  state.querySelector(".word").textContent = say("state_expired", { date: day(until) });
}

function age() {
  const pages = made();
  if (!pages) return;
  const asOf = document.getElementById("AsOf");
  asOf.textContent = say("as_of", { date: day(pages.made) });
  asOf.hidden = false;
  if (Date.now() <= Date.parse(pages.until)) return;
  const outdated = document.getElementById("Outdated");
  outdated.textContent = say("outdated", { date: day(pages.made) });
  outdated.hidden = false;
}

if (state) {
  expire();
  age();
}
if (form && window.crypto?.subtle) {
  form.hidden = false;
  document.getElementById("Unable").hidden = true;
  form.addEventListener("submit", compare);
}
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.address);
    document.getElementById("Copied").textContent = say("share_copied");
  });
}
