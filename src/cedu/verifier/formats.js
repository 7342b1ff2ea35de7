// What kind of file this is, and the credential inside.

import { inflated, latin1, same, text } from "./bytes.js";
import { opened } from "./pdf.js";
import { Refused } from "./refused.js";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BADGE = "https://purl.imsglobal.org/ob/v3p0"; // Open Badges 3.0, 5.3.2.1
const KEYWORD = "openbadgecredential"; // Open Badges 3.0, 5.3.1.1
const MOST = 1 << 20; // bytes of a credential

export const MOST_BYTES = 20 << 20; // of a file

const unreadable = (reason) => new Refused("unreadable", reason);

// {format, credential: JSON or JWT as text, body: what a PDF prints}.
export async function extracted(bytes) {
  if (same(bytes.subarray(0, 8), Uint8Array.from(PNG))) return { format: "PNG", credential: await fromPng(bytes) };
  if (latin1(bytes.subarray(0, 5)) === "%PDF-") {
    const parts = await opened(bytes);
    return { format: "PDF", credential: text(parts.document), body: parts.body };
  }
  let content;
  try {
    content = text(bytes).replace(/^\ufeff/, "").trim();
  } catch {
    throw unreadable("format");
  }
  if (content.startsWith("<")) return { format: "SVG", credential: fromSvg(content) };
  if (content.startsWith("{")) return { format: "JSON", credential: content };
  if (isToken(content)) return { format: "JWT", credential: content };
  throw unreadable("format");
}

export const isToken = (content) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(content);

function only(found) {
  if (found.length === 0) throw unreadable("none");
  if (found.length > 1) throw unreadable("several");
  return found[0];
}

// PNG, Third Edition, 5.5.
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

// The text of the one chunk `iTXt` with the keyword (PNG, Third Edition, 11.3.3.4).
async function fromPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = [];
  for (let at = 8; at < bytes.length; ) {
    const length = at + 12 <= bytes.length ? view.getUint32(at) : 0;
    const end = at + 8 + length;
    if (end + 4 > bytes.length || crc(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw unreadable("none");
    const data = bytes.subarray(at + 8, end);
    if (latin1(bytes.subarray(at + 4, at + 8)) === "iTXt" && latin1(data.subarray(0, KEYWORD.length + 1)) === `${KEYWORD}\0`) {
      found.push(data.subarray(KEYWORD.length + 1));
    }
    at += 12 + length;
  }
  const data = only(found);
  const language = data.indexOf(0, 2);
  const start = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (start < 0) throw unreadable("none");
  const content = data.subarray(start + 1);
  try {
    return text(data[0] === 1 ? await inflated(content, "deflate", MOST) : content).trim();
  } catch {
    throw unreadable("none");
  }
}

function fromSvg(content) {
  const drawing = new DOMParser().parseFromString(content, "image/svg+xml");
  if (drawing.doctype || drawing.querySelector("parsererror")) throw unreadable("none");
  const element = only(drawing.getElementsByTagNameNS(BADGE, "credential"));
  return (element.getAttribute("verify") || element.textContent).trim();
}
