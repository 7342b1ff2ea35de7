// What a signature is over, and whether a key that the issuer's DID document lists for assertion has made it.

import { base64url, joined, multibase, sha256, text, utf8 } from "./bytes.js";
import { parsed } from "./json.js";
import { canonical } from "./jsonld.js";
import { verified } from "./keys.js";

// Why a document is not to be believed: `tampered`, `unknown-issuer` or `unreadable`.
export class Refused extends Error {
  constructor(state, reason) {
    super(reason);
    this.state = state;
    this.reason = reason;
  }
}

// The public key of a verification method; only one that is listed for assertion, and controlled by the issuer (VC Data Integrity, 4.6).
function keyOf(method, did) {
  const listed = (did.assertionMethod || []).includes(method);
  const found = (did.verificationMethod || []).find((one) => one.id === method);
  if (!listed || !found || found.type !== "Multikey" || found.controller !== did.id) throw new Refused("unknown-issuer", "key");
  return found.publicKeyMultibase;
}

export function issuerOf(document) {
  return typeof document.issuer === "string" ? document.issuer : document.issuer?.id;
}

function known(document, dids) {
  const did = dids.find((one) => one.id === issuerOf(document));
  if (!did) throw new Refused("unknown-issuer", "issuer");
  return did;
}

async function quads(document) {
  try {
    return await canonical(document);
  } catch {
    throw new Refused("tampered", "terms");
  }
}

// A document with an embedded proof (VC Data Integrity EdDSA Cryptosuites, 3.2.2 and 3.2.4).
export async function checkEmbedded(document, dids) {
  const { proof, ...unsigned } = document;
  if (!proof || typeof proof !== "object" || Array.isArray(proof)) throw new Refused("tampered", "unsigned");
  const { proofValue, ...options } = proof;
  if (options.type !== "DataIntegrityProof" || options.cryptosuite !== "eddsa-rdfc-2022" || options.proofPurpose !== "assertionMethod") {
    throw new Refused("tampered", "signature");
  }
  if ("@context" in options && JSON.stringify(options["@context"]) !== JSON.stringify(document["@context"])) throw new Refused("tampered", "terms");
  const content = await quads(unsigned);
  const settings = await quads({ ...options, "@context": document["@context"] });
  const key = keyOf(options.verificationMethod, known(document, dids));
  const message = joined(await sha256(utf8(settings)), await sha256(utf8(content)));
  if (!(await genuine("eddsa-rdfc-2022", key, () => multibase(proofValue), message))) throw new Refused("tampered", "signature");
  return options;
}

// A JSON Web Token (RFC 7515, compact); the credential that it holds (Securing Verifiable Credentials using JOSE and COSE, 3.1.1).
export async function checkToken(token, dids) {
  const [head, body, signature] = token.split(".");
  let header, document;
  try {
    header = parsed(text(base64url(head)));
    document = parsed(text(base64url(body)));
  } catch {
    throw new Refused("tampered", "signature");
  }
  if (header?.alg !== "ES256" || "crit" in header || "jwk" in header) throw new Refused("tampered", "signature");
  await quads(withoutClaims(document));
  const key = keyOf(header.kid, known(document, dids));
  if (!(await genuine("ES256", key, () => base64url(signature), utf8(`${head}.${body}`)))) throw new Refused("tampered", "signature");
  return document;
}

// The credential without the names that JSON Web Tokens reserve, which it says again in its own.
export function withoutClaims(document) {
  const { iss, sub, jti, nbf, exp, iat, ...credential } = document;
  return credential;
}

async function genuine(suite, key, signature, message) {
  let bytes;
  try {
    bytes = signature();
  } catch {
    return false;
  }
  return bytes.length === 64 && verified(suite, key, bytes, message);
}
