// Fills runbooks that the printers left with holes (package residuals), with
// escapers that give the bytes of the Go ones (render/html, render/markdown,
// render/powershell); a test compares them on every character. What has no
// escaper here throws: nothing is filled by guess.
(t => {
  "use strict";

  function clean(s) { return s.replace(/\p{Surrogate}|\0/gu, "\ufffd"); }
  function alnum(c) { return /^[0-9A-Za-z]$/.test(c); }
  function punct(c) { return /^[!-\/:-@[-`{-~]$/.test(c); }
  function addressByte(c) { return c !== "" && /^[0-9A-Za-z.!#$%&'*+\/=?^_`{|}~-]$/.test(c); }
  function entity(s) { return /^[#A-Za-z0-9]+;/.test(s); }
  function hidden(c) { return /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(c); }

  // Whether the first or the last character of a text has to be an entity, by what
  // stands beside it.
  function encodes(beside, c) {
    switch (beside) {
    case "block": case "edge": return /\p{White_Space}/u.test(c);
    case "strong": return !punct(c) && c !== " ";
    case "code": return alnum(c);
    }
    return false;
  }

  function special(c, prev, next, before, after) {
    switch (c) {
    case "\\": return !alnum(next);
    case "_": return !alnum(prev) || !alnum(next);
    case "<": return !/^[ =0-9]$/.test(next);
    case "&": return next === "" || entity(after);
    case "!": return next === "";
    case ".": return /www$/i.test(before);
    case ":": return after.slice(0, 2) === "//" || /(mailto|xmpp)$/i.test(before);
    case "@": return (prev === "" || addressByte(prev)) && alnum(next);
    }
    return "`*[]|{~$".includes(c);
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
    return value => {
      const s = clean(value);
      let out = "";
      const n = s.length;
      const hashes = s.replace(/#+$/, "").length, digits = /^[0-9]*/.exec(s)[0].length;
      for (let i = 0, c; i < n; i += c.length) {
        c = String.fromCodePoint(s.codePointAt(i));
        const end = i + c.length, first = i === 0, last = end === n;
        if (hidden(c) || first && encodes(left, c) || last && encodes(right, c)) {
          out += "&#" + c.codePointAt(0) + ";";
          continue;
        }
        let prev = first ? "" : s[i - 1], next = last ? "" : s[end];
        if (i === 1 && prev < "\x80" && encodes(left, prev)) { prev = ";"; }
        if (end + 1 === n && next < "\x80" && encodes(right, next)) { next = "&"; }
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
    const s = clean(value).replace(/\r\n|\r|\n/g, " ");
    let fence = "`";
    const runs = {};
    (s.match(/`+/g) || []).forEach(run => { runs[run.length] = true; });
    while (runs[fence.length]) { fence += "`"; }
    const pad = /^`|`$|^ .*[^ \t].* $/s.test(s) ? " " : "";
    return fence + pad + s + pad + fence;
  }
  function html(value) {
    return value.replace(/[&<>"'\r\0]|\p{Surrogate}/gu, c =>
      ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\r": "&#13;" })[c] || "\ufffd");
  }
  function comment(value) {
    const s = clean(value.replace(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/g, " ")).replace(/#>/g, "# >");
    return (s[0] === ">" ? " " : "") + s + (s[s.length - 1] === "#" ? " " : "");
  }

  const escapers = {
    "html.text": html,
    "html.attribute": html,
    "markdown.code": code,
    "markdown.code.cell": value => code(value).replace(/\|/g, "\\|"),
    "powershell.literal": value => "'" + clean(value).replace(/['\u2018-\u201b]/g, "$&$&") + "'",
    "powershell.comment": comment,
    "powershell.bom": value => /[^\0-\x7f]/.test(value) ? "\ufeff" : "",
  };

  // The escaper of a name: "powershell.literal|html.text" is one after the other,
  // "markdown.text(block,edge)" says what stands beside the text.
  t.escaper = name => {
    const steps = name.split("|").map(one => {
      const beside = /^markdown\.text\((|block|edge|strong),(|edge|code|strong)\)$/.exec(one);
      const f = beside ? markdown(beside[1], beside[2]) : escapers[one];
      if (!f) { throw new Error("no escaper " + name); }
      return f;
    });
    return value => steps.reduce((v, f) => f(v), value);
  };

  function hole(pieces, values) {
    return pieces.map((p, i) => {
      if (i % 2 === 0) { return p; }
      if (typeof values[p] !== "string") { throw new Error("no value for " + p); }
      return values[p];
    }).join("");
  }

  // The runbook of a variant in one format: 0 Markdown, 1 HTML, 2 PowerShell.
  t.fill = (data, key, format, values) => data.variants[key][format].map(n => data.texts[n].split("\x7f").map((part, i) => {
    if (i % 2 === 0) { return part; }
    const h = data.holes[part];
    return t.escaper(h[0])(hole(h.slice(1), values));
  }).join("")).join("");

  const K = [], H = [];
  for (let p = 2; K.length < 64; p++) {
    let d = 2;
    while (d * d <= p && p % d) { d++; }
    if (d * d > p) {
      if (H.length < 8) { H.push(Math.pow(p, 1 / 2) % 1 * 4294967296 | 0); }
      K.push(Math.pow(p, 1 / 3) % 1 * 4294967296 | 0);
    }
  }
  // SHA-256 of a text in UTF-8 of less than 512 MB, as bytes. A browser has its own
  // only for pages that come by https.
  t.sha256 = text => {
    const bytes = new TextEncoder().encode(text), n = bytes.length, h = H.slice();
    const all = new Uint8Array((n + 8 >> 6) + 1 << 6), view = new DataView(all.buffer), w = new Int32Array(64);
    all.set(bytes);
    all[n] = 128;
    view.setUint32(all.length - 4, n << 3);
    function turn(x, by) { return x >>> by | x << 32 - by; }
    for (let at = 0; at < all.length; at += 64) {
      let s = h.slice();
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          w[i] = view.getInt32(at + 4 * i);
        } else {
          const a = w[i - 15], b = w[i - 2];
          w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
        }
        const x = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + (s[4] & s[5] ^ ~s[4] & s[6]) + K[i] + w[i] | 0;
        const y = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]) | 0;
        s = [x + y | 0, s[0], s[1], s[2], s[3] + x | 0, s[4], s[5], s[6]];
      }
      for (let i = 0; i < 8; i++) { h[i] = h[i] + s[i] | 0; }
    }
    const out = [];
    h.forEach(v => { for (let k = 24; k >= 0; k -= 8) { out.push(v >>> k & 255); } });
    return out;
  };
  t.hex = bytes => bytes.map(b => b.toString(16).padStart(2, "0")).join("");
  // The id of a runbook (render.ID): 40 bits of the hash in Crockford's digits.
  t.id = (model, change) => {
    const bits = t.sha256(model + "\n" + change).slice(0, 5).map(b => (b + 256).toString(2).slice(1)).join("");
    const id = bits.match(/.{5}/g).map(five => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[parseInt(five, 2)]).join("");
    return "TRP-" + id.slice(0, 4) + "-" + id.slice(4);
  };

  // The files of a runbook, as the command writes them.
  t.files = (form, data, bound) => {
    const key = t.key(form, bound.answers), values = bound.values;
    const script = t.fill(data, key, 2, values);
    values["script.hash"] = t.hex(t.sha256(script));
    return [
      { name: "runbook.md", type: "text/markdown", text: t.fill(data, key, 0, values) },
      { name: "runbook.html", type: "text/html", text: t.fill(data, key, 1, values) },
      { name: form.script, type: "text/plain", text: script },
      { name: "profile.yaml", type: "text/yaml", text: bound.profile },
    ];
  };
})(triptych);
