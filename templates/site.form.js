// The forms of the site: a reader's values in the steps of a guide, and the
// runbook made of them. What is typed is held in this script and nowhere else;
// it is put into the page as text, and into files that the reader saves.
(function (t) {
  "use strict";

  var known, folder, waiting = {}, loads = {}, count = 0;
  t.know = function (k) { known = k; };

  function say(name, values) {
    return known.words[name].replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }
  function make(tag, attributes, children) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (name === "on") { Object.keys(value).forEach(function (type) { e.addEventListener(type, value[type]); }); return; }
      if (value !== false) { e.setAttribute(name, value === true ? "" : value); }
    });
    [].concat(children || []).forEach(function (c) { e.append(c); });
    return e;
  }
  function each(map, f) { Object.keys(map).forEach(function (k) { f(map[k], k); }); }

  // The runbooks of some answers. The file is asked for by name: what a reader
  // typed has no part in it.
  t.arrived = function (name, packed) { waiting[name](packed); };
  function load(file) {
    loads[file] = loads[file] || new Promise(function (ok, failed) {
      waiting[file] = ok;
      document.head.append(make("script", { src: folder + file, on: { error: function () { delete loads[file]; failed(); } } }));
    }).then(function (packed) {
      var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
      return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    });
    return loads[file];
  }
  function fileOf(procedure, answers) {
    var found = known.data[procedure].filter(function (g) {
      return Object.keys(g.when).every(function (q) { return answers[q].join() === g.when[q]; });
    })[0];
    return found && found.file;
  }

  // What people paste around an address: mailto:, angle brackets, a name.
  function tidy(value, type) {
    var s = value.trim();
    if (["address", "local-part", "domain"].indexOf(type) < 0) { return s; }
    var inside = /<([^<>]+)>[;,]?$/.exec(s);
    s = (inside ? inside[1] : s).replace(/^mailto:/i, "").replace(/\?.*$/, "").trim();
    return type === "domain" ? s.replace(/^@/, "") : s;
  }

  // A field for a value. Its box has no name and stands in no form.
  function field(label, hint, type, changed, example) {
    var id = "form:" + count++, described = id + ":hint " + id + ":fault";
    var box = make("input", { id: id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": described, placeholder: example || false });
    var fault = make("p", { id: id + ":fault", "class": "fault", "aria-live": "polite" });
    var f = {
      box: box, touched: false,
      root: make("div", { "class": "field" }, [make("label", { "for": id }, label), make("p", { id: id + ":hint", "class": "hint" }, hint), box, fault]),
      value: function () { return tidy(box.value, type); },
      show: function (found) {
        box.toggleAttribute("aria-invalid", !!found);
        if (found) { box.setAttribute("aria-invalid", "true"); }
        fault.replaceChildren.apply(fault, found ? [].concat(found) : []);
      },
    };
    box.addEventListener("input", function () { changed(f, false); });
    box.addEventListener("change", function () { f.touched = true; box.value = f.value(); changed(f, true); });
    return f;
  }
  function words(found) {
    return say("form_fault", { why: found.why }) + (found.hint ? " " + found.hint : "");
  }
  function escaped(span, value) {
    return span.dataset.in === "powershell" ? value.replace(/['\u2018-\u201b]/g, "$&$&") : value;
  }

  // The fields of a guide: they fill every place of the page that has a hole.
  t.personalise = function (root) {
    folder = root.dataset.assets;
    var procedure = root.dataset.procedure, form = known.procedures[procedure], forms = t.forms(known);
    var spans = Array.from(document.querySelectorAll("[data-var]")), said = make("p", { role: "status", "class": "unseen" });
    var originals = spans.map(function (s) { return s.textContent; });
    var fields = {}, host = make("div");

    function picked() {
      var answers = {};
      document.querySelectorAll("#picker input:checked").forEach(function (i) { if (i.value) { answers[i.name] = [i.value]; } });
      return answers;
    }
    function pick(question, answer) {
      var box = Array.from(document.querySelectorAll("#picker input")).filter(function (i) { return i.name === question && i.value === answer; })[0];
      if (!box) { return false; }
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }
    // An open question has every answer; a value is judged with those given.
    function given() {
      var answers = picked(), inputs = {};
      form.inputs.forEach(function (input) {
        var value = fields[input.id].value(), of = answers[input.each];
        if (!value) { return; }
        inputs[input.id] = value;
        if (input.each) { inputs[input.id] = {}; inputs[input.id][of ? of[0] : "any"] = value; }
      });
      return { answers: answers, inputs: inputs, facts: {} };
    }
    function judge(input, g) {
      var value = fields[input.id].value(), parts = input.whole && value.lastIndexOf("@") >= 0;
      if (!value) { return null; }
      var why = forms[input.type](parts ? value.slice(0, value.lastIndexOf("@")) : value);
      if (why) { return { why: why, hint: say("form_example", { example: input.example }) }; }
      return t.bind(known, form, g, "").faults.filter(function (f) {
        return !f.open && (f.at === "inputs." + input.id || f.at.indexOf("inputs." + input.id + ".") === 0);
      })[0];
    }
    function refresh() {
      var g = given(), values = {}, filled = 0;
      form.inputs.forEach(function (input) {
        var f = fields[input.id], out = input.when && decided(input.when, g.answers) && !t.holds(input.when, g.answers);
        f.root.hidden = !!out;
        var fault = out ? null : judge(input, g);
        f.show(fault && f.touched ? words(fault) : null);
        if (out || fault || !f.value()) { return; }
        var v = f.value();
        values["input." + input.id] = input.whole && v.lastIndexOf("@") >= 0 ? v.slice(0, v.lastIndexOf("@")) : v;
      });
      spans.forEach(function (span, i) {
        var hole = span.dataset.var, parts = hole.split(".");
        var value = values[parts.slice(0, 2).join(".")];
        if (value && parts[2] && parts[2] !== "any" && !(g.answers[eachOf(parts[1])] || [parts[2]]).includes(parts[2])) { value = undefined; }
        span.textContent = value ? escaped(span, value) : originals[i];
        span.classList.toggle("filled", !!value);
        span.title = say(value ? "form_yours" : "form_placeholder", {});
        filled += value ? 1 : 0;
      });
      return filled;
    }
    function eachOf(id) { return form.inputs.filter(function (i) { return i.id === id; })[0].each; }
    function decided(picks, answers) {
      return picks.every(function (p) { return p.every(function (token) { return answers[token.split(".")[0]]; }); });
    }
    function changed(f, done) {
      var input = f.input, note = "";
      if (done && input.whole) {
        var value = f.value(), i = value.lastIndexOf("@"), q = input.whole.question;
        var found = Object.keys(input.whole.domains).filter(function (a) { return input.whole.domains[a].toLowerCase() === value.slice(i + 1).toLowerCase(); });
        var open = !picked()[q];
        if (i >= 0 && found.length === 1 && !forms["local-part"](value.slice(0, i)) && (open ? pick(q, found[0]) : picked()[q][0] === found[0])) {
          f.box.value = value.slice(0, i);
          note = say(open ? "form_taken_and_set" : "form_taken", { name: value.slice(0, i), answer: labelOf(form, q, found[0]) });
        }
      }
      var n = refresh();
      if (note) { f.show(note); }
      if (done) { said.textContent = (note ? note + " " : "") + say("form_filled", { n: n }); }
    }
    function clear() {
      each(fields, function (f) { f.box.value = ""; f.touched = false; });
      host.replaceChildren();
      refresh();
    }
    var list = make("div", { "class": "fields" });
    form.inputs.forEach(function (input) {
      var f = fields[input.id] = field(input.question, input.why || "", input.type, changed, input.example);
      f.input = input;
      list.append(f.root);
    });
    root.replaceChildren(
      make("h2", {}, say("form_title", {})), make("p", { "class": "privacy" }, say("form_private", {})), list,
      make("p", { "class": "actions" }, [
        make("button", { type: "button", on: { click: function () {
          var g = given();
          each(g.inputs, function (v, id) { if (v.any) { delete g.inputs[id]; } });
          t.builder(host, procedure, g);
        } } }, say("form_build", {})),
        make("button", { type: "button", on: { click: function () { clear(); said.textContent = say("form_cleared", {}); } } }, say("form_clear", {})),
      ]), said, host);
    document.querySelectorAll("#picker").forEach(function (p) { p.addEventListener("change", refresh); });
    addEventListener("pageshow", function (e) { if (e.persisted) { clear(); } });
    refresh();
  };

  function labelOf(form, question, answer) {
    return form.questions.filter(function (q) { return q.id === question; })[0]
      .answers.filter(function (a) { return a.id === answer; })[0].label;
  }

  // The builder of a runbook: questions, values, facts; what it will say; files.
  t.builder = function (root, procedure, start) {
    folder = root.dataset.assets || folder;
    procedure = procedure || root.dataset.procedure;
    var form = known.procedures[procedure], g = start || { answers: {}, inputs: {}, facts: {} };
    var questions = {}, fields = {}, result = make("div", { "class": "result" }), said = make("p", { role: "status", "class": "unseen" });
    var own = "form" + count++, latest = 0, top = root.id === "builder" ? 2 : 3;

    var asked = make("div", { "class": "fields" });
    form.questions.forEach(function (q) {
      var id = own + ":" + q.id, boxes = q.answers.map(function (a) {
        var given = (g.answers[q.id] || [q.default]).indexOf(a.id) >= 0;
        return make("input", { type: "radio", name: id, value: a.id, id: id + ":" + a.id, checked: given });
      });
      var fault = make("p", { "class": "fault" });
      questions[q.id] = { q: q, boxes: boxes, fault: fault };
      asked.append(make("fieldset", {}, [make("legend", {}, q.question), make("p", { "class": "hint" }, q.why || ""),
        make("div", { "class": "options" }, boxes.map(function (b, i) { return make("label", { "for": b.id }, [b, " " + q.answers[i].label]); })), fault]));
      boxes.forEach(function (b) { b.addEventListener("change", refresh); });
    });
    var wanted = make("div", { "class": "fields" });
    form.inputs.forEach(function (input) {
      var of = input.each ? form.questions.filter(function (q) { return q.id === input.each; })[0].answers : [null];
      of.forEach(function (a) {
        var name = input.id + (a ? "." + a.id : "");
        var f = fields["inputs." + name] = field(input.question + (a ? " (" + a.label + ")" : ""), input.why || "", input.type, refreshField, input.example);
        var value = g.inputs[input.id];
        f.input = input;
        f.answer = a && a.id;
        f.box.value = (a ? (value || {})[a.id] : value) || "";
        wanted.append(f.root);
      });
    });
    // The name comes before the short name, which is made of it.
    var facts = make("div", { "class": "fields several" });
    known.facts.slice().sort(function (a, b) { return (b.name === "customer.name") - (a.name === "customer.name"); }).forEach(function (fact) {
      var hint = fact.what[0].toUpperCase() + fact.what.slice(1) + "." + (fact.expected ? " " + say("form_expected", {}) : "");
      var f = fields[fact.name] = field(say("fact_" + fact.name.replace(".", "_"), {}), hint, fact.type, refreshField);
      f.box.value = g.facts[fact.name] || "";
      facts.append(f.root);
    });

    function collect() {
      var out = { answers: {}, inputs: {}, facts: {} };
      each(questions, function (q, id) {
        var some = q.boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.value; });
        if (some.length) { out.answers[id] = some; }
      });
      form.inputs.forEach(function (input) {
        if (!t.holds(input.when, out.answers)) { return; }
        each(fields, function (f) {
          if (f.input !== input || !f.value()) { return; }
          if (!f.answer) { out.inputs[input.id] = f.value(); return; }
          if ((out.answers[input.each] || []).indexOf(f.answer) >= 0) {
            out.inputs[input.id] = out.inputs[input.id] || {};
            out.inputs[input.id][f.answer] = f.value();
          }
        });
      });
      known.facts.forEach(function (fact) { if (fields[fact.name].value()) { out.facts[fact.name] = fields[fact.name].value(); } });
      return out;
    }
    function refreshField(f, done) {
      var input = f.input;
      if (done && input && input.whole) {
        var value = f.value(), i = value.lastIndexOf("@"), q = questions[input.whole.question];
        var bound = t.bind(known, form, collect(), today());
        if (i >= 0 && bound.fromAddress.length) {
          q.boxes.forEach(function (b) { b.checked = bound.answers[q.q.id].indexOf(b.value) >= 0; });
          said.textContent = say("form_taken_and_set", { name: value.slice(0, i), answer: labelOf(form, q.q.id, bound.answers[q.q.id][0]) });
        }
        if (i >= 0 && !bound.faults.some(function (x) { return x.at.indexOf("inputs." + input.id) === 0; })) { f.box.value = value.slice(0, i); }
      }
      refresh();
    }
    function today() { return new Date().toISOString().slice(0, 10); }

    function refresh() {
      each(questions, function (q) {
        if (!q.q.many) { return; }
        var several = t.holds(q.q.many, collect().answers), first = true;
        q.boxes.forEach(function (b) {
          if (!several && b.checked) { b.checked = first; first = false; }
          b.type = several ? "checkbox" : "radio";
        });
      });
      var now = collect(), bound = t.bind(known, form, now, today()), open = 0;
      each(questions, function (q, id) {
        var found = bound.faults.filter(function (f) { return f.at === "answers." + id && !f.open; })[0];
        q.fault.textContent = found ? words(found) : "";
      });
      each(fields, function (f, at) {
        var input = f.input;
        f.root.hidden = !!input && !(t.holds(input.when, bound.answers) && (!f.answer || (bound.answers[input.each] || []).indexOf(f.answer) >= 0));
        var found = bound.faults.filter(function (x) { return x.at === at; })[0];
        f.show(found && (f.touched || !found.open) ? words(found) : null);
      });
      open = bound.faults.length;
      var mine = ++latest, file = bound.faults.some(function (f) { return f.at.indexOf("answers.") === 0; }) ? null : fileOf(procedure, bound.answers);
      if (!file) { present(null, bound, open); return; }
      load(file).then(function (data) {
        if (mine === latest) { present(data, bound, open); }
      }, function () { result.replaceChildren(make("p", { "class": "fault" }, say("form_unloaded", {}))); });
    }

    function present(data, bound, open) {
      if (open) {
        var list = bound.faults.map(function (f) { return make("li", {}, nameOf(f.at) + (f.open ? "" : ": " + f.why)); });
        result.replaceChildren(make("h" + top, {}, say("form_result", {})), make("p", {}, say("form_open", { n: open })), make("ul", {}, list));
        return;
      }
      var can = data && data.variants[t.key(form, bound.answers)];
      var files = can ? t.files(form, data, bound) : [{ name: "profile.yaml", type: "text/yaml", text: bound.profile }];
      var parts = [make("h" + top, {}, say("form_result", {}))];
      if (!can) { parts.push(make("p", {}, say("form_too_many", {}))); }
      if (bound.lacks.length) { parts.push(make("p", {}, say("form_draft", { lacks: bound.lacks.map(nameOf).join(", ") }))); }
      parts.push(make("p", { "class": "actions downloads" }, files.map(function (f) {
        return make("button", { type: "button", on: { click: function () { save(f); said.textContent = say("form_saved", { name: f.name }); } } }, say("form_save", { name: f.name }));
      })), make("p", {}, say("form_command", {})),
      make("pre", { tabindex: "0" }, make("code", {}, "triptych runbook --profile profile.yaml -o " + bound.values["customer.id"] + "/")));
      if (can) { parts.push.apply(parts, preview(files[1].text)); }
      result.replaceChildren.apply(result, parts);
    }
    function nameOf(at) {
      var f = fields[at], parts = at.split("."), q = parts[0] === "answers" && questions[parts[1]];
      return q ? q.q.question : f ? f.root.querySelector("label").textContent : at;
    }
    // The head of the runbook and what was left out, read from the runbook itself.
    function preview(text) {
      var main = text.slice(text.indexOf("<main"), text.indexOf("<\/main>"));
      var page = new DOMParser().parseFromString(main, "text/html"), rows = make("tbody");
      page.querySelectorAll("main > section:first-of-type tbody tr").forEach(function (r) {
        rows.append(make("tr", {}, [make("th", { scope: "row" }, r.children[0].textContent), make("td", {}, r.children[1].textContent)]));
      });
      var out = [make("table", {}, [make("caption", {}, page.querySelector("h1").textContent), rows])];
      page.querySelectorAll("#why > *").forEach(function (e) {
        if (e.tagName === "UL" || e.tagName === "OL") {
          out.push(make("ul", {}, Array.from(e.children).map(function (li) { return make("li", {}, li.textContent.trim()); })));
        } else {
          out.push(make(/^H/.test(e.tagName) ? "h" + (top + 1) : "p", {}, e.textContent.trim()));
        }
      });
      return out;
    }
    function save(f) {
      var a = make("a", { href: URL.createObjectURL(new Blob([f.text], { type: f.type + ";charset=utf-8" })), download: f.name });
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
    }

    root.replaceChildren(
      make("p", { "class": "privacy" }, say("form_private", {})),
      make("div", { "class": "builder" }, [
        make("div", {}, [
          make("h" + top, {}, say("form_questions", {})), asked,
          make("h" + top, {}, say("form_values", {})), wanted,
          make("h" + top, {}, say("form_facts", {})), facts,
        ]), result]), said);
    root.hidden = false;
    addEventListener("pageshow", function (e) {
      if (!e.persisted) { return; }
      each(fields, function (f) { f.box.value = ""; f.touched = false; });
      refresh();
    });
    refresh();
  };
}(triptych));
