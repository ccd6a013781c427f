// Parses PowerShell with the grammar of tree-sitter. Standard input has one JSON
// object a line, {name, text}; standard output has one a line for each:
//
//   name        as given
//   errors      places that the grammar cannot make sense of, and how many literals there are
//   statements  the statements of the script: an id and the line it begins at; of
//               a table, its rows take the place of the statement
//   fresh       what a statement holds, for the ids that no earlier line had
//   findings    what rules say about the script as a whole
//   shape       a digest of the types of all nodes, for "shapes": true
//
// Most statements of a script are those of the next one, so that each is looked at
// once. Lines in a statement count from its first one.
//
// Run it as: node --liftoff-only parse.mjs < scripts
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Language, Parser } from "web-tree-sitter";
import { child, clean, walk } from "./tree.mjs";
import { command } from "./command.mjs";
import { functionOf, parametersOf } from "./function.mjs";
import { tableOf, value } from "./table.mjs";
import { findings, textFindings, wholeFindings } from "./rules.mjs";

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm")));

const seen = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "") console.log(JSON.stringify(report(JSON.parse(line))));
}

function report({ name, text, shapes }) {
  const out = { name, errors: [], statements: [], fresh: {}, findings: textFindings(text), shape: "" };
  const bare = text.replace(/^\ufeff/, "");
  const tree = parser.parse(bare);
  const root = tree.rootNode;
  if (root.hasError) {
    walk(root, (node) => {
      if (node.isError || node.isMissing) out.errors.push({ line: node.startPosition.row + 1, text: node.text.slice(0, 80) });
    });
  }
  const held = [];
  for (const part of root.namedChildren) {
    const statements = part.type === "statement_list" ? part.namedChildren : [part];
    for (const node of statements) {
      if (node.type === "comment") continue;
      const of = tableOf(node);
      for (const part of of ? of.parts : [node]) {
        const id = createHash("sha1").update(of ? "row " : "").update(part.text).digest("hex").slice(0, 16);
        if (!seen.has(id)) {
          seen.set(id, statement(part, of !== null));
          out.fresh[id] = seen.get(id);
        }
        held.push(seen.get(id));
        out.statements.push({ id, line: part.startPosition.row + 1, table: of?.name ?? "" });
      }
    }
  }
  out.findings.push(...wholeFindings(held));
  if (shapes) out.shape = shape(root);
  tree.delete();
  return out;
}

// statement is what one statement of the script holds.
function statement(node, row) {
  const first = node.startPosition.row;
  const out = {
    text: node.text, type: node.type, commands: [], literals: [], reads: [], writes: [],
    function: node.type === "function_statement" ? functionOf(node) : null,
    parameters: node.type === "param_block" ? parametersOf(node) : [],
    value: row ? value(node, first) : null, findings: findings(node, first),
  };
  walk(node, (each, around) => {
    if (each.type === "command") out.commands.push(command(each, around(), first));
    if (each.type === "verbatim_string_characters") out.literals.push(clean(each.text));
    if (each.type === "variable" || each.type === "braced_variable") {
      const name = each.text.replace(/^[@$]\{?/, "").replace(/\}$/, "").toLowerCase();
      const outer = around();
      const left = outer.find((a) => a.type === "left_assignment_expression");
      const plain = left !== undefined && left.text === each.text && outer.some((a) => a.type === "assignment_expression" && child(a, "assignement_operator").text === "=");
      (plain ? out.writes : out.reads).push(name);
    }
  });
  return out;
}

// shape is the tree without its texts. Pieces of a string count as one.
function shape(root) {
  const hash = createHash("sha1");
  walk(root, (node, around) => hash.update(`${around().length} ${node.type}\n`));
  return hash.digest("hex");
}
