// On a narrow screen the table of contents is closed, so that the page starts
// with its content. What scrolls sideways can be reached with the keyboard.
(function () {
  "use strict";
  var contents = document.getElementById("contents");
  function reach() {
    document.querySelectorAll("pre").forEach(function (e) {
      if (e.scrollWidth > e.clientWidth) e.tabIndex = 0; else e.removeAttribute("tabindex");
    });
  }
  reach();
  addEventListener("resize", reach);
  if (contents && !matchMedia("(min-width: 64rem)").matches) contents.open = false;
})();
