/* A certificate taken apart, as `cedu.rendering.certificate.writing` puts it together: what precedes the attached credential is a whole PDF,
   which the credential holds the digest of, and what follows is a function of the two. So not a printed letter can be changed unseen. */

import { joined, latin1, same, sha256, utf8 } from "./bytes.js";
import { Refused } from "./refused.js";

const FILE = "credential.json";
const MEDIA_TYPE = "application#2Fvc";
const END = "%%EOF\n";
const LONGEST_ENDING = 200;
const MOST_TRIES = 8; // places that could be a body's end: a certificate has one, and each takes a copy of the file
const ENDING =
  /trailer\n<<\/Size (\d{1,6})\/Root (\d{1,6}) 0 R\/ID\[<([0-9a-f]{32})><[0-9a-f]{32}>\]>>\nstartxref\n(\d{1,10})\n%%EOF\n$/;
const ISSUED = /"validFrom": ?"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z"/;
const LENGTH = /^\d{1,6} 0 obj\n<<\/Length (\d{1,9})\/Type/;

const entry = (at) => `${String(at).padStart(10, "0")} 00000 n \n`;
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// {body, document} of a certificate. Refuses what is none of ours, or was changed outside of what the credential vouches for.
export async function opened(pdf) {
  const text = latin1(pdf);
  let tries = 0;
  for (let at = text.indexOf(END); at >= 0 && tries < MOST_TRIES; at = text.indexOf(END, at)) {
    at += END.length;
    const found = LENGTH.exec(text.slice(at, at + LONGEST_ENDING));
    if (!found || !ENDING.test(text.slice(Math.max(at - LONGEST_ENDING, 0), at))) continue;
    tries += 1;
    const start = text.indexOf(">>stream\n", at) + ">>stream\n".length;
    const parts = { body: pdf.subarray(0, at), document: pdf.subarray(start, start + Number(found[1])) };
    const tail = await finished(text.slice(0, at), parts.document);
    if (tail && same(pdf.subarray(at), tail)) return parts;
  }
  const was = text.includes(FILE) && /\/Type\s*\/Filespec\b/.test(text);
  throw was ? new Refused("tampered", "changed") : new Refused("unreadable", "none");
}

// What follows a body to attach a credential to it (an incremental update: ISO 32000-1, 7.5.6); null where there is no such body.
async function finished(body, document) {
  const ending = ENDING.exec(body.slice(-LONGEST_ENDING));
  if (!ending) return null;
  const [size, root, table] = [ending[1], ending[2], ending[4]].map(Number);
  const start = body.lastIndexOf(`\n${root} 0 obj\n`, table - `\n${root} 0 obj\n`.length) + 1;
  const catalog = body.slice(start, table);
  if (!start || !catalog.endsWith(">>\nendobj\n")) return null;

  const issued = ISSUED.exec(latin1(document));
  const changed = issued ? `/ModDate(D:${issued.slice(1).join("")}Z)` : "";
  const open = `${size} 0 obj\n<</Length ${document.length}/Type/EmbeddedFile/Subtype/${MEDIA_TYPE}/Params<</Size ${document.length}${changed}>>>>stream\n`;
  const close = "\nendstream\nendobj\n";
  const specification = `${size + 1} 0 obj\n<</Type/Filespec/F(${FILE})/UF(${FILE})/Desc(Open Badges 3.0 credential)/AFRelationship/Data/EF<</F ${size} 0 R/UF ${size} 0 R>>>>\nendobj\n`;
  const attached = `/AF[${size + 1} 0 R]/Names<</EmbeddedFiles<</Names[(${FILE})${size + 1} 0 R]>>>>>>\nendobj\n`;
  const whole = catalog.slice(0, -">>\nendobj\n".length) + attached;

  const second = body.length + open.length + document.length + close.length;
  const third = second + specification.length;
  const id = hex(await sha256(joined(utf8(ending[3]), document))).slice(0, 32);
  const xref = `xref\n${root} 1\n${entry(third)}${size} 2\n${entry(body.length)}${entry(second)}`;
  const trailer = `trailer\n<</Size ${size + 2}/Root ${root} 0 R/Prev ${table}/ID[<${ending[3]}><${id}>]>>\nstartxref\n${third + whole.length}\n${END}`;
  const bytes = (ascii) => Uint8Array.from(ascii, (character) => character.charCodeAt(0));
  return joined(bytes(open), document, bytes(close), bytes(specification), bytes(whole), bytes(xref), bytes(trailer));
}
