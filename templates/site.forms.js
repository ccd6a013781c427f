// What the forms of the site share. A reader's values are held in these scripts
// and nowhere else; they are put into the page as text, and into files that the
// reader saves.
(t => {
  "use strict";

  let known, count = 0;
  t.know = k => { t.known = known = k; };

  function say(name, values) {
    return known.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }
  // An element: "p.hint" has a class.
  function make(what, attributes, children) {
    const [tag, ...classes] = what.split("."), e = document.createElement(tag);
    if (classes.length) { e.className = classes.join(" "); }
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (name === "on") { Object.entries(value).forEach(on => e.addEventListener(...on)); return; }
      if (value !== false) { e.setAttribute(name, value === true ? "" : value); }
    });
    e.append(...[].concat(children || []));
    return e;
  }
  function each(map, f) { Object.entries(map).forEach(([k, v]) => f(v, k)); }

  // What people paste around an address: mailto:, angle brackets, a name.
  function tidy(value, type) {
    let s = value.trim();
    if (!["address", "local-part", "domain"].includes(type)) { return s; }
    const inside = /<([^<>]+)>[;,]?$/.exec(s);
    s = (inside ? inside[1] : s).replace(/^mailto:/i, "").replace(/\?.*$/, "").trim();
    return type === "domain" ? s.replace(/^@/, "") : s;
  }

  // A field for a value. Its box has no name and stands in no form.
  function field(label, hint, type, changed, example) {
    const id = "form:" + count++, described = id + ":hint " + id + ":fault";
    const box = make("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": described, placeholder: example || false });
    const fault = make("p.fault", { id: id + ":fault", "aria-live": "polite" });
    const f = {
      box, touched: false,
      root: make("div.field", {}, [make("label", { "for": id }, label), make("p.hint", { id: id + ":hint" }, hint), box, fault]),
      value() { return tidy(box.value, type); },
      show(found) {
        box.toggleAttribute("aria-invalid", !!found);
        if (found) { box.setAttribute("aria-invalid", "true"); }
        fault.replaceChildren(...found ? [].concat(found) : []);
      },
    };
    box.addEventListener("input", () => { changed(f, false); });
    box.addEventListener("change", () => { f.touched = true; box.value = f.value(); changed(f, true); });
    return f;
  }
  function words(found) {
    return say("fault", { why: found.why }) + (found.hint ? " " + found.hint : "");
  }
  function labelOf(form, question, answer) {
    return form.questions.find(q => q.id === question).answers.find(a => a.id === answer).label;
  }

  Object.assign(t, { say, make, each, field, words, labelOf, number: () => count++ });
})(triptych);
