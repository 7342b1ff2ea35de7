// node validate.js FILE: what Learning Locker's validator has against the statements in FILE.
const fs = require("fs");
const validate = require("@learninglocker/xapi-validation").default;

const found = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).flatMap((statement) => validate(statement));
process.stdout.write(JSON.stringify(found.map(String)));
