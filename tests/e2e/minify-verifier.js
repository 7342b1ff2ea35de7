// node minify-verifier.js FOLDER: writes the scripts of the credential site, each with all that it needs, and the licences of what others wrote.
const fs = require("fs");
const path = require("path");
const { buildSync } = require("esbuild");

const source = path.join(__dirname, "../../src/cedu/verifier");
const outdir = path.resolve(process.argv[2]);
const { metafile } = buildSync({
  entryPoints: ["verify.js", "certificate.js"].map((name) => path.join(source, name)),
  nodePaths: [path.join(__dirname, "node_modules")],
  absWorkingDir: __dirname,
  outdir,
  bundle: true,
  minify: true,
  metafile: true,
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Parts of this are other people's work: licences.txt says whose, and how it may be used. */" },
  target: ["es2022", "chrome100", "firefox113", "safari16.4"],
});

const packages = new Set();
for (const file of Object.keys(metafile.inputs)) {
  const found = /^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(__dirname, folder, "package.json")));
  const file = fs.readdirSync(path.join(__dirname, folder)).find((one) => /^licen[cs]e/i.test(one));
  return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(__dirname, folder, file), "utf8").trim()}\n`;
});
const contexts = fs.readFileSync(path.join(source, "../credentials/contexts/README.md"), "utf8").trim();
fs.writeFileSync(path.join(outdir, "licences.txt"), [...licences, `${contexts}\n`].join(`\n${"-".repeat(80)}\n\n`));
