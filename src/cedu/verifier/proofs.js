// What a signature is over, and whether a key that the issuer's DID document lists for assertion has made it.

import { base64url, joined, multibase, sha256, text, utf8 } from "./bytes.js";
import { parsed } from "./json.js";
import { canonical } from "./jsonld.js";
import { says, verified } from "./keys.js";
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

// What both kinds of proof are checked for first: a credential, by an issuer that is known.
export function checkKind(document) {
  const types = [document.type].flat();
  const is = types.includes("VerifiableCredential") && (types.includes("OpenBadgeCredential") || types.includes("AchievementCredential"));
  if (!is) throw new Refused("unreadable", "kind");
}

// The public key with the id `method`: one of the issuer's, and listed for assertion (Controlled Identifiers 1.0, 3.3).
function keyOf(method, document, dids) {
  const did = dids.find((one) => one.id === issuerOf(document));
  if (!did) throw new Refused("unknown issuer", "issuer");
  if (typeof method !== "string") throw new Refused("tampered", "unsigned");
  const found = did.verificationMethod.find((one) => one.id === method);
  const good = found?.controller === did.id && method.startsWith(`${did.id}#`) && says(found, method.slice(did.id.length + 1));
  if (!good || !did.assertionMethod.includes(method)) throw new Refused("unknown issuer", "key");
  return found;
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
  const { proof: given, ...unsigned } = document;
  const [proof = {}, ...others] = [given || []].flat();
  const key = keyOf(proof.verificationMethod, document, dids);
  const whole = others.length === 0 && Object.keys(proof).length === KEYS.length && KEYS.every((name) => typeof proof[name] === "string");
  if (!whole || Object.keys(FIXED).some((name) => proof[name] !== FIXED[name])) throw new Refused("tampered", "signature");
  const { proofValue, ...options } = proof;
  const content = await quads(unsigned);
  const settings = await quads({ "@context": document["@context"], ...options });
  const message = joined(await sha256(utf8(settings)), await sha256(utf8(content)));
  await checkSignature("eddsa-rdfc-2022", key, () => multibase(proofValue), message);
}

function part(encoded) {
  try {
    return parsed(text(base64url(encoded)));
  } catch {
    return null;
  }
}

// A JSON Web Token; the credential that it holds (Securing Verifiable Credentials using JOSE and COSE, 3.1).
export async function checkToken(token, dids) {
  const [head, body, signature] = token.split(".");
  const claims = part(body);
  if (!claims) throw new Refused("unreadable", "json");
  const header = part(head) || {};
  const document = Object.fromEntries(Object.entries(claims).filter(([name]) => !CLAIMS.includes(name)));
  checkKind(document);
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

// A key of the other kind is none, and neither is a signature that can't be decoded.
async function checkSignature(suite, key, signature, message) {
  let genuine = false;
  try {
    const bytes = signature();
    genuine = bytes.length === 64 && (await verified(suite, key, bytes, message));
  } catch {
    genuine = false;
  }
  if (!genuine) throw new Refused("tampered", "signature");
}
