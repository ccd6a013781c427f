// Runs the scripts of a page outside of a browser, for tests that compare them
// with the Go code. Usage: node run.mjs SCRIPT…; one job in JSON a line on
// standard input, one answer in JSON a line on standard output.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import vm from "node:vm";

const text = process.argv.slice(2).map((name) => readFileSync(name, "utf8")).join(";\n");
vm.runInThisContext(text + "\n;globalThis.triptych = triptych;");
const { triptych } = globalThis;
const sum = (s) => createHash("sha256").update(s, "utf8").digest("hex");

// Where each of many strings stands in a chunk, the sums of the chunks.
const chunk = 4096;
function sums(count, at) {
  const all = [];
  for (let first = 0; first < count; first += chunk) {
    const parts = [];
    for (let i = first; i < Math.min(count, first + chunk); i++) parts.push(at(i));
    all.push(sum(parts.join("\u0000")));
  }
  return all;
}
const scalar = (i) => String.fromCodePoint(i < 0xd800 ? i : i + 0x800);

let known, data;
const jobs = {
  // Every scalar value, alone and between letters.
  scalars: ({ name, count }) => {
    const escape = triptych.escaper(name);
    return sums(count, (i) => escape(scalar(i)) + "\u0001" + escape("a" + scalar(i) + "b"));
  },
  strings: ({ name, strings }) => {
    const escape = triptych.escaper(name);
    return strings.map((s) => escape(s));
  },
  known: (job) => { known = job.known; return true; },
  forms: ({ type, strings }) => {
    const form = triptych.forms(known)[type];
    return strings.map((s) => form(s));
  },
  formsOfScalars: ({ type, count }) => {
    const form = triptych.forms(known)[type];
    return sums(count, (i) => form(scalar(i)) + "\u0001" + form("a" + scalar(i) + "b"));
  },
  bind: ({ form, given, today }) => given.map((g) => triptych.bind(known, known.procedures[form], g, today)),
  data: (job) => { data = JSON.parse(readFileSync(job.file, "utf8")); return Object.keys(data.variants).length; },
  files: ({ form, given, today }) => {
    const bound = triptych.bind(known, known.procedures[form], given, today);
    if (bound.faults.length) return { faults: bound.faults };
    const files = triptych.files(known.procedures[form], data, bound);
    return { files: files.map((f) => ({ name: f.name, sum: sum(f.text), text: f.text.length })) };
  },
  file: ({ form, given, today, name }) => {
    const bound = triptych.bind(known, known.procedures[form], given, today);
    return triptych.files(known.procedures[form], data, bound).find((f) => f.name === name).text;
  },
  sha256: ({ strings }) => strings.map((s) => triptych.hex(triptych.sha256(s))),
};

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  process.stdout.write(JSON.stringify(jobs[job.op](job)) + "\n");
}
