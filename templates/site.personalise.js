// Opens the forms: their scripts are loaded when a reader asks for them, before
// anything is typed.
(() => {
  "use strict";
  ["personalise", "builder"].forEach(id => {
    const root = document.getElementById(id);
    if (!root) { return; }
    function open() {
      root.dataset.tools.split(" ").forEach((name, i, all) => {
        const script = document.createElement("script");
        script.async = false; // in their order
        script.src = root.dataset.assets + name;
        if (i === all.length - 1) { script.addEventListener("load", ready); }
        document.head.append(script);
      });
    }
    function ready() {
      window.triptych[id](root);
      (root.querySelector("input") || root).focus({ preventScroll: id === "builder" });
    }
    root.hidden = false;
    if (id === "builder") { open(); } else { root.querySelector("button").addEventListener("click", open); }
  });
})();
