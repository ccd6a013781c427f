// Opens the forms: their script is loaded when a reader asks for it, before
// anything is typed.
(function () {
  "use strict";
  ["personalise", "builder"].forEach(function (id) {
    var root = document.getElementById(id);
    if (!root) { return; }
    function open() {
      var script = document.createElement("script");
      script.src = root.dataset.assets + root.dataset.tool;
      script.addEventListener("load", function () {
        window.triptych[id](root);
        (root.querySelector("input") || root).focus({ preventScroll: id === "builder" });
      });
      document.head.append(script);
    }
    root.hidden = false;
    if (id === "builder") { open(); return; }
    root.querySelector("button").addEventListener("click", open);
  });
}());
