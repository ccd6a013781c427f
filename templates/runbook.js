// What the page keeps while a runbook is carried out: which steps are done and
// when, what was written into the blanks, and notes. All of it stays in this
// browser. Without this script the page is complete and its boxes can be
// ticked; they are only not remembered.
(function () {
  "use strict";

  var boxes = all("input[data-tick]");
  var blanks = all("input[data-blank]");
  var id = document.body.dataset.runbook || "";
  var slot = "triptych:" + id;
  var kept = empty();
  var keeps = false;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  function part(name) { return document.getElementById("page:" + name); }
  function make(tag, classes, text) {
    var e = document.createElement(tag);
    if (classes) { e.className = classes; }
    if (text) { e.textContent = text; }
    return e;
  }
  function empty() { return { ticks: {}, blanks: {}, notes: {}, remarks: "" }; }
  function say(text) { part("said").textContent = text; }
  function minute(when) { return when.slice(0, 10) + " " + when.slice(11, 16) + " UTC"; }

  // A store that cannot be written is no store: private windows and files
  // opened from an attachment often have none.
  function load() {
    try {
      var was = JSON.parse(localStorage.getItem(slot) || "null");
      localStorage.setItem(slot, JSON.stringify(was || kept));
      if (was) {
        Object.keys(kept).forEach(function (k) {
          if (typeof was[k] === typeof kept[k] && was[k] !== null) { kept[k] = was[k]; }
        });
      }
      keeps = id !== "";
    } catch (e) {
      keeps = false;
    }
    showUnkept();
  }
  function save() {
    if (!keeps) { return; }
    try {
      localStorage.setItem(slot, JSON.stringify(kept));
    } catch (e) {
      keeps = false;
      showUnkept();
    }
  }
  function showUnkept() {
    if (part("unkept")) { part("unkept").hidden = keeps; }
  }

  // A blank is kept under its form and its place there.
  function blankKey(input) {
    var form = input.closest("[data-form]");
    return form.dataset.form + "/" + all("input[data-blank]", form).indexOf(input);
  }

  function show() {
    boxes.forEach(function (box) {
      var when = String(kept.ticks[box.dataset.tick] || "");
      box.checked = when !== "";
      var stamp = box.closest(".task").querySelector(":scope > .do > .remark > .stamp");
      stamp.textContent = when ? "Done " + minute(when) : "";
      stamp.dateTime = when;
      var note = noteOf(box);
      if (note) { note.value = kept.notes[box.dataset.tick] || ""; }
      if (!note && kept.notes[box.dataset.tick]) { openNote(box); }
    });
    blanks.forEach(function (input) { input.value = kept.blanks[blankKey(input)] || ""; });
    all("textarea[data-remarks]").forEach(function (t) { t.value = kept.remarks; });
    count();
  }

  function count() {
    var done = boxes.filter(function (b) { return b.checked; }).length;
    if (!part("count")) { return; }
    part("progress").value = done;
    part("count").textContent = done + " of " + boxes.length + (boxes.length === 1 ? " box" : " boxes") + " ticked";
    all("nav a").forEach(function (a) {
      var section = document.getElementById(a.getAttribute("href").slice(1));
      var inside = section ? all("input[data-tick]", section) : [];
      if (inside.length === 0) { return; }
      var tally = a.querySelector(".tally") || a.appendChild(make("span", "tally"));
      tally.textContent = inside.filter(function (b) { return b.checked; }).length + "/" + inside.length;
    });
  }

  function noteOf(box) { return box.closest(".task").querySelector(":scope > .do > .remark > textarea"); }

  function openNote(box) {
    var task = box.closest(".task");
    var area = make("textarea");
    area.rows = 2;
    area.placeholder = " ";
    area.setAttribute("aria-label", "Note on this step");
    area.value = kept.notes[box.dataset.tick] || "";
    area.addEventListener("input", function () {
      if (area.value) { kept.notes[box.dataset.tick] = area.value; } else { delete kept.notes[box.dataset.tick]; }
      save();
    });
    task.querySelector(":scope > .do > .add").hidden = true;
    task.querySelector(":scope > .do > .remark").append(area);
    return area;
  }

  boxes.forEach(function (box) {
    var task = box.closest(".task");
    var does = task.querySelector(":scope > .do");
    var add = make("button", "add chrome", "Add a note");
    add.type = "button";
    add.setAttribute("aria-describedby", box.id + ":text");
    add.addEventListener("click", function () { openNote(box).focus(); });
    var remark = make("p", "remark chrome kept");
    remark.append(make("time", "stamp"));
    does.prepend(add);
    does.append(remark);

    box.addEventListener("change", function () {
      if (box.checked) {
        var now = new Date().toISOString();
        kept.ticks[box.dataset.tick] = now;
        var time = task.querySelector("input[data-time]");
        if (time && !time.value) {
          time.value = now.slice(11, 16) + " UTC";
          kept.blanks[blankKey(time)] = time.value;
        }
      } else {
        delete kept.ticks[box.dataset.tick];
      }
      save();
      show();
    });
  });

  blanks.forEach(function (input) {
    input.addEventListener("input", function () {
      kept.blanks[blankKey(input)] = input.value;
      save();
    });
  });

  all("textarea[data-remarks]").forEach(function (area) {
    area.placeholder = " ";
    area.addEventListener("input", function () {
      kept.remarks = area.value;
      save();
    });
  });

  // The same runbook may be open in two windows.
  addEventListener("storage", function (e) {
    if (e.key !== slot) { return; }
    kept = empty();
    load();
    show();
  });

  // What an element says, without what this page adds.
  function spoken(e) {
    var copy = e.cloneNode(true);
    all(".chrome", copy).forEach(function (c) { c.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function plain(text) { return text.replace(/[\\`*_[\]<>|~#&]/g, "\\$&"); }
  function lines(text, indent) { return plain(text).replace(/\r?\n/g, "  \n" + indent); }

  function stepText(box) {
    var task = box.closest(".task");
    var first = task.querySelector(":scope > .do > p:not(.remark)");
    var text = first ? spoken(first) : "";
    var list = task.parentElement;
    if (list.tagName !== "OL") { return text; }
    var n = (list.start || 1) + Array.prototype.indexOf.call(list.children, task);
    return n + ". " + text;
  }

  function evidence() {
    var out = ["# Evidence: " + plain(spoken(document.querySelector("h1") || make("b", "", document.title))), ""];
    if (id) { out.push("- Runbook: " + plain(id)); }
    out.push("- Exported: " + minute(new Date().toISOString()));
    out.push("- Done: " + boxes.filter(function (b) { return b.checked; }).length + " of " + boxes.length);
    all("main > section:not(.remarks)").forEach(function (section) {
      var entries = all("input[data-tick], [data-form]", section);
      if (entries.length === 0) { return; }
      var heading = section.querySelector("h2, h3, h4, h5, h6");
      out.push("");
      if (heading) { out.push("## " + plain(spoken(heading)), ""); }
      entries.forEach(function (e) {
        if (e.dataset.tick) {
          var when = kept.ticks[e.dataset.tick];
          out.push("- [" + (when ? "x" : " ") + "] " + plain(stepText(e)) + (when ? " — " + minute(when) : ""));
          if (kept.notes[e.dataset.tick]) { out.push("  - Note: " + lines(kept.notes[e.dataset.tick], "    ")); }
          return;
        }
        var filled = all("input[data-blank]", e).filter(function (i) { return i.value; }).map(function (i) {
          return plain(i.dataset.blank) + ": " + plain(i.value);
        });
        if (filled.length > 0) { out.push((e.closest(".task") ? "  - " : "- ") + filled.join("; ")); }
      });
    });
    if (kept.remarks) { out.push("", "## Notes of this run", "", lines(kept.remarks, "")); }
    return out.join("\n") + "\n";
  }

  function download(name, text) {
    var a = make("a");
    a.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
  }

  function on(name, act) {
    if (part(name)) { part(name).addEventListener("click", act); }
  }
  on("export", function () {
    download("evidence-" + (id.replace(/[^A-Za-z0-9._-]+/g, "-") || "runbook") + ".md", evidence());
    say("The evidence was saved as a file.");
  });
  on("print", function () { print(); });
  on("reset", function () {
    if (!confirm("Clear every tick, time and note of this runbook in this browser?")) { return; }
    kept = empty();
    save();
    all(".remark textarea").forEach(function (t) { t.remove(); });
    all(".add").forEach(function (b) { b.hidden = false; });
    show();
    say("Everything is cleared.");
  });

  // Values and commands can be copied. A browser that has no clipboard for
  // files still copies what is selected.
  function copy(text) {
    function select() {
      var area = make("textarea", "unseen");
      area.value = text;
      document.body.append(area);
      area.select();
      var ok = document.execCommand("copy");
      area.remove();
      return ok ? Promise.resolve() : Promise.reject(new Error("not copied"));
    }
    if (!navigator.clipboard) { return select(); }
    return navigator.clipboard.writeText(text).catch(select);
  }

  function icon(classes, path) {
    var ns = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", classes);
    var p = document.createElementNS(ns, "path");
    p.setAttribute("d", path);
    svg.append(p);
    return svg;
  }

  function copyButton(code, what) {
    var b = make("button", "copy chrome");
    b.type = "button";
    b.title = "Copy";
    b.setAttribute("aria-label", "Copy " + what);
    b.append(icon("copies", "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"), icon("copied", "M3 8.5l3.5 3.5L13 4.5"));
    b.addEventListener("click", function () {
      copy(code.textContent).then(function () {
        b.classList.add("done");
        setTimeout(function () { b.classList.remove("done"); }, 1500);
        say("Copied " + what + ".");
      }, function () { say("This browser did not copy it. Select it and copy it yourself."); });
    });
    return b;
  }

  // The button stays on the line on which the value ends, and so does the full stop
  // behind it.
  function copyable(code, what) {
    var both = make("span", "copyable"), next = code.nextSibling;
    var stop = next && next.nodeType === Node.TEXT_NODE ? /^[.,:;?]*/.exec(next.data)[0] : "";
    code.replaceWith(both);
    both.append(code, copyButton(code, what), stop);
    if (stop) { next.data = next.data.slice(stop.length); }
  }

  all("code.value").forEach(function (code) { copyable(code, code.dataset.name || code.textContent); });
  // A cell that holds nothing but values is there to be copied from.
  all(".table td").forEach(function (cell) {
    var codes = all("code:not(.value)", cell);
    var said = codes.reduce(function (rest, code) { return rest.replace(code.textContent, ""); }, cell.textContent);
    if (!/^[\s,]*$/.test(said)) { return; }
    codes.forEach(function (code) { copyable(code, code.textContent); });
  });
  all(".command").forEach(function (c) { c.append(copyButton(c.querySelector("code"), "the command")); });

  // The foot of a printed page: a style cannot read an attribute there.
  document.documentElement.style.setProperty("--runbook", JSON.stringify(id.replace(/[\u0000-\u001f\u007f]/g, " ")));

  // A region that scrolls sideways is to be reached with the keyboard.
  all("pre, .table").forEach(function (e) {
    if (e.scrollWidth > e.clientWidth) { e.tabIndex = 0; }
  });

  var bar = part("bar");
  if (bar) {
    bar.hidden = false;
    var measure = function () {
      document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
    };
    measure();
    addEventListener("resize", measure);
  }
  if (part("remarks")) { part("remarks").hidden = false; }
  var contents = document.querySelector("nav details");
  if (contents && matchMedia("(max-width: 63.99rem)").matches) { contents.open = false; }

  // Where one is, in the list of chapters.
  if (contents && "IntersectionObserver" in window) {
    var links = {};
    all("nav a").forEach(function (a) { links[a.getAttribute("href").slice(1)] = a; });
    var visible = new Set();
    var observer = new IntersectionObserver(function (changes) {
      changes.forEach(function (c) {
        if (c.isIntersecting) { visible.add(c.target.id); } else { visible.delete(c.target.id); }
      });
      var current = Object.keys(links).filter(function (k) { return visible.has(k); })[0];
      Object.keys(links).forEach(function (k) {
        if (k === current) { links[k].setAttribute("aria-current", "true"); } else { links[k].removeAttribute("aria-current"); }
      });
    }, { rootMargin: "-15% 0px -70% 0px" });
    all("main > section[id]").forEach(function (s) { if (links[s.id]) { observer.observe(s); } });
  }

  load();
  show();
}());
