// Reads the tables of a script: what $script:Name is set to, as data. Only
// literals, parameters, lists and tables are data; anything else is reported.
import { bare, child, clean, name } from "./tree.mjs";

export function tableOf(statement) {
  const node = bare(statement);
  if (node.type !== "assignment_expression") return null;
  const left = bare(child(node, "left_assignment_expression"));
  const right = bare(node.namedChildren.at(-1));
  if (left.type !== "variable" || !left.text.startsWith("$script:")) return null;
  const parts = right.type === "array_expression" ? (child(right, "statement_list")?.namedChildren ?? []) : [right];
  return { name: left.text.slice("$script:".length), parts: parts.filter((each) => each.type !== "comment") };
}

// value is {line} and one of: text, number, boolean, none, variable, list, sum,
// not, entries.
export function value(wrapped, first) {
  const node = bare(wrapped);
  const line = node.startPosition.row - first;
  switch (node.type) {
    case "string_literal": {
      const text = child(node, "verbatim_string_characters");
      return text ? { line, kind: "text", text: clean(text.text) } : { line, kind: "other", text: node.text };
    }
    case "decimal_integer_literal":
      return { line, kind: "number", text: node.text };
    case "variable":
      switch (node.text) {
        case "$true": return { line, kind: "boolean", text: "True" };
        case "$false": return { line, kind: "boolean", text: "False" };
        case "$null": return { line, kind: "none" };
      }
      return { line, kind: "variable", text: name(node) };
    case "array_expression":
      return { line, kind: "list", items: items(node, first) };
    case "parenthesized_expression":
      return value(node.namedChildren[0], first);
    case "additive_expression":
      return { line, kind: "sum", items: node.namedChildren.map((each) => value(each, first)) };
    case "expression_with_unary_operator":
      if (node.text.startsWith("-not ")) return { line, kind: "not", items: [value(node.namedChildren.at(-1), first)] };
      break;
    case "hash_literal_expression": {
      const entries = {};
      for (const entry of child(node, "hash_literal_body")?.namedChildren ?? []) {
        if (entry.type !== "hash_entry") continue;
        const key = bare(child(entry, "key_expression"));
        const text = key.type === "string_literal" ? clean(key.text) : key.text;
        entries[text] = value(entry.namedChildren.at(-1), first);
      }
      return { line, kind: "table", entries };
    }
  }
  return { line, kind: "other", text: node.text.slice(0, 80) };
}

// items of @( … ): one a statement, or several with commas between them.
function items(node, first) {
  const all = [];
  for (const statement of child(node, "statement_list")?.namedChildren ?? []) {
    if (statement.type === "comment") continue;
    const inner = bare(statement);
    const parts = inner.type === "array_literal_expression" ? inner.namedChildren : [inner];
    for (const part of parts) all.push(value(part, first));
  }
  return all;
}
