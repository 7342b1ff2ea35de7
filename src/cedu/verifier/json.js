// JSON, read strictly, as `cedu.credentials.jsonld.read` does: what two readers may understand differently is none (RFC 8259, 4 and 6).

const MOST_LEVELS = 30;
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;
// No text needs these; surrogates and two code points are no characters at all.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/u;

// The object in a text. Throws for what is none, says a name twice, or holds null, a fraction or a control character.
export function parsed(text) {
  const value = JSON.parse(text, (_, one) => {
    if (one === null || (typeof one === "number" && !Number.isSafeInteger(one))) throw new Error("no value that can be signed");
    if (typeof one === "string" && FORBIDDEN.test(one)) throw new Error("a control character");
    return one;
  });
  if (typeof value !== "object" || Array.isArray(value)) throw new Error("no object");
  const open = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      if (open.push(new Set()) > MOST_LEVELS) throw new Error("nested too deeply");
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (colon) {
      const name = JSON.parse(token.slice(0, -colon.length));
      if (open.at(-1).has(name) || FORBIDDEN.test(name)) throw new Error("a name that is there twice, or no name");
      open.at(-1).add(name);
    }
  }
  return value;
}
