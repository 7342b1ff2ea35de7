// JSON-LD, read strictly: nothing may be in a document that its signature does not cover.

import jsonld from "jsonld";
import credentials from "../credentials/contexts/credentials-v2.json";
import badges from "../credentials/contexts/open-badges-3.0.3.json";

export const CREDENTIALS = "https://www.w3.org/ns/credentials/v2";
export const BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const CONTEXTS = { [CREDENTIALS]: credentials, [BADGES]: badges };
const MOST_MILLISECONDS = 10000;

// No context but ours, and none within: it would give the words of a part another meaning.
function refuseContexts(value, top) {
  if (Array.isArray(value)) {
    for (const one of value) refuseContexts(one, false);
  } else if (value && typeof value === "object") {
    if (!top && "@context" in value) throw new Error("has a context of its own within");
    for (const one of Object.values(value)) refuseContexts(one, false);
  }
}

// The document's N-Quads in their canonical order (RDFC-1.0), as text. Throws for undefined terms, relative IRIs and unknown types.
export async function canonical(document) {
  const given = document["@context"];
  if (!Array.isArray(given) || given[0] !== CREDENTIALS || !given.every((one) => typeof one === "string" && Object.hasOwn(CONTEXTS, one))) {
    throw new Error("has a context that is not known");
  }
  refuseContexts(document, true);
  const documentLoader = async (url) => {
    if (!Object.hasOwn(CONTEXTS, url)) throw new Error("has a context that is not known");
    return { documentUrl: url, document: CONTEXTS[url] };
  };
  const signal = AbortSignal.timeout(MOST_MILLISECONDS);
  return jsonld.canonize(document, { algorithm: "RDFC-1.0", rejectURDNA2015: true, base: null, safe: true, documentLoader, signal });
}
