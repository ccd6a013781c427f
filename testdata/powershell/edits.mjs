// What was changed between two texts, line by line, as the grammar wants it told:
// what stays in a tree then does not have to be parsed again.

// edits are the changes that make one list of lines of another, the last first, so
// that no change moves one that is still to be told. Lines that stand once in each
// are taken for the same; what is between them is compared from both its ends.
export function edits(before, after) {
  const a = lined(before);
  const b = lined(after);
  const out = [];
  let i = 0;
  let j = 0;
  for (const [x, y] of [...common(a.lines, b.lines), [a.lines.length, b.lines.length]]) {
    changed(out, a, b, i, x, j, y);
    [i, j] = [x, y];
  }
  return out.reverse();
}

// lined is a text by lines, with the place where each begins and where the text ends.
function lined(text) {
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  starts[lines.length] = text.length;
  return { lines, starts };
}

// common are pairs of lines that both have, in the order of both.
function common(a, b) {
  const once = (lines) => {
    const at = new Map();
    lines.forEach((line, i) => at.set(line, at.has(line) ? -1 : i));
    return at;
  };
  const inA = once(a);
  const inB = once(b);
  const out = [];
  let last = -1;
  a.forEach((line, i) => {
    const j = inB.get(line) ?? -1;
    if (inA.get(line) === i && j > last) {
      out.push([i, j]);
      last = j;
    }
  });
  return out;
}

// changed notes that the lines [i, x) are now the lines [j, y), less what is equal.
function changed(out, a, b, i, x, j, y) {
  while (i < x && j < y && a.lines[i] === b.lines[j]) [i, j] = [i + 1, j + 1];
  while (i < x && j < y && a.lines[x - 1] === b.lines[y - 1]) [x, y] = [x - 1, y - 1];
  if (i === x && j === y) return;
  const growth = b.starts[y] - b.starts[j];
  out.push({
    startIndex: a.starts[i], oldEndIndex: a.starts[x], newEndIndex: a.starts[i] + growth,
    startPosition: { row: i, column: 0 }, oldEndPosition: { row: x, column: 0 }, newEndPosition: { row: i + y - j, column: 0 },
  });
}
