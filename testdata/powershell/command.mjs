// What is known of a call from the tree alone.
import { bare, child, clean, name, walk } from "./tree.mjs";
import { value } from "./table.mjs";

export function command(node, around, first) {
  const out = {
    line: node.startPosition.row - first, name: child(node, "command_name")?.text ?? "", arguments: [], splats: [], positional: 0,
    guarded: false, label: "", in: "",
  };
  let open = null;
  for (const each of child(node, "command_elements")?.namedChildren ?? []) {
    if (each.type === "command_argument_sep" || each.type === "redirection" || each.type === "comment") continue;
    if (each.type === "command_parameter") {
      open = { name: each.text.replace(/^-/, "").replace(/:$/, ""), value: null, text: "" };
      out.arguments.push(open);
    } else if (/^@[A-Za-z]/.test(each.text)) {
      out.splats.push({ name: each.text.slice(1), keys: keys(each.text.slice(1), around) });
      open = null;
    } else if (open) {
      open.value = value(each, first);
      open.text = each.text;
      open = null;
    } else {
      out.positional++;
    }
  }
  out.in = child(around.find((a) => a.type === "function_statement") ?? node, "function_name")?.text ?? "";
  const clause = around.find((a) => a.type === "switch_clause");
  const label = clause && bare(child(clause, "switch_clause_condition"));
  if (label) out.label = label.type === "string_literal" || label.text.startsWith("'") ? clean(label.text) : label.text;
  // Only the block behind the condition is guarded, not its elseif and else.
  out.guarded = around.some((a, i) => a.type === "if_statement" && around[i - 1]?.type === "statement_block"
    && a.namedChildren[0].text === "$agreed" && asks(a.previousNamedSibling));
  return out;
}

// asks tells whether a statement is the question before a change: to the letter,
// so that nothing else can stand in its place.
const question = `if ($script:Limited) { $agreed = Confirm-Change -Target $target -Change $change }
  else { $agreed = $PSCmdlet.ShouldProcess($target, $change) }`.replace(/\s+/g, " ");
function asks(node) {
  return node?.type === "if_statement" && node.text.replace(/\s+/g, " ") === question;
}

// keys are the names that a splatted table may have: those that Select-Argument
// lets through in the same block, or else those that any assignment to it in the
// same statement of the script names. null: it cannot be told.
function keys(variable, around) {
  const block = around.find((a) => a.type === "statement_list" && assigned(a, variable).length > 0);
  if (!block) return null;
  let all = [];
  for (const assignment of assigned(around.at(-1), variable)) {
    const inside = assignment.startIndex >= block.startIndex && assignment.endIndex <= block.endIndex;
    const right = bare(assignment.namedChildren.at(-1));
    if (inside && right.type === "command" && child(right, "command_name").text === "Select-Argument") {
      const given = command(right, [], 0).arguments.find((a) => a.name === "Name");
      return given?.value?.kind === "list" && given.value.items.every((i) => i.kind === "text") ? given.value.items.map((i) => i.text) : null;
    }
    if (right.type === "hash_literal_expression") {
      all = all.concat(Object.keys(value(right, 0).entries));
    }
    const key = assignment.namedChildren[0].text.match(/^\$[A-Za-z]+\['([A-Za-z]+)'\]$/);
    if (key) all.push(key[1]);
  }
  return all;
}

function assigned(node, variable) {
  const found = [];
  walk(node, (each) => {
    if (each.type !== "assignment_expression") return;
    const left = each.namedChildren[0].text;
    if (left === "$" + variable || left.startsWith("$" + variable + "[")) found.push(each);
  });
  return found;
}
