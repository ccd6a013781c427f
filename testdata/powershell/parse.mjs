// Parses PowerShell files with the grammar of tree-sitter and prints what it
// found as JSON: one object for each file name read from standard input.
//
//   errors     places that the grammar cannot make sense of
//   functions  names of the functions defined
//   commands   each command called, its parameters, and whether a variable is
//              splatted into it; "guarded" where it stands inside an if whose
//              condition calls ShouldProcess
//   members    names of the methods called
//
// Run it as: node --liftoff-only parse.mjs < names
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm")));

const names = readFileSync(0, "utf8").split("\n").filter((name) => name !== "");
console.log(JSON.stringify(names.map(report)));

function report(file) {
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const tree = parser.parse(text);
  const found = { file, errors: [], functions: [], commands: [], members: [] };
  walk(tree.rootNode, false, found);
  tree.delete();
  return found;
}

function walk(node, guarded, found) {
  if (node.isError || node.isMissing) {
    found.errors.push({ ...place(node), missing: node.isMissing, text: node.text.slice(0, 80) });
  }
  switch (node.type) {
    case "function_statement":
      found.functions.push(child(node, "function_name")?.text ?? "");
      break;
    case "command":
      found.commands.push(command(node, guarded));
      break;
    case "invokation_expression":
      found.members.push({ ...place(node), name: child(node, "member_name")?.text ?? "" });
      break;
  }
  const asks = node.type === "if_statement" && condition(node).includes(".ShouldProcess(");
  for (const each of node.namedChildren) {
    // Only the block behind the condition is guarded, not its elseif and else.
    walk(each, guarded || (asks && each.type === "statement_block"), found);
  }
}

function condition(node) {
  return node.childForFieldName("condition")?.text ?? child(node, "pipeline")?.text ?? "";
}

function command(node, guarded) {
  const made = { ...place(node), name: child(node, "command_name")?.text ?? "", parameters: [], splats: [], guarded };
  for (const element of child(node, "command_elements")?.namedChildren ?? []) {
    if (element.type === "command_parameter") {
      made.parameters.push(element.text);
    } else if (/^@[A-Za-z]/.test(element.text)) {
      made.splats.push(element.text.slice(1));
    }
  }
  return made;
}

function child(node, type) {
  return node.namedChildren.find((each) => each.type === type);
}

function place(node) {
  return { line: node.startPosition.row + 1, column: node.startPosition.column + 1 };
}
