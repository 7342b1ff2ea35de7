// Reads QTI 2.1 items on standard input (JSON: their XML by name), and writes them as somebody else's converter makes 3.0 of them.
import { readFileSync } from "node:fs";
import { convertQti2toQti3 } from "@citolab/qti-convert/qti-convert-node";

const found = {};
for (const [name, xml] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) found[name] = await convertQti2toQti3(xml);
process.stdout.write(JSON.stringify(found));
