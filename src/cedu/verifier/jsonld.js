// JSON-LD, read strictly, as `cedu.credentials.jsonld` does: nothing may be in a document that its signature does not cover.

import jsonld from "jsonld";
import credentials from "../credentials/contexts/credentials-v2.json";
import badges from "../credentials/contexts/open-badges-3.0.3.json";
import extensions from "../credentials/contexts/open-badges-extensions.json";

const CONTEXTS = {
  "https://www.w3.org/ns/credentials/v2": credentials,
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": badges,
  "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": extensions,
};
const URLS = Object.keys(CONTEXTS);
// By its name, for contexts say the same of types and of properties.
const TYPES = new Set(Object.values(CONTEXTS).flatMap((one) => Object.keys(one["@context"])).filter((term) => /^(?:1EdTech)?[A-Z]/.test(term)));
// What may stand in the brackets of an N-Quad (RDF 1.1 N-Quads, IRIREF), with a scheme that is known.
const IRI = /^(?:https?:\/\/|did:|urn:|mailto:|data:)[^\x00-\x20<>"{}|^`\\]+$/;
const MOST_MILLISECONDS = 10000;

function refuse(when) {
  if (when) throw new Error("says what no signature covers");
}

// What JSON-LD would pass over, or understand by itself.
function check(value, top) {
  if (Array.isArray(value)) {
    refuse(value.length === 0 || value.some(Array.isArray) || new Set(value.map((one) => JSON.stringify(one))).size < value.length);
    for (const one of value) check(one, false);
  } else if (typeof value === "object") {
    refuse(Object.keys(value).length === 0);
    for (const [key, one] of Object.entries(value)) {
      refuse(key.startsWith("@") && !(top && key === "@context"));
      refuse(key === "type" && [one].flat().some((type) => !TYPES.has(type)));
      check(one, false);
    }
  }
}

// The IRIs of an expanded document, each of which has to be one.
function checkIris(value) {
  if (Array.isArray(value)) return value.forEach(checkIris);
  if (!value || typeof value !== "object" || "@value" in value) return undefined;
  refuse([value["@id"] ?? [], value["@type"] ?? []].flat().some((iri) => !IRI.test(iri)));
  return Object.values(value).forEach(checkIris);
}

async function documentLoader(url) {
  refuse(!Object.hasOwn(CONTEXTS, url));
  return { documentUrl: url, document: CONTEXTS[url] };
}

// The document's N-Quads in their canonical order (RDFC-1.0), as text. Throws for undefined terms, relative IRIs and unknown types.
export async function canonical(document) {
  // All of them, or the first, in this order.
  const given = document["@context"];
  refuse(!Array.isArray(given) || given.length === 0 || given.some((url, at) => url !== URLS[at]));
  check(document, true);
  const options = { base: null, safe: true, documentLoader };
  checkIris(await jsonld.expand(document, options));
  const signal = AbortSignal.timeout(MOST_MILLISECONDS);
  return jsonld.canonize(document, { ...options, algorithm: "RDFC-1.0", rejectURDNA2015: true, signal });
}
