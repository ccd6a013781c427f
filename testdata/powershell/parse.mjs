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
// once, and what stays of a script is not parsed again: now and then it is, and has
// to come out as the same tree. Lines in a statement count from its first one.
//
// Run it as: node --liftoff-only parse.mjs < scripts
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Language, Parser } from "web-tree-sitter";
import { child, clean, walk } from "./tree.mjs";
import { command } from "./command.mjs";
import { edits } from "./edits.mjs";
import { functionOf, parametersOf } from "./function.mjs";
import { tableOf, value } from "./table.mjs";
import { findings, textFindings, wholeFindings } from "./rules.mjs";

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm")));

const seen = new Map();
const shapes = new Map(); // by the text of a statement
let last = null; // a script without errors, and its tree
let parsed = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "") console.log(JSON.stringify(report(JSON.parse(line))));
}

function report({ name, text, shapes: shaped }) {
  const out = { name, errors: [], statements: [], fresh: {}, findings: textFindings(text), shape: "" };
  const bare = text.replace(/^\ufeff/, "");
  const tree = parse(bare);
  const root = tree.rootNode;
  if (++parsed % 200 === 0 && !same(root, bare)) out.errors.push({ line: 1, text: "parsed anew, it is another tree" });
  if (root.hasError) {
    walk(root, (node) => {
      if (node.isError || node.isMissing) out.errors.push({ line: node.startPosition.row + 1, text: node.text.slice(0, 80) });
    });
  }
  const held = [];
  const shape = createHash("sha1");
  for (const part of root.namedChildren) {
    const statements = part.type === "statement_list" ? part.namedChildren : [part];
    shape.update(`${part.type} of ${statements.length}\n`);
    for (const node of statements) {
      if (shaped) shape.update(shapeOf(node));
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
  if (shaped) out.shape = shape.digest("hex");
  keep(bare, tree, root.hasError);
  return out;
}

// parse is the tree of a text, made of that of the last one where there is one.
function parse(text) {
  if (last !== null) for (const edit of edits(last.text, text)) last.tree.edit(edit);
  return parser.parse(text, last?.tree);
}

// keep keeps a tree for the next text. Nothing is made of one that has errors.
function keep(text, tree, broken) {
  last?.tree.delete();
  if (broken) tree.delete();
  last = broken ? null : { text, tree };
}

// same tells whether a tree is the one that its text has when all of it is parsed.
function same(root, text) {
  const anew = parser.parse(text);
  const equal = anew.rootNode.toString() === root.toString();
  anew.delete();
  return equal;
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

// shapeOf is a statement without its texts: the types of its nodes, and how deep
// they are. Pieces of a string count as one.
function shapeOf(node) {
  const known = shapes.get(node.text);
  if (known !== undefined) return known;
  const hash = createHash("sha1");
  walk(node, (each, around) => hash.update(`${around().length} ${each.type}\n`));
  const shape = hash.digest("hex");
  shapes.set(node.text, shape);
  return shape;
}
