/* The shape of what is checked, as `cedu.credentials.shape` has it. JSON-LD is a graph, in which the same statements can be arranged otherwise
   and still be signed: what the page reads has to stand where it looks for it. */

import { Refused } from "./refused.js";

// What the objects under a key have to be (Open Badges 3.0, appendix B.1).
const TYPES = {
  issuer: "Profile",
  creator: "Profile",
  parentOrg: "Profile",
  source: "Profile",
  credentialSubject: "AchievementSubject",
  achievement: "Achievement",
  alignment: "Alignment",
  image: "Image",
  otherIdentifier: "IdentifierEntry",
  related: "Related",
  result: "Result",
  rubricCriterionLevel: "RubricCriterionLevel",
  evidence: "Evidence",
  address: "Address",
  geo: "GeoCoordinates",
};
// Two keys have a meaning of their own in one place.
const INSIDE = { credentialSubject: { identifier: "IdentityObject" }, achievement: { resultDescription: "ResultDescription" } };
// JSON-LD takes a list of one text for the text, and a text for a boolean.
const TEXTS = new Set(
  ["name", "description", "narrative", "identityHash", "salt", "value", "targetName", "targetUrl", "digestMultibase"].concat(
    ["validFrom", "validUntil", "awardedDate", "statusListIndex", "statusListCredential", "statusPurpose"],
  ),
);

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value, ...keys) => isObject(value) && keys.every((key) => Object.hasOwn(value, key));
const typeOf = (key, parent) => INSIDE[parent]?.[key] || (Object.hasOwn(TYPES, key) ? TYPES[key] : undefined);

function refuse(when) {
  if (when) throw new Refused("tampered", "terms");
}

function checkInside(value, parent) {
  if (Array.isArray(value)) return value.forEach((one) => checkInside(one, parent));
  if (!isObject(value)) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const wanted = typeOf(key, parent);
    refuse(TEXTS.has(key) && typeof each !== "string");
    refuse(key === "hashed" && typeof each !== "boolean");
    refuse(key === "proof");
    refuse(wanted && [each].flat().some((one) => isObject(one) && ![one.type].flat().includes(wanted)));
    checkInside(each, key);
  }
  return undefined;
}

// An Open Badges credential without its proof. Refuses one that is arranged otherwise.
export function checkShape(document) {
  const { credentialSubject: subject, issuer, credentialStatus } = document;
  refuse(typeof document.id !== "string" || !has(issuer, "id") || !has(subject));
  refuse(!has(subject.achievement, "id", "name", "description", "criteria"));
  refuse(!has(subject, "id") && !has(subject, "identifier"));
  const entries = credentialStatus === undefined ? [] : [credentialStatus].flat();
  refuse(entries.some((one) => !has(one, "type", "statusPurpose", "statusListIndex", "statusListCredential")));
  checkInside(document, "");
}
