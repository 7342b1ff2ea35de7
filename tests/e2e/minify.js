// node minify.js FOLDER: writes the player's scripts and styles without their comments and long names, as packages hold them.
const fs = require("fs");
const path = require("path");
const { buildSync } = require("esbuild");

const source = path.join(__dirname, "../../src/cedu/player");
buildSync({
  entryPoints: fs.readdirSync(source).filter((name) => /\.(js|css)$/.test(name)).map((name) => path.join(source, name)),
  outdir: process.argv[2],
  minify: true,
  target: ["es2019", "chrome100", "firefox100", "safari15.4"],
});
