// Fills runbooks that the printers left with holes (package residuals), with
// escapers that give the bytes of the Go ones (render/html, render/markdown,
// render/powershell); a test compares them on every character. What has no
// escaper here throws: nothing is filled by guess.
var triptych = {};
(function (t) {
  "use strict";

  function clean(s) { return s.replace(/\p{Surrogate}|\0/gu, "\ufffd"); }
  function alnum(c) { return /^[0-9A-Za-z]$/.test(c); }
  function punct(c) { return /^[!-\/:-@[-`{-~]$/.test(c); }
  function addressByte(c) { return c !== "" && /^[0-9A-Za-z.!#$%&'*+\/=?^_`{|}~-]$/.test(c); }
  function entity(s) { return /^[#A-Za-z0-9]+;/.test(s); }
  function hidden(c) { return /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(c); }

  // Whether the first or the last character of a text has to be an entity.
  var encodes = {
    left: function (l, c) {
      if (l === "block" || l === "edge") { return /\p{White_Space}/u.test(c); }
      return l === "strong" && !punct(c) && c !== " ";
    },
    right: function (r, c) {
      if (r === "edge") { return /\p{White_Space}/u.test(c); }
      if (r === "strong") { return !punct(c) && c !== " "; }
      return r === "code" && alnum(c);
    },
  };

  function special(c, prev, next, before, after) {
    switch (c) {
    case "`": case "*": case "[": case "]": case "|": case "{": case "~": case "$": return true;
    case "\\": return !alnum(next);
    case "_": return !alnum(prev) || !alnum(next);
    case "<": return !/^[ =0-9]$/.test(next);
    case "&": return next === "" || entity(after);
    case "!": return next === "";
    case ".": return /www$/i.test(before);
    case ":": return after.slice(0, 2) === "//" || /(mailto|xmpp)$/i.test(before);
    case "@": return (prev === "" || addressByte(prev)) && alnum(next);
    }
    return false;
  }
  function startsBlock(c, next, i, digits) {
    switch (c) {
    case "#": case ">": return i === 0;
    case "-": case "+": case "=": case ":": return i === 0 && !alnum(next);
    case ".": case ")": return i > 0 && i === digits && (next === "" || next === " ");
    }
    return false;
  }
  function markdown(left, right) {
    return function (value) {
      var s = clean(value), out = "", n = s.length;
      var hashes = s.replace(/#+$/, "").length, digits = /^[0-9]*/.exec(s)[0].length;
      for (var i = 0, c; i < n; i += c.length) {
        c = String.fromCodePoint(s.codePointAt(i));
        var end = i + c.length, first = i === 0, last = end === n;
        if (hidden(c) || first && encodes.left(left, c) || last && encodes.right(right, c)) {
          out += "&#" + c.codePointAt(0) + ";";
          continue;
        }
        var prev = first ? "" : s[i - 1], next = last ? "" : s[end];
        if (i === 1 && prev < "\x80" && encodes.left(left, prev)) { prev = ";"; }
        if (end + 1 === n && next < "\x80" && encodes.right(right, next)) { next = "&"; }
        if (special(c, prev, next, s.slice(0, i), s.slice(end)) ||
            left === "block" && startsBlock(c, next, i, digits) ||
            right === "edge" && c === "#" && i >= hashes ||
            (right === "code" || right === "strong") && last && addressByte(c)) {
          out += "\\";
        }
        out += c;
      }
      return out;
    };
  }
  function code(value) {
    if (value === "") { return ""; }
    var s = clean(value).replace(/\r\n|\r|\n/g, " "), fence = "`", runs = {};
    (s.match(/`+/g) || []).forEach(function (run) { runs[run.length] = true; });
    while (runs[fence.length]) { fence += "`"; }
    var pad = s[0] === "`" || s[s.length - 1] === "`" ||
      s[0] === " " && s[s.length - 1] === " " && /[^ \t]/.test(s) ? " " : "";
    return fence + pad + s + pad + fence;
  }
  function html(value) {
    return value.replace(/[&<>"'\r\0]|\p{Surrogate}/gu, function (c) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\r": "&#13;" }[c] || "\ufffd";
    });
  }
  function comment(value) {
    var s = clean(value.replace(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/g, " ")).replace(/#>/g, "# >");
    return (s[0] === ">" ? " " : "") + s + (s[s.length - 1] === "#" ? " " : "");
  }

  var escapers = {
    "html.text": html,
    "html.attribute": html,
    "markdown.code": code,
    "markdown.code.cell": function (value) { return code(value).replace(/\|/g, "\\|"); },
    "powershell.literal": function (value) { return "'" + clean(value).replace(/['\u2018-\u201b]/g, "$&$&") + "'"; },
    "powershell.comment": comment,
    "powershell.bom": function (value) { return /[^\0-\x7f]/.test(value) ? "\ufeff" : ""; },
  };

  // The escaper of a name: "powershell.literal|html.text" is one after the other,
  // "markdown.text(block,edge)" says what stands beside the text.
  t.escaper = function (name) {
    var steps = name.split("|").map(function (one) {
      var beside = /^markdown\.text\((|block|edge|strong),(|edge|code|strong)\)$/.exec(one);
      var f = beside ? markdown(beside[1], beside[2]) : escapers[one];
      if (!f) { throw new Error("no escaper " + name); }
      return f;
    });
    return function (value) { return steps.reduce(function (v, f) { return f(v); }, value); };
  };

  function hole(pieces, values) {
    return pieces.map(function (p, i) {
      if (i % 2 === 0) { return p; }
      if (typeof values[p] !== "string") { throw new Error("no value for " + p); }
      return values[p];
    }).join("");
  }

  // The runbook of a variant in one format: 0 Markdown, 1 HTML, 2 PowerShell.
  t.fill = function (data, key, format, values) {
    return data.variants[key][format].map(function (n) {
      return data.texts[n].split("\x7f").map(function (part, i) {
        if (i % 2 === 0) { return part; }
        var h = data.holes[part];
        return t.escaper(h[0])(hole(h.slice(1), values));
      }).join("");
    }).join("");
  };
  // The names of the holes of a variant.
  t.holes = function (data, key) {
    var names = {};
    data.variants[key].forEach(function (list) {
      list.forEach(function (n) {
        data.texts[n].split("\x7f").forEach(function (part, i) {
          if (i % 2) { data.holes[part].slice(1).forEach(function (p, j) { if (j % 2) { names[p] = true; } }); }
        });
      });
    });
    return names;
  };

  var K = [], H = [];
  for (var p = 2; K.length < 64; p++) {
    for (var d = 2; d * d <= p && p % d; d++) {}
    if (d * d > p) {
      if (H.length < 8) { H.push(Math.pow(p, 1 / 2) % 1 * 4294967296 | 0); }
      K.push(Math.pow(p, 1 / 3) % 1 * 4294967296 | 0);
    }
  }
  // SHA-256 of a text in UTF-8, as bytes. A browser has its own only for pages
  // that come by https.
  t.sha256 = function (text) {
    var bytes = new TextEncoder().encode(text), n = bytes.length, h = H.slice();
    var all = new Uint8Array((n + 8 >> 6) + 1 << 6), view = new DataView(all.buffer), w = new Int32Array(64);
    all.set(bytes);
    all[n] = 128;
    view.setUint32(all.length - 4, n << 3);
    view.setUint32(all.length - 8, Math.floor(n / 536870912));
    function turn(x, by) { return x >>> by | x << 32 - by; }
    for (var at = 0; at < all.length; at += 64) {
      var s = h.slice();
      for (var i = 0; i < 64; i++) {
        if (i < 16) {
          w[i] = view.getInt32(at + 4 * i);
        } else {
          var a = w[i - 15], b = w[i - 2];
          w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
        }
        var x = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + (s[4] & s[5] ^ ~s[4] & s[6]) + K[i] + w[i] | 0;
        var y = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]) | 0;
        s = [x + y | 0, s[0], s[1], s[2], s[3] + x | 0, s[4], s[5], s[6]];
      }
      for (i = 0; i < 8; i++) { h[i] = h[i] + s[i] | 0; }
    }
    var out = [];
    h.forEach(function (v) { for (var k = 24; k >= 0; k -= 8) { out.push(v >>> k & 255); } });
    return out;
  };
  t.hex = function (bytes) {
    return bytes.map(function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join("");
  };
  // The id of a runbook (render.ID): 40 bits of the hash in Crockford's digits.
  t.id = function (model, change) {
    var bits = t.sha256(model + "\n" + change).slice(0, 5).map(function (b) { return (b + 256).toString(2).slice(1); }).join("");
    var id = bits.match(/.{5}/g).map(function (five) { return "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[parseInt(five, 2)]; }).join("");
    return "TRP-" + id.slice(0, 4) + "-" + id.slice(4);
  };
}(triptych));
