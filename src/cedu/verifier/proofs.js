// What a signature is over, and whether a key that the issuer's DID document lists for assertion has made it.

import { base64url, joined, multibase, sha256, text, utf8 } from "./bytes.js";
import { parsed } from "./json.js";
import { canonical } from "./jsonld.js";
import { verified } from "./keys.js";
import { Refused } from "./refused.js";

const FIXED = { type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", proofPurpose: "assertionMethod" };
const KEYS = [...Object.keys(FIXED), "created", "verificationMethod", "proofValue"];
const CLAIMS = ["iss", "jti", "sub", "nbf", "exp"];

export const issuerOf = ({ issuer }) => (typeof issuer === "string" ? issuer : issuer?.id);

// XML Schema's dateTimeStamp: a date, a time and a zone (Verifiable Credentials Data Model 2.0, 4.9), in milliseconds; NaN for no such text.
export function moment(text) {
  const is = typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  return is ? Date.parse(text) : NaN;
}

// The public key with the id `method`: one of the issuer's, and listed for assertion (Controlled Identifiers 1.0, 3.3).
function keyOf(method, document, dids) {
  const did = dids.find((one) => one.id === issuerOf(document));
  if (!did) throw new Refused("unknown issuer", "issuer");
  const found = did.verificationMethod.find((one) => one.id === method);
  const good = found?.type === "Multikey" && found.controller === did.id && found.id === `${did.id}#${found.publicKeyMultibase}`;
  if (!good || !did.assertionMethod.includes(method)) throw new Refused("unknown issuer", "key");
  return found.publicKeyMultibase;
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
  if (!proof) throw new Refused("tampered", "unsigned");
  const key = keyOf([proof].flat()[0].verificationMethod, document, dids);
  const whole = !Array.isArray(proof) && Object.keys(proof).length === KEYS.length && KEYS.every((name) => typeof proof[name] === "string");
  if (!whole || Object.keys(FIXED).some((name) => proof[name] !== FIXED[name])) throw new Refused("tampered", "signature");
  const { proofValue, ...options } = proof;
  const settings = await quads({ "@context": document["@context"], ...options });
  const message = joined(await sha256(utf8(settings)), await sha256(utf8(await quads(unsigned))));
  await checkSignature("eddsa-rdfc-2022", key, () => multibase(proofValue), message);
}

// A JSON Web Token; the credential that it holds (Securing Verifiable Credentials using JOSE and COSE, 3.1).
export async function checkToken(token, dids) {
  const [head, body, signature] = token.split(".");
  let header, claims;
  try {
    header = parsed(text(base64url(head)));
    claims = parsed(text(base64url(body)));
  } catch {
    throw new Refused("tampered", "signature");
  }
  const document = Object.fromEntries(Object.entries(claims).filter(([name]) => !CLAIMS.includes(name)));
  const key = keyOf(header.kid, document, dids);
  if (header.alg !== "ES256" || header.typ !== "JWT" || Object.keys(header).length !== 3) throw new Refused("tampered", "signature");
  await quads(document);
  await checkSignature("ES256", key, () => base64url(signature), utf8(`${head}.${body}`));
  const told = claimsOf(document);
  if (CLAIMS.some((name) => claims[name] !== told[name])) throw new Refused("tampered", "terms");
  return document;
}

// The registered claims that repeat what a credential says (Open Badges 3.0, 8.2.3).
function claimsOf(document) {
  const seconds = (time) => Math.floor(moment(time) / 1000);
  const exp = "validUntil" in document ? seconds(document.validUntil) : undefined;
  return { iss: issuerOf(document), jti: document.id, sub: document.credentialSubject.id, nbf: seconds(document.validFrom), exp };
}

async function checkSignature(suite, key, signature, message) {
  let bytes;
  try {
    bytes = signature();
  } catch {
    throw new Refused("tampered", "signature");
  }
  if (bytes.length !== 64 || !(await verified(suite, key, bytes, message))) throw new Refused("tampered", "signature");
}
