// Checks what a reader typed and makes a profile of it, as package profile does
// for the command: the same values, the same file, the same words for a fault.
var triptych = {};
(t => {
  "use strict";

  const space = /^\p{White_Space}|\p{White_Space}$/u;
  function size(s) { return new TextEncoder().encode(s).length; }
  function hex(c) { return "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"); }

  // What a page knows of characters: see PageCharacters.
  function characters(known) {
    const marks = new RegExp("^[" + known.marks + "]", "u"), invisibles = new RegExp("[" + known.invisibles + "]", "u");
    function invisible(c) {
      if (/[\n\r\v\f\u0085\u2028\u2029]/.test(c)) { return "a line break"; }
      if (c === "\t") { return "a tab"; }
      if (c === "\0") { return "a NUL character"; }
      if (/[\0-\x1f\x7f-\x9f]/.test(c)) { return "the control character " + hex(c); }
      if (/\p{Surrogate}|\ufffd/u.test(c)) { return "the character U+FFFD, which stands for a character that was lost"; }
      if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(c)) { return "the character " + hex(c) + ", which turns the direction of the text round"; }
      return invisibles.test(c) ? "the invisible character " + hex(c) : "";
    }
    function firstInvisible(s) {
      return Array.from(s).reduce((found, c) => found || invisible(c), "");
    }
    function long(n, longest, whose = "") { return "has " + n + " characters; " + whose + longest + " at the most"; }
    function text(longest) {
      return s => {
        const n = Array.from(s).length, bad = firstInvisible(s);
        if (n > longest) { return long(n, longest); }
        if (bad) { return "has " + bad; }
        if (s === "") { return "is empty"; }
        if (space.test(s)) { return "starts or ends with a space"; }
        return marks.test(s) ? "starts with a mark that belongs to a letter before it" : "";
      };
    }
    const other = "has a character other than letters a to z, digits";
    function orText(s, why) {
      if (s === "") { return "is empty"; }
      if (s.includes(" ")) { return "has a space in it"; }
      const bad = firstInvisible(s);
      return bad ? "has " + bad : why;
    }
    function localPart(s) {
      if (s.includes("@")) { return "is a whole address; write the part before the @"; }
      if (!/^[A-Za-z0-9._+-]+$/.test(s)) { return orText(s, other + " and . _ + -"); }
      if (s.length > 64) { return long(s.length, 64); }
      if (/^\.|\.$|\.\./.test(s)) { return "has a dot at its start or end, or two in a row"; }
      return s[0] === "-" ? "starts with a hyphen" : "";
    }
    function domain(s) {
      const labels = s.split(".");
      if (!/^[A-Za-z0-9.-]+$/.test(s)) { return orText(s, other + ", dots and hyphens"); }
      if (/\.$/.test(s)) { return "ends with a dot"; }
      if (s.length > 253) { return long(s.length, 253, "a domain has "); }
      if (labels.length < 2) { return "has no dot and so is no domain"; }
      if (!labels.every(l => /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(l) && l.length <= 63)) {
        return "has a part between dots that is empty, longer than 63 characters, or starts or ends with a hyphen";
      }
      return /[A-Za-z]/.test(labels[labels.length - 1]) ? "" : "ends with a number and so is no domain";
    }
    function beside(why, side) { return why && !why.includes("@") ? why + " " + side + " the @" : why; }
    function address(s) {
      const parts = cut(s);
      if (!parts) { return orText(s, "has no @ and so is no mail address"); }
      if (parts[0].includes("@")) { return "has more than one @"; }
      if (size(s) > 254) { return long(size(s), 254, "a mail address has "); }
      return beside(localPart(parts[0]), "before") || beside(domain(parts[1]), "behind");
    }
    function id(s) {
      if (!/^[a-z0-9](-?[a-z0-9]){0,39}$/.test(s)) { return orText(s, "is no short name: up to 40 small letters and digits, with single hyphens between"); }
      return /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/.test(s) ? "is the name of a device on Windows" : "";
    }
    function date(s) {
      const d = new Date(s + "T00:00:00Z");
      return /^\d{4}-\d\d-\d\d$/.test(s) && !isNaN(d) && d.toISOString().slice(0, 10) === s ? "" : "is no date of the form 2026-12-05";
    }
    function runbook(s) {
      return /^TRP(-[0-9A-HJKMNP-TV-Z]{4}){2}$/.test(s) ? "" : "is no id of a runbook, such as TRP-0A1B-2C3D";
    }
    return { address, "local-part": localPart, domain, name: text(64), text: text(200), id, date, runbook };
  }

  // An address, cut at its last @.
  function cut(s) {
    const i = s.lastIndexOf("@");
    return i < 0 ? null : [s.slice(0, i), s.slice(i + 1)];
  }
  // Small letters one by one, as Go makes them.
  function lower(s) {
    return Array.from(s, c => c === "\u0130" ? "i" : c.toLowerCase()).join("");
  }
  // A short name made of the customer's name.
  function idOf(name, forms) {
    const s = lower(name), words = s.replace(/[^a-z0-9]+/g, "-").replace(/^-/, "");
    const id = /[^\0-\x7f]/.test(s) ? "" : /^(-?[a-z0-9]){0,40}/.exec(words)[0];
    return forms.id(id) ? "" : id;
  }
  function quote(s) { return '"' + s.replace(/[\\"]/g, "\\$&") + '"'; }
  function has(list, x) { return list.includes(x); }

  // Whether answers are meant by a list of picks; an empty one means everyone.
  t.holds = (picks, answers) => !picks || picks.some(pick => pick.every(token => {
    const i = token.indexOf(".");
    return has(answers[token.slice(0, i)] || [], token.slice(i + 1));
  }));
  // Whether all questions that decide it are answered.
  t.decided = (picks, answers) => !picks || picks.every(pick => pick.every(token => answers[token.split(".")[0]]));
  t.key = (form, answers) => form.questions.map(q => answers[q.id].join(",")).join("/");
  t.forms = known => characters(known.characters);

  // A profile of what is given: {answers: {question: [answer…]}, inputs: {name:
  // value, or {answer: value}}, facts: {name: value}}. What is empty is not
  // given. Faults name what they are about and say what is wrong with it.
  t.bind = (known, form, given, today) => {
    const forms = t.forms(known), faults = [], values = {}, said = {}, lacks = [], fromAddress = [];
    const answers = {}, broken = {};
    function fault(at, why, hint = "", open = false) { faults.push({ at, why, hint, open }); }
    // What is not there yet is no mistake.
    function missing(at, what, hint) { fault(at, "is missing: " + what, hint, true); }
    function unused(at, why) { fault(at, "is not used" + why, "", true); }

    known.facts.forEach(f => {
      let value = given.facts[f.name] || "";
      if (!value && f.name === "customer.id") { value = idOf(given.facts["customer.name"] || "", forms); }
      if (!value && f.name === "prepared.on") { value = today; }
      if (!value) {
        values[f.name] = "........";
        if (f.required && (f.name !== "customer.id" || given.facts["customer.name"])) {
          missing(f.name, f.what);
        }
        if (f.expected) { lacks.push(f.name); }
        return;
      }
      const why = forms[f.type](value);
      if (why) { fault(f.name, why); return; }
      values[f.name] = said[f.name] = value;
    });
    values["runbook.replaces"] = said["change.replaces"] || "none that is known";
    values["script.tenant"] = said["customer.tenant"] || "";
    values["runbook.status"] = lacks.length ? "draft" : "final";

    form.questions.forEach(q => {
      const some = given.answers[q.id] || [];
      if (some.length) {
        answers[q.id] = q.answers.map(a => a.id).filter(id => has(some, id));
      }
    });
    form.inputs.forEach(input => {
      const value = given.inputs[input.id];
      if (!input.whole || !value) { return; }
      if (typeof value === "string") { whole(input, "inputs." + input.id, value); return; }
      Object.entries(value).forEach(([answer, s]) => whole(input, "inputs." + input.id + "." + answer, s, answer));
    });
    function whole(input, at, value, answer) {
      const parts = cut(value), { question: id, domains, superseded } = input.whole;
      if (!parts) { return; }
      const why = forms.domain(parts[1]);
      if (why) { fault(at, why + " behind the @"); return; }
      const q = form.questions.find(q => q.id === id);
      const found = q.answers.map(a => a.id).filter(a => domains[a] && lower(domains[a]) === lower(parts[1]));
      if (!found.length) {
        const old = Object.keys(superseded || {}).find(d => lower(d) === lower(parts[1]));
        fault(at, "has the domain " + quote(parts[1]) + ", which no answer to " + id + " has", old && superseded[old]);
        if (!answers[id]) { broken[id] = true; }
        return;
      }
      const fit = answer ? [answer] : answers[id];
      if (broken[id]) { return; }
      if (!fit) {
        if (found.length > 1) {
          fault(at, "is that of several answers to " + id + ": " + found.join(", "));
          broken[id] = true;
        } else if (q.many && t.holds(q.many, withDefaults())) {
          missing("answers." + id, "one address does not tell all of them");
          broken[id] = true;
        } else {
          answers[id] = found;
          fromAddress.push(id);
        }
        return;
      }
      if (!found.some(a => has(fit, a))) {
        fault(at, "does not fit answers." + id + ": " + fit.join(", "), found.join(" or ") + " has the domain of this address. " +
          "Which one is right is a data-residency decision. Ask the customer, and drop one of the two.");
        broken[id] = true;
      }
    }
    function withDefaults() {
      const all = {};
      form.questions.forEach(q => { all[q.id] = answers[q.id] || (q.default ? [q.default] : []); });
      return all;
    }
    form.questions.forEach(q => {
      if (answers[q.id] || broken[q.id]) { return; }
      if (q.default) { answers[q.id] = [q.default]; return; }
      missing("answers." + q.id, q.question);
    });
    form.questions.forEach(q => {
      const several = answers[q.id] || [];
      if (several.length > 1 && !(q.many && (!t.decided(q.many, answers) || t.holds(q.many, answers)))) {
        fault("answers." + q.id, "takes one answer" + (q.many ? " here" : "") + ", not " + several.join(", "), q.manyWhy);
      }
    });
    form.forbid.forEach(f => {
      if (!t.decided(f.when, answers) || !t.holds(f.when, answers)) { return; }
      const pick = f.when.find(one => t.holds([one], answers));
      fault("answers." + pick[pick.length - 1].split(".")[0], "do not go together", f.why);
    });

    form.inputs.forEach(input => {
      const value = given.inputs[input.id], at = "inputs." + input.id, example = "For example: " + input.example;
      if (!t.decided(input.when, answers)) { return; }
      if (!t.holds(input.when, answers)) {
        if (value) { unused(at, " with these answers"); }
        return;
      }
      // One value, or one for an answer.
      function check(s, at, hole) {
        if (!s) { missing(at, input.question, example); return; }
        const parts = input.whole && cut(s), own = parts ? parts[0] : s, why = forms[input.type](own);
        if (why) { fault(at, why, example); return; }
        values[hole] = own;
      }
      if (!input.each) { check(value, at, "input." + input.id); return; }
      Object.entries(value || {}).forEach(([a, s]) => {
        if (s && !has(answers[input.each] || [a], a)) { unused(at + "." + a, ""); }
      });
      (answers[input.each] || []).forEach(a => check((value || {})[a], at + "." + a, "input." + input.id + "." + a));
    });
    form.inputs.forEach(input => {
      const at = "inputs." + input.id, value = values["input." + input.id] || "", parts = cut(value);
      const domain = lower(values["input." + input.within] || ""), its = parts && lower(parts[1]);
      if (domain && its && !("." + its).endsWith("." + domain)) {
        fault(at, "the address is in " + its + " and not in " + domain, input.why);
      }
      if (input.distinct) {
        const seen = {};
        Object.keys(given.inputs[input.id] || {}).forEach(a => {
          const s = lower(given.inputs[input.id][a]);
          if (s && seen["@" + s]) { fault(at + "." + a, "is the value for " + quote(seen["@" + s]) + " too", input.distinct); }
          seen["@" + s] = seen["@" + s] || a;
        });
      }
      (input.differs || []).forEach(other => {
        const of = form.inputs.find(i => i.id === other);
        const all = Object.keys(values).filter(name => (name + ".").startsWith("input." + other + ".")).flatMap(name => {
          const s = lower(values[name]);
          return of.whole ? (answers[of.whole.question] || []).map(a => s + "@" + lower(of.whole.domains[a])) : s;
        });
        if (value && has(all, lower(value))) { fault(at, "is inputs." + other + " too", input.why); }
      });
    });
    if (faults.length) { return { faults, answers, fromAddress, lacks }; }

    function line(indent, key, value) { return indent + key + ": " + value + "\n"; }
    function section(name, lines) { return lines.length ? name + ":\n" + lines.join("") : ""; }
    function facts(name, keys) {
      return section(name, keys.filter(k => said[name + "." + k]).map(k => line("  ", k, quote(said[name + "." + k]))));
    }
    const change = line("", "procedure", form.procedure) + facts("customer", ["id", "name", "tenant"]) +
      section("answers", form.questions.map(q => {
        const list = answers[q.id].join(", ");
        return line("  ", q.id, q.many ? "[" + list + "]" : list);
      })) +
      section("inputs", form.inputs.filter(i => t.holds(i.when, answers)).map(({ id, each }) => each
        ? section("  " + id, answers[each].map(a => line("    ", a, quote(values["input." + id + "." + a]))))
        : line("  ", id, quote(values["input." + id])))) +
      facts("change", ["ticket", "window", "owner", "executor", "reviewer", "replaces"]) + facts("contact", ["name", "phone", "hours"]);
    values["runbook.id"] = t.id(form.model, change);
    values["model.hash"] = form.model;
    values["script.name"] = form.script;
    return { faults: [], answers, fromAddress, lacks, values,
      profile: change + facts("prepared", ["by", "on"]) };
  };
})(triptych);
