// The runbook that is made in the page of a reader's answers and values.
(t => {
  "use strict";

  const { known, say, make, each, field, words, labelOf } = t, waiting = {}, loads = {};
  let folder;

  // The runbooks of some answers. The file is asked for by name: what a reader
  // typed has no part in it.
  t.arrived = (name, packed) => { waiting[name](packed); };
  function load(file) {
    return loads[file] ||= new Promise((ok, failed) => {
      waiting[file] = ok;
      document.head.append(make("script", { src: folder + file, on: { error() { delete loads[file]; failed(); } } }));
    }).then(packed => {
      const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
      return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    });
  }
  function fileOf(procedure, answers) {
    return known.data[procedure].find(g => Object.keys(g.when).every(q => answers[q].join() === g.when[q]))?.file;
  }

  // The builder of a runbook: questions, values, facts; what it will say; files.
  // It is put into an element that says where things are, or into another one
  // with what the reader gave already.
  t.builder = (root, { assets, procedure } = root.dataset, g = { answers: {}, inputs: {}, facts: {} }) => {
    folder = assets;
    const form = known.procedures[procedure];
    const questions = {}, fields = {}, result = make("div.result"), said = make("p.unseen", { role: "status" });
    const own = "form" + t.number(), top = root.id === "builder" ? 2 : 3;
    let latest = 0;

    const asked = make("div.fields");
    form.questions.forEach(q => {
      const id = own + ":" + q.id, boxes = q.answers.map(a => {
        const given = (g.answers[q.id] || [q.default]).includes(a.id);
        return make("input", { type: "radio", name: id, value: a.id, id: id + ":" + a.id, checked: given });
      });
      const fault = make("p.fault");
      questions[q.id] = { q, boxes, fault };
      asked.append(make("fieldset", {}, [make("legend", {}, q.question), make("p.hint", {}, q.why || ""),
        make("div.options", {}, boxes.map((b, i) => make("label", { "for": b.id }, [b, " " + q.answers[i].label]))), fault]));
      boxes.forEach(b => { b.addEventListener("change", refresh); });
    });
    function heading(name) { return make("h" + top, {}, say(name)); }
    const wanted = make("div.fields");
    form.inputs.forEach(input => {
      const of = input.each ? form.questions.find(q => q.id === input.each).answers : [null];
      of.forEach(a => {
        const name = input.id + (a ? "." + a.id : "");
        const f = fields["inputs." + name] = field(input.question + (a ? " (" + a.label + ")" : ""), input.why || "", input.type, refreshField, input.example);
        const value = g.inputs[input.id];
        f.input = input;
        f.answer = a && a.id;
        f.box.value = (a ? value?.[a.id] : value) || "";
        wanted.append(f.root);
      });
    });
    // The name comes before the short name, which is made of it.
    const facts = make("div.fields.several");
    [...known.facts].sort((a, b) => (b.name === "customer.name") - (a.name === "customer.name")).forEach(fact => {
      const hint = fact.what[0].toUpperCase() + fact.what.slice(1) + "." + (fact.expected ? " " + say("expected") : "");
      const f = fields[fact.name] = field(say("fact_" + fact.name.replace(".", "_")), hint, fact.type, refreshField);
      f.box.value = g.facts[fact.name] || "";
      facts.append(f.root);
    });

    function collect() {
      const out = { answers: {}, inputs: {}, facts: {} };
      each(questions, (q, id) => {
        const some = q.boxes.filter(b => b.checked).map(b => b.value);
        if (some.length) { out.answers[id] = some; }
      });
      form.inputs.forEach(input => {
        if (!t.holds(input.when, out.answers)) { return; }
        each(fields, f => {
          if (f.input !== input || !f.value()) { return; }
          if (!f.answer) { out.inputs[input.id] = f.value(); return; }
          if (out.answers[input.each]?.includes(f.answer)) { (out.inputs[input.id] ??= {})[f.answer] = f.value(); }
        });
      });
      known.facts.forEach(({ name }) => { out.facts[name] = fields[name].value(); });
      return out;
    }
    function refreshField(f, done) {
      const input = f.input;
      if (done && input && input.whole) {
        const value = f.value(), i = value.lastIndexOf("@"), q = questions[input.whole.question];
        const bound = t.bind(known, form, collect(), today());
        if (i >= 0 && bound.fromAddress.length) {
          q.boxes.forEach(b => { b.checked = bound.answers[q.q.id].includes(b.value); });
          said.textContent = say("taken_and_set", { name: value.slice(0, i), answer: labelOf(form, q.q.id, bound.answers[q.q.id][0]) });
        }
        if (i >= 0 && !bound.faults.some(x => x.at.startsWith("inputs." + input.id))) { f.box.value = value.slice(0, i); }
      }
      refresh();
    }
    function today() { return new Date().toISOString().slice(0, 10); }

    function refresh() {
      each(questions, q => {
        if (!q.q.many) { return; }
        const several = t.holds(q.q.many, collect().answers);
        let first = true;
        q.boxes.forEach(b => {
          if (!several && b.checked) { b.checked = first; first = false; }
          b.type = several ? "checkbox" : "radio";
        });
      });
      const bound = t.bind(known, form, collect(), today()), open = bound.faults.length;
      each(questions, (q, id) => {
        const found = bound.faults.find(f => f.at === "answers." + id && !f.open);
        q.fault.textContent = found ? words(found) : "";
      });
      each(fields, (f, at) => {
        const input = f.input;
        f.root.hidden = !!input && !(t.holds(input.when, bound.answers) && (!f.answer || bound.answers[input.each]?.includes(f.answer)));
        const found = bound.faults.find(x => x.at === at);
        f.show(found && (f.touched || !found.open) ? words(found) : null);
      });
      const mine = ++latest, file = bound.faults.some(f => f.at.startsWith("answers.")) ? null : fileOf(procedure, bound.answers);
      if (!file) { present(null, bound, open); return; }
      load(file).then(data => {
        if (mine === latest) { present(data, bound, open); }
      }, () => { result.replaceChildren(make("p.fault", {}, say("unloaded"))); });
    }

    function present(data, bound, open) {
      if (open) {
        const list = bound.faults.map(f => make("li", {}, nameOf(f.at) + (f.open ? "" : ": " + f.why)));
        result.replaceChildren(heading("result"), make("p", {}, say("open", { n: open })), make("ul", {}, list));
        return;
      }
      const can = data && data.variants[t.key(form, bound.answers)];
      const files = can ? t.files(form, data, bound) : [{ name: "profile.yaml", type: "text/yaml", text: bound.profile }];
      const parts = [heading("result")];
      if (!can) { parts.push(make("p", {}, say("too_many"))); }
      if (bound.lacks.length) { parts.push(make("p", {}, say("draft", { lacks: bound.lacks.map(nameOf).join(", ") }))); }
      parts.push(make("p.actions.downloads", {}, files.map(f => make("button", {
        type: "button", on: { click() { save(f); said.textContent = say("saved", { name: f.name }); } },
      }, say("save", { name: f.name })))), make("p", {}, say("command")),
      make("pre", { tabindex: "0" }, make("code", {}, "triptych runbook --profile profile.yaml -o " + bound.values["customer.id"] + "/")));
      if (can) { parts.push(...preview(files[1].text)); }
      result.replaceChildren(...parts);
    }
    function nameOf(at) {
      const f = fields[at], parts = at.split("."), q = parts[0] === "answers" && questions[parts[1]];
      return q ? q.q.question : f ? f.root.querySelector("label").textContent : at;
    }
    // The head of the runbook and what was left out, read from the runbook itself.
    function preview(text) {
      const main = text.slice(text.indexOf("<main"), text.indexOf("<\/main>"));
      const page = new DOMParser().parseFromString(main, "text/html"), head = table(page);
      head.prepend(make("caption", {}, page.querySelector("h1").textContent));
      return [head].concat(Array.from(page.querySelectorAll("#why > *"), e => {
        if (e.querySelector("tr")) { return table(e); }
        if (/L$/.test(e.tagName)) { return make("ul", {}, Array.from(e.children, li => make("li", {}, li.textContent.trim()))); }
        return make(/^H/.test(e.tagName) ? "h" + (top + 1) : "p", {}, e.textContent.trim());
      }));
    }
    // The first table in an element, in words only.
    function table(e) {
      return make("table", {}, Array.from(e.querySelector("table").rows, row =>
        make("tr", {}, Array.from(row.cells, c => make(c.tagName, { scope: c.scope || false }, c.textContent)))));
    }
    function save(f) {
      const a = make("a", { href: URL.createObjectURL(new Blob([f.text], { type: f.type + ";charset=utf-8" })), download: f.name });
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(() => { URL.revokeObjectURL(a.href); }, 60000);
    }

    root.replaceChildren(
      make("p.privacy", {}, say("private")),
      make("div.builder", {}, [
        make("div", {}, [
          heading("questions"), asked,
          heading("values"), wanted,
          heading("facts"), facts,
        ]), result]), said);
    root.hidden = false;
    addEventListener("pageshow", e => {
      if (!e.persisted) { return; }
      each(fields, f => { f.box.value = ""; f.touched = false; });
      refresh();
    });
    refresh();
  };
})(triptych);
