// What is known of a function and its parameters from the tree alone.
import { child, walk } from "./tree.mjs";

export function functionOf(node) {
  const block = child(node, "param_block") ?? child(child(node, "script_block") ?? node, "param_block");
  return {
    name: child(node, "function_name").text,
    help: /\.SYNOPSIS\s+\S/.test(node.text),
    asks: block ? /SupportsShouldProcess/.test(child(block, "attribute_list")?.text ?? "") : false,
    parameters: block ? parametersOf(block) : [],
  };
}

export function parametersOf(block) {
  const all = [];
  walk(block, (node) => {
    if (node.type !== "script_parameter") return;
    const attributes = child(node, "attribute_list")?.namedChildren ?? [];
    const types = attributes.filter((a) => child(a, "type_literal"));
    all.push({
      name: child(node, "variable").text.slice(1),
      types: types.map((a) => a.text.slice(1, -1)),
      mandatory: attributes.some((a) => /^\[Parameter\(.*\bMandatory\b/s.test(a.text)),
      sets: attributes.flatMap((a) => [...a.text.matchAll(/ParameterSetName\s*=\s*'([^']*)'/g)].map((m) => m[1])),
      fallback: child(node, "script_parameter_default")?.text.replace(/^=\s*/, "") ?? "",
      attributes: attributes.map((a) => a.text),
    });
  });
  return all;
}
