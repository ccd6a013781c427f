// Opens the forms: their scripts are loaded when a reader asks for them, before
// anything is typed. Where one of them does not come, the page says so.
(() => {
  "use strict";
  ["personalise", "builder"].forEach(id => {
    const root = document.getElementById(id);
    if (!root) { return; }
    const button = root.querySelector("button") || {}, said = root.nextElementSibling, whole = id === "builder";
    let late, failed, coming = 0;
    // Who asks again while scripts are on their way waits for those: a form is not
    // made anew under somebody who types in it.
    function open() {
      state(true, true);
      late = setTimeout(lost, 10000);
      if (coming) { return; }
      failed = false;
      root.dataset.tools.split(" ").forEach(name => {
        const script = document.createElement("script");
        script.async = false; // in their order
        script.src = root.dataset.assets + name;
        script.onload = script.onerror = came;
        coming++;
        document.head.append(script);
      });
    }
    function state(busy, well) {
      clearTimeout(late);
      button.disabled = busy;
      said.hidden = well;
    }
    function lost() {
      state(false, false);
    }
    function came(e) {
      failed ||= e.type === "error";
      if (--coming) { return; }
      if (failed) { lost(); return; }
      window.triptych[id](root);
      // Who was told that it failed may be reading elsewhere by now.
      if (said.hidden) { (root.querySelector("input") || root).focus({ preventScroll: whole }); }
      state(false, true);
    }
    root.hidden = false;
    button.onclick = open;
    if (whole) { open(); }
  });
})();
