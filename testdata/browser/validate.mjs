// Checks the HTML files named on standard input, one a line, and prints each
// error as "FILE:LINE:COLUMN RULE message". Exits with 1 when there is one.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Matters of taste of the one who writes HTML by hand; a parser reads both.
    "doctype-style": "off",
    "void-style": "off",
    "attr-quotes": "off",
    "attribute-boolean-style": "off",
    "long-title": "off",
    "no-inline-style": "error",
    "no-trailing-whitespace": "off",
    // An id may have every character but white space.
    "valid-id": ["error", { relaxed: true }],
    // A list without its marks is no list to Safari unless its role says so.
    "no-redundant-role": "off",
    // Radio buttons that narrow a page by its style have nothing to submit.
    "wcag/h32": "off",
    "prefer-native-element": ["error", { exclude: ["list"] }],
  },
});

const names = readFileSync(0, "utf8").split("\n").filter(Boolean);
let found = 0;
for (const name of names) {
  const report = await validator.validateFile(name);
  for (const result of report.results) {
    for (const m of result.messages) {
      found++;
      console.log(`${name}:${m.line}:${m.column} ${m.ruleId} ${m.message}`);
    }
  }
}
process.exit(found > 0 ? 1 : 0);
