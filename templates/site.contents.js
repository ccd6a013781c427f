// On a narrow screen the table of contents is closed, so that the page starts
// with its content.
(function () {
  "use strict";
  var contents = document.getElementById("contents");
  if (contents && !matchMedia("(min-width: 64rem)").matches) contents.open = false;
})();
