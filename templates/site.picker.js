// The picker narrows the page by its style alone. This mirrors the answers into
// the address, so that a link shows the same, says how many steps are left, and
// opens what a link leads to. Nothing is remembered.
(function () {
  "use strict";
  var form = document.getElementById("picker");
  if (!form || !CSS.supports("selector(:has(*))")) return;
  var status = document.getElementById("picker:status");
  var radios = Array.prototype.slice.call(form.querySelectorAll("input[type=radio]"));
  var main = document.getElementById("content");

  function say(name, with_) {
    var text = status.dataset[name];
    for (var key in with_) text = text.split("{" + key + "}").join(with_[key]);
    return text;
  }

  function shown(element) { return element.getClientRects().length > 0; }

  function count() {
    var steps = Array.prototype.slice.call(main.querySelectorAll("section > ol > li[id]"));
    status.textContent = say("steps", { n: steps.filter(shown).length, all: steps.length });
  }

  function query() {
    return radios.filter(function (r) { return r.checked && r.value; }).map(function (r) {
      return encodeURIComponent(r.name) + "=" + encodeURIComponent(r.value);
    }).join("&");
  }

  function mirror() {
    var q = query();
    try {
      history.replaceState(null, "", location.pathname + (q ? "?" + q : "") + location.hash);
    } catch (refused) {
      // A page from a disk may have an address that cannot be changed.
    }
    count();
  }

  // What counts is the address, and not what a browser restored. Of two answers to
  // one question none is taken.
  function read() {
    var unknown = [], several = [], asked = new URLSearchParams(location.search);
    radios.forEach(function (r) { r.checked = !r.value; });
    asked.forEach(function (value, name) {
      var of = radios.filter(function (r) { return r.name === name; });
      var match = of.filter(function (r) { return r.value === value; })[0];
      if (!of.length) return;
      if (asked.getAll(name).some(function (other) { return other !== value; })) several.push(name + "=" + value);
      else if (match) match.checked = true;
      else unknown.push(name + "=" + value);
    });
    count();
    if (unknown.length) status.textContent = say("unknown", { answer: unknown.join(", ") }) + " " + status.textContent;
    if (several.length) status.textContent = say("several", { answer: several.join(", ") }) + " " + status.textContent;
  }

  // Where the address leads. One that was cut off on its way leads nowhere.
  function aim() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (malformed) {
      return null;
    }
  }

  // A link into a part that is hidden takes back the answers that hide it.
  function open() {
    var target = aim();
    if (!target || shown(target)) return;
    for (var e = target; e; e = e.parentElement) {
      (e.dataset.unless || "").split(" ").forEach(function (pick) {
        var on = pick ? pick.split("+").map(function (name) { return document.getElementById("pick:" + name); }) : [];
        if (on.length && on.every(function (r) { return r && r.checked; })) {
          document.getElementById("pick:" + on[0].name).checked = true;
        }
      });
    }
    mirror();
    status.textContent = say("opened", {}) + " " + status.textContent;
    target.scrollIntoView();
  }

  read();
  open();
  form.addEventListener("change", mirror);
  document.getElementById("picker:all").addEventListener("click", function (e) {
    e.preventDefault();
    radios.forEach(function (r) { r.checked = !r.value; });
    form.dispatchEvent(new Event("change"));
  });
  addEventListener("hashchange", open);

  var share = document.getElementById("share");
  share.hidden = !navigator.clipboard;
  share.addEventListener("click", function () {
    var q = query();
    navigator.clipboard.writeText(location.href.split(/[?#]/)[0] + (q ? "?" + q : "")).then(function () {
      status.textContent = share.dataset.done;
    });
  });
})();
