// The form of a guide: a reader's values, in every step that has a place for one.
(t => {
  "use strict";

  const { known, say, make, each, field, words, labelOf } = t;

  function escaped(span, value) {
    return span.dataset.in === "powershell" ? value.replace(/['\u2018-\u201b]/g, "$&$&") : value;
  }

  // The fields of a guide: they fill every place of the page that has a hole.
  t.personalise = root => {
    const procedure = root.dataset.procedure, form = known.procedures[procedure], forms = t.forms(known);
    const spans = Array.from(document.querySelectorAll("[data-var]")), said = make("p.unseen", { role: "status" });
    const originals = spans.map(s => s.textContent);
    const fields = {}, host = make("div");

    // The answers of the picker, or those that the page is for.
    function picked() {
      const answers = {};
      new URLSearchParams(root.dataset.answers).forEach((value, name) => { answers[name] = [value]; });
      document.querySelectorAll("#picker input:checked").forEach(i => { if (i.value) { answers[i.name] = [i.value]; } });
      return answers;
    }
    function pick(question, answer) {
      const box = Array.from(document.querySelectorAll("#picker input")).find(i => i.name === question && i.value === answer);
      if (!box) { return false; }
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }
    // An open question has every answer; a value is judged with those given.
    function given() {
      const answers = picked(), inputs = {};
      form.inputs.forEach(input => {
        const value = fields[input.id].value(), of = answers[input.each];
        if (!value) { return; }
        inputs[input.id] = value;
        if (input.each) { inputs[input.id] = {}; inputs[input.id][of ? of[0] : "any"] = value; }
      });
      return { answers, inputs, facts: {} };
    }
    function judge(input, g) {
      const value = fields[input.id].value(), parts = input.whole && value.lastIndexOf("@") >= 0;
      if (!value) { return null; }
      const why = forms[input.type](parts ? value.slice(0, value.lastIndexOf("@")) : value);
      if (why) { return { why, hint: say("example", { example: input.example }) }; }
      return t.bind(known, form, g, "").faults.find(f => !f.open && (f.at + ".").startsWith("inputs." + input.id + "."));
    }
    function refresh() {
      const g = given();
      const values = {};
      let filled = 0;
      form.inputs.forEach(input => {
        const f = fields[input.id], out = input.when && t.decided(input.when, g.answers) && !t.holds(input.when, g.answers);
        f.root.hidden = !!out;
        const fault = out ? null : judge(input, g);
        f.show(fault && f.touched ? words(fault) : null);
        if (out || fault || !f.value()) { return; }
        const v = f.value();
        values["input." + input.id] = input.whole && v.lastIndexOf("@") >= 0 ? v.slice(0, v.lastIndexOf("@")) : v;
      });
      spans.forEach((span, i) => {
        const hole = span.dataset.var, parts = hole.split(".");
        let value = values[parts.slice(0, 2).join(".")];
        if (value && parts[2] && parts[2] !== "any" && !(g.answers[eachOf(parts[1])] || [parts[2]]).includes(parts[2])) { value = undefined; }
        span.textContent = value ? escaped(span, value) : originals[i];
        span.classList.toggle("filled", !!value);
        span.title = say(value ? "yours" : "placeholder");
        filled += value && meant(span) ? 1 : 0;
      });
      return filled;
    }
    // Whether a place is one of the reader's: the answers hide those of others.
    function meant(e) {
      return !e || getComputedStyle(e).display !== "none" && meant(e.parentElement);
    }
    function eachOf(id) { return form.inputs.find(i => i.id === id).each; }
    function changed(f, done) {
      const input = f.input;
      let note = "";
      if (done && input.whole) {
        const value = f.value(), i = value.lastIndexOf("@"), q = input.whole.question;
        const found = Object.keys(input.whole.domains).filter(a => input.whole.domains[a].toLowerCase() === value.slice(i + 1).toLowerCase());
        const open = !picked()[q];
        if (i >= 0 && found.length === 1 && !forms["local-part"](value.slice(0, i)) && (open ? pick(q, found[0]) : picked()[q][0] === found[0])) {
          f.box.value = value.slice(0, i);
          note = say(open ? "taken_and_set" : "taken", { name: value.slice(0, i), answer: labelOf(form, q, found[0]) });
        }
      }
      const n = refresh();
      if (note) { f.show(note); }
      if (done) { said.textContent = (note ? note + " " : "") + say("filled", { n }); }
    }
    function clear() {
      each(fields, f => { f.box.value = ""; f.touched = false; });
      host.replaceChildren();
      refresh();
    }
    // The script that makes runbooks is loaded for those who want one.
    function build(g) {
      const go = () => t.builder(host, root.dataset, g), lost = root.nextElementSibling;
      lost.hidden = true;
      if (t.builder) { go(); return; }
      document.head.append(make("script", { src: root.dataset.assets + root.dataset.more, on: {
        load: go,
        error() { lost.hidden = false; },
      } }));
    }
    const list = make("div.fields");
    form.inputs.forEach(input => {
      const f = fields[input.id] = field(input.question, input.why || "", input.type, changed, input.example);
      f.input = input;
      list.append(f.root);
    });
    root.replaceChildren(
      make("h2", {}, say("title")), make("p.privacy", {}, say("private")), list,
      make("p.actions", {}, [
        make("button", { type: "button", on: { click() {
          const g = given();
          each(g.inputs, (v, id) => { if (v.any) { delete g.inputs[id]; } });
          build(g);
        } } }, say("build")),
        make("button", { type: "button", on: { click() { clear(); said.textContent = say("cleared"); } } }, say("clear")),
      ]), said, host);
    document.querySelectorAll("#picker").forEach(p => { p.addEventListener("change", refresh); });
    addEventListener("pageshow", e => { if (e.persisted) { clear(); } });
    refresh();
  };
})(triptych);
