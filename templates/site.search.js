// Search in the index that stands in the page: every word has to be there, and
// titles count for more than what stands below them.
(function () {
  "use strict";
  var box = document.getElementById("seek");
  if (!box) return;
  var places = JSON.parse(document.getElementById("data:search").textContent);
  var text = document.getElementById("seek:text");
  var status = document.getElementById("seek:status");
  var list = document.getElementById("seek:found");
  document.querySelector(".without").hidden = true;
  box.hidden = false;

  function fold(s) { return (s || "").toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, ""); }
  places.forEach(function (p) { p.t = fold(p.title); p.i = fold(p.in); p.w = fold(p.words); });

  function score(p, words, phrase) {
    var sum = 0;
    for (var k = 0; k < words.length; k++) {
      var w = words[k], one = 0;
      if (p.t.indexOf(w) >= 0) one += 8;
      if (p.i.indexOf(w) >= 0) one += 1;
      if (p.w.indexOf(w) >= 0) one += 3;
      if (!one) return 0;
      sum += one;
    }
    if (words.length > 1 && p.w.indexOf(phrase) >= 0) sum += 6;
    if (words.length > 1 && p.t.indexOf(phrase) >= 0) sum += 10;
    // Who looks for several words wants to do something with them: a step that has
    // them side by side comes before what is said about them.
    if (words.length > 1 && p.step && (p.t + " " + p.w).indexOf(phrase) >= 0) sum += 30;
    return sum + (p.step || 0);
  }

  function find() {
    var phrase = fold(text.value).trim().replace(/\s+/g, " ");
    var words = phrase.split(" ").filter(Boolean);
    var found = words.length === 0 ? [] : places.map(function (p, at) {
      return { place: p, score: score(p, words, phrase), at: at };
    }).filter(function (f) { return f.score > 0; }).sort(function (a, b) { return b.score - a.score || a.at - b.at; });
    list.textContent = "";
    found.slice(0, 20).forEach(function (f) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = f.place.to;
      link.textContent = f.place.title;
      var where = document.createElement("span");
      where.textContent = f.place.in;
      item.appendChild(link);
      item.appendChild(where);
      list.appendChild(item);
    });
    status.textContent = words.length === 0 ? "" : found.length === 0 ? status.dataset.none : status.dataset.found.split("{n}").join(found.length);
  }

  text.addEventListener("input", find);
  try {
    text.value = decodeURIComponent(location.hash.slice(1));
  } catch (malformed) {
    // An address that was cut off asks for nothing.
  }
  find();
})();
