// A button to copy each value and each command.
(function () {
  "use strict";
  var main = document.getElementById("content");
  if (!main || !navigator.clipboard) return;
  var words = JSON.parse(document.getElementById("data:copy").textContent);
  var said = document.createElement("p");
  said.className = "unseen chrome";
  said.setAttribute("role", "status");
  document.body.appendChild(said);

  function icon() {
    var ns = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    [["copies", "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"], ["copied", "M3 8.5l3.5 3.5L13 4.5"]].forEach(function (shape) {
      var path = document.createElementNS(ns, "path");
      path.setAttribute("class", shape[0]);
      path.setAttribute("d", shape[1]);
      svg.appendChild(path);
    });
    return svg;
  }

  function open(code) { return code.querySelector(".hole:not(.filled)") !== null; }

  function button(code) {
    var b = document.createElement("button");
    b.type = "button";
    b.className = "copy chrome";
    b.appendChild(icon());
    function name() { b.setAttribute("aria-label", (open(code) ? words.placeholder : words.copy) + ": " + code.textContent); }
    name();
    b.addEventListener("focus", name);
    b.addEventListener("click", function () {
      name();
      navigator.clipboard.writeText(code.textContent).then(function () {
        said.textContent = open(code) ? words.placeholder : words.copied;
        b.classList.add("done");
        setTimeout(function () { b.classList.remove("done"); said.textContent = ""; }, 2000);
      });
    });
    return b;
  }

  main.querySelectorAll("li code.value, td code.value, #values td code").forEach(function (code) {
    if (code.closest(".dialog")) return;
    // The button and the full stop behind it stay on the line on which the value ends.
    var span = document.createElement("span"), next = code.nextSibling;
    var stop = next && next.nodeType === Node.TEXT_NODE ? /^[.,:;?]*/.exec(next.data)[0] : "";
    span.className = "copyable";
    code.replaceWith(span);
    span.append(code, button(code), stop);
    if (stop) next.data = next.data.slice(stop.length);
  });
  main.querySelectorAll(".command code").forEach(function (code) {
    code.closest(".command").appendChild(button(code));
  });
})();
