// Ways through a syntax tree.

// walk calls visit for a node and all below it, with a function that lists the
// nodes around it, innermost first. Few visits need those.
export function walk(node, visit, stack = []) {
  visit(node, () => stack.toReversed());
  stack.push(node);
  for (const each of node.namedChildren) walk(each, visit, stack);
  stack.pop();
}

export function child(node, type) {
  return node.namedChildren.find((each) => each.type === type);
}

// bare is a node without the layers that hold nothing but one other node.
export function bare(node) {
  while (node.childCount === 1 && node.namedChildCount === 1 && node.type !== "command_elements") {
    if (node.type === "string_literal" || node.type === "command") break;
    node = node.namedChildren[0];
  }
  return node;
}

// clean is the value of a single-quoted literal.
export function clean(text) {
  return text.slice(1, -1).replaceAll("''", "'");
}

export function name(variable) {
  return variable.text.replace(/^[@$]/, "");
}
