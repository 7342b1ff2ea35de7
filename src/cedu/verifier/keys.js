// Public keys as Multikeys (W3C Controlled Identifiers 1.0, 2.2.2), and what they verify.

import { asBase64url, multibase } from "./bytes.js";

// P-256 (SEC 2, 2.4.2): y² = x³ − 3x + b modulo p.
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

const number = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function power(base, exponent) {
  let result = 1n;
  for (let square = base % P; exponent > 0n; exponent >>= 1n, square = (square * square) % P) {
    if (exponent & 1n) result = (result * square) % P;
  }
  return result;
}

// The point of which `bytes` are the x, with the sign of y before it, as JSON Web Key (RFC 7518, 6.2.1).
function point(bytes) {
  const x = number(bytes.subarray(1));
  const square = (((x * x * x - 3n * x + B) % P) + P) % P;
  let y = power(square, (P + 1n) / 4n);
  if ((y * y) % P !== square || x >= P) throw new Error("no point of P-256");
  if ((y & 1n) !== BigInt(bytes[0] & 1)) y = P - y;
  const part = (value) => asBase64url(Uint8Array.from(value.toString(16).padStart(64, "0").match(/../g), (pair) => parseInt(pair, 16)));
  return { kty: "EC", crv: "P-256", x: part(x), y: part(y) };
}

// Does the key, of the kind that `suite` asks for, verify the signature? Throws where it is no such key.
export async function verified(suite, publicKey, signature, message) {
  const bytes = multibase(publicKey);
  if (suite === "eddsa-rdfc-2022") {
    if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) throw new Error("no Ed25519 key");
    const key = await crypto.subtle.importKey("raw", bytes.subarray(2), "Ed25519", false, ["verify"]);
    return crypto.subtle.verify("Ed25519", key, signature, message);
  }
  if (bytes.length !== 35 || bytes[0] !== 0x80 || bytes[1] !== 0x24 || (bytes[2] !== 2 && bytes[2] !== 3)) throw new Error("no P-256 key");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", point(bytes.subarray(2)), algorithm, false, ["verify"]);
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
