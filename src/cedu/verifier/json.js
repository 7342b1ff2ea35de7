// JSON that says each thing once: of a name that an object has twice, two readers may see different values (RFC 8259, 4).

const MOST_LEVELS = 64;
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;

export function parsed(text) {
  const value = JSON.parse(text);
  const open = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      if (open.push(new Set()) > MOST_LEVELS) throw new Error("nested too deeply");
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (colon) {
      const name = JSON.parse(token.slice(0, -colon.length));
      if (open.at(-1).has(name)) throw new Error(`says "${name}" twice`);
      open.at(-1).add(name);
    }
  }
  return value;
}
