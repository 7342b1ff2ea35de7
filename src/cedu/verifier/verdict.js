// Is a file genuine and in force? As of the DID document and the lists that came with the page, and of the clock.

import { sha256, same, joined, multibase } from "./bytes.js";
import { extracted, isToken, MOST_BYTES } from "./formats.js";
import { parsed } from "./json.js";
import { checkEmbedded, checkKind, checkToken, issuerOf, moment } from "./proofs.js";
import { Refused } from "./refused.js";
import { checkShape } from "./shape.js";
import { status } from "./status.js";

const SKEW = 5 * 60 * 1000; // how far two clocks may be apart, in milliseconds
const TEST = "TEST, NOT REAL: "; // how the name of what certifies nothing begins
const NUMBER = /\/c\/([A-Z][A-Z0-9]{1,7}-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{5})\/v(\d{1,6})\.json$/;

/* `trust`: {dids: DID documents, lists: status list credentials}. What comes out: {state, reason, format, facts, status}; `state` is one of
   the words of `cedu.credentials.verification.verdict`:

     genuine          signed by the issuer, unchanged, in force
     expired, not yet valid, revoked, test       all that, but for this
     uncertain        all that, but whether it was revoked is not known (reason `status`), or only as of a time too long ago (`stale`)
     tampered         not what was signed (reason `signature`, `unsigned`, `terms`, `page` or `changed`)
     unknown issuer   signed by somebody else (reason `issuer`), or with a key that the issuer does not vouch for (`key`)
     unreadable       no certificate (reason `format`, `none`, `several`, `large`, `json` or `kind`) */
export async function verdict(bytes, trust, now) {
  try {
    return await checked(bytes, trust, now);
  } catch (error) {
    // A stranger's file may lack anything that we look for in it.
    const { state, reason } = error instanceof Refused ? error : new Refused("unreadable", "json");
    return { state, reason };
  }
}

async function checked(bytes, trust, now) {
  if (bytes.length > MOST_BYTES) throw new Refused("unreadable", "large");
  const { format, credential, body } = await extracted(bytes);
  const document = await signed(credential, trust.dids);
  checkShape(document);
  const facts = factsOf(document);
  if (body && !(await vouchesFor(document, body))) throw new Refused("tampered", "page");
  const entries = [document.credentialStatus].flat();
  const found = entries.length === 1 ? await status(entries[0], trust.lists, trust.dids) : null;
  const [state, reason = ""] = stateOf(document, facts, found, now);
  return { state, reason, format, facts, status: found };
}

// What is signed, without its proof.
async function signed(credential, dids) {
  if (isToken(credential)) return checkToken(credential, dids);
  let document;
  try {
    document = parsed(credential);
  } catch {
    throw new Refused("unreadable", "json");
  }
  checkKind(document);
  await checkEmbedded(document, dids);
  const { proof, ...unsigned } = document;
  return unsigned;
}

// A PDF is genuine only where the credential names the digest of all that is printed: multihash (SHA2-256), base58btc.
async function vouchesFor(document, body) {
  const resources = [document.relatedResource || []].flat().filter((one) => one.mediaType === "application/pdf");
  const digest = joined(Uint8Array.of(0x12, 0x20), await sha256(body));
  return resources.length === 1 && same(multibase(resources[0].digestMultibase), digest);
}

function stateOf(document, facts, found, now) {
  if (found?.revoked) return ["revoked"];
  if ("validUntil" in document && !(moment(document.validUntil) >= now)) return ["expired"];
  if (!(moment(document.validFrom) <= now + SKEW)) return ["not yet valid"];
  if (facts.test) return ["test"];
  if (!found) return ["uncertain", "status"];
  if (!(moment(found.until) >= now)) return ["uncertain", "stale"];
  return ["genuine"];
}

// A text, or the first of one in several languages.
function words(value) {
  const [first] = [value].flat();
  return typeof first === "object" && first ? String(first["@value"] ?? first.value ?? "") : String(first ?? "");
}

// What the signed document says, for people.
function factsOf(document) {
  const place = NUMBER.exec(document.id);
  if (!place) throw new Refused("unreadable", "kind");
  const { achievement } = document.credentialSubject;
  return {
    number: place[1],
    version: Number(place[2]),
    achievement: words(achievement.name),
    claims: words(achievement.description),
    issuer: words(document.issuer.name) || issuerOf(document),
    awarded: document.awardedDate || document.validFrom,
    from: document.validFrom,
    until: document.validUntil,
    test: words(achievement.name).startsWith(TEST),
  };
}
