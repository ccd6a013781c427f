// Opens the forms: their scripts are loaded when a reader asks for them, before
// anything is typed. Where one of them does not come, the page says so.
(() => {
  "use strict";
  ["personalise", "builder"].forEach(id => {
    const root = document.getElementById(id);
    if (!root) { return; }
    const button = root.querySelector("button") || {}, said = root.nextElementSibling, whole = id === "builder";
    let late, script;
    function open() {
      end(true);
      late = setTimeout(lost, 10000);
      root.dataset.tools.split(" ").forEach(name => {
        script = document.createElement("script");
        script.async = false; // in their order
        script.src = root.dataset.assets + name;
        script.onerror = lost;
        document.head.append(script);
      });
      script.onload = ready; // the last of them
    }
    function end(busy, failed) {
      clearTimeout(late);
      said.hidden = !failed;
      button.disabled = busy;
    }
    function lost() {
      end(false, true);
    }
    function ready() {
      window.triptych[id](root); // or what is said of the one that is missing stays
      end();
      (root.querySelector("input") || root).focus({ preventScroll: whole });
    }
    root.hidden = false;
    button.onclick = open;
    if (whole) { open(); }
  });
})();
