// Public keys as verification methods list them (W3C Controlled Identifiers 1.0, 2.2): as Multikey one on Ed25519, as JSON Web Key one on P-256.

import { base64url, joined, multibase, same } from "./bytes.js";

const ED25519 = [0xed, 0x01];
const P256 = [0x80, 0x24];

// A key on P-256 as the bytes of a Multikey: the x of its point, with the sign of y before it. Throws for what is no such key.
function compressed({ kty, crv, x, y }) {
  const [across, up] = [base64url(x), base64url(y)];
  if (kty !== "EC" || crv !== "P-256" || across.length !== 32 || up.length !== 32) throw new Error("no P-256 key");
  return joined(Uint8Array.of(...P256, 2 + (up[31] & 1)), across);
}

// Does a verification method hold the key of this name, which is the key itself as Multikey?
export function says({ type, publicKeyMultibase, publicKeyJwk }, name) {
  if (type === "Multikey") return publicKeyMultibase === name;
  return type === "JsonWebKey" && same(compressed(publicKeyJwk), multibase(name));
}

// Does the key of a verification method, of the kind that `suite` asks for, verify the signature? Throws where it is no such key.
export async function verified(suite, { publicKeyMultibase, publicKeyJwk }, signature, message) {
  if (suite === "eddsa-rdfc-2022") {
    const bytes = multibase(publicKeyMultibase);
    if (bytes.length !== 34 || !same(bytes.subarray(0, 2), ED25519)) throw new Error("no Ed25519 key");
    const key = await crypto.subtle.importKey("raw", bytes.subarray(2), "Ed25519", false, ["verify"]);
    return crypto.subtle.verify("Ed25519", key, signature, message);
  }
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kty, crv, x, y } = publicKeyJwk;
  // A point that is not on the curve is refused here.
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm, key, signature, message);
}

// Can this browser do all that? Pages that came without encryption from another machine are given no cryptography.
export async function supported() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return typeof DecompressionStream === "function";
  } catch {
    return false;
  }
}
