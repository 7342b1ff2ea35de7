// Bytes, and the ways in which they are written as text.

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
export const utf8 = (string) => new TextEncoder().encode(string);
export const latin1 = (bytes) => new TextDecoder("latin1").decode(bytes);

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

// Base58 as Bitcoin writes it (draft-msporny-base58). Throws for what is none.
export function base58(string) {
  if (string.length > 200) throw new Error("too long");
  let value = 0n;
  for (const character of string) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) throw new Error("no base58");
    value = value * 58n + BigInt(digit);
  }
  const bytes = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n));
  const zeros = string.match(/^1*/)[0].length;
  return Uint8Array.from([...new Array(zeros).fill(0), ...bytes]);
}

// RFC 4648, 5, without padding, and strictly: each content has one spelling.
export function base64url(string) {
  if (!/^[A-Za-z0-9_-]*$/.test(string) || string.length % 4 === 1) throw new Error("no base64url");
  const bytes = Uint8Array.from(atob(string.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  if (asBase64url(bytes) !== string) throw new Error("no base64url");
  return bytes;
}

export function asBase64url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Multibase's base58btc.
export function multibase(string) {
  if (typeof string !== "string" || !string.startsWith("z")) throw new Error("no multibase");
  return base58(string.slice(1));
}

// What a stream of zlib's formats holds, up to `most` bytes. Throws where it is broken, or holds more.
export async function inflated(bytes, format, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(...parts);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error("too much");
    }
    parts.push(value);
  }
}
