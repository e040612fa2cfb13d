// What the pages gain where scripts run. Everything works without this file.
(function () {
  'use strict';

  function each(sel, fn) { Array.prototype.forEach.call(document.querySelectorAll(sel), fn); }

  // A summary of errors takes the focus, so that it is the first thing read.
  var bad = document.querySelector('[data-focus]');
  if (bad) { bad.focus(); }

  // Names and sizes of chosen files, before anything is sent.
  each('[data-picked]', function (list) {
    var form = list.closest('form');
    form.addEventListener('change', function (e) {
      if (e.target.type !== 'file') { return; }
      list.textContent = '';
      var total = 0, n = 0;
      Array.prototype.forEach.call(form.querySelectorAll('input[type=file]'), function (input) {
        Array.prototype.forEach.call(input.files, function (f) {
          var li = document.createElement('li');
          li.textContent = f.name + ' · ' + size(f.size);
          list.appendChild(li);
          total += f.size; n += 1;
        });
      });
      if (n > 1) {
        var sum = document.createElement('li');
        sum.textContent = list.dataset.one.replace('{files}', n).replace('{size}', size(total));
        list.appendChild(sum);
      }
    });
  });

  function size(n) {
    var mb = n / 1e6;
    return (mb >= 0.1 ? mb.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) + ' MB'
      : Math.max(1, Math.round(n / 1e3)) + ' kB');
  }

  // Counters: as the larger of code points and UTF-16 units, line ends as two, which is what the server counts.
  function length(s) { return s.replace(/\r\n?|\n/g, '\r\n').length; }
  each('textarea[data-max]', function (box) {
    var out = document.getElementById(box.id + '-conta'), say = document.getElementById(box.id + '-fala');
    var max = +box.dataset.max, timer;
    function count() {
      var left = max - length(box.value);
      var text = (left >= 0 ? box.dataset.left : box.dataset.over).replace('{n}', Math.abs(left).toLocaleString(document.documentElement.lang));
      out.textContent = text;
      out.classList.toggle('over', left < 0);
      clearTimeout(timer);
      if (left < max / 10) { timer = setTimeout(function () { say.textContent = text; }, 1000); }
    }
    box.addEventListener('input', count);
  });

  // Copy, and a tick that stays.
  each('[data-copy]', function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var box = document.getElementById(button.dataset.copy), out = document.getElementById(button.dataset.copy + '-ok');
      function done() {
        var now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
        out.textContent = '✓ ' + button.dataset.done.replace('{time}', now);
      }
      function byHand() { box.focus(); box.select(); out.textContent = button.dataset.fail; }
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(box.value).then(done, byHand);
      } else { byHand(); }
    });
  });

  // Passkeys: the button appears where the browser knows them. What travels is JSON, in which bytes are base64.
  function bytes(s) {
    var b = atob(s.replace(/-/g, '+').replace(/_/g, '/')), out = new Uint8Array(b.length);
    for (var i = 0; i < b.length; i++) { out[i] = b.charCodeAt(i); }
    return out.buffer;
  }
  function text(b) {
    return b && btoa(String.fromCharCode.apply(null, new Uint8Array(b))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function post(to, what) {
    return fetch(to, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(what) })
      .then(function (r) { if (!r.ok && r.status !== 403) { throw new Error(r.status); } return r.json(); });
  }
  function question(k) {
    k.challenge = bytes(k.challenge);
    if (k.user) { k.user.id = bytes(k.user.id); }
    (k.excludeCredentials || []).concat(k.allowCredentials || []).forEach(function (c) { c.id = bytes(c.id); });
    return { publicKey: k };
  }
  function answer(c) {
    var r = c.response, out = { clientDataJSON: text(r.clientDataJSON) };
    ['attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (k) { if (r[k]) { out[k] = text(r[k]); } });
    if (r.getTransports) { out.transports = r.getTransports(); }
    return { id: c.id, rawId: text(c.rawId), type: c.type, response: out, clientExtensionResults: c.getClientExtensionResults() };
  }
  each('[data-passkey]', function (box) {
    if (!window.PublicKeyCredential || !window.isSecureContext) { return; }
    box.hidden = false;
    var making = box.dataset.passkey === 'create', at = making ? '/conta/chaves/' : '/entrar/chave/', say = box.querySelector('.fault');
    box.querySelector('button').addEventListener('click', function () {
      say.textContent = '';
      post(at + 'inicio', {}).then(function (o) {
        if (o.to) { return o; }
        var key = navigator.credentials;
        return (making ? key.create(question(o.publicKey)) : key.get(question(o.publicKey)))
          .then(function (c) { return post(at + 'fim' + location.search, answer(c)); });
      }).then(function (o) { location.assign(o.to); }, function () { say.textContent = box.dataset.fail; });
    });
  });

  // A second press while the first is on its way would send the form twice.
  each('form', function (form) {
    form.addEventListener('submit', function (e) {
      if (form.dataset.sent) { e.preventDefault(); return; }
      form.dataset.sent = '1';
      setTimeout(function () { delete form.dataset.sent; }, 8000);
    });
  });
  window.addEventListener('pageshow', function () { each('form', function (f) { delete f.dataset.sent; }); });
  // A place to cover is drawn on the picture; the four numbers say the same and are what is sent.
  each('[data-cover]', function (form) {
    var svg = form.querySelector('[data-grid]'), hint = form.querySelector('[data-cover-hint]');
    if (!svg || !window.PointerEvent) { return; }
    hint.hidden = false;
    var box = document.createElementNS('http://www.w3.org/2000/svg', 'rect'), from = null;
    box.setAttribute('class', 'covered');
    function at(e) {
      var r = svg.getBoundingClientRect(), keep = function (n) { return Math.min(100, Math.max(0, n)); };
      return [keep((e.clientX - r.left) / r.width * 100), keep((e.clientY - r.top) / r.height * 100)];
    }
    function draw(a, b) {
      var x = [Math.min(a[0], b[0]), Math.max(a[0], b[0])], y = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
      var w = svg.viewBox.baseVal.width / 100, h = svg.viewBox.baseVal.height / 100;
      box.setAttribute('x', x[0] * w); box.setAttribute('y', y[0] * h);
      box.setAttribute('width', (x[1] - x[0]) * w); box.setAttribute('height', (y[1] - y[0]) * h);
      if (!box.parentNode) { svg.appendChild(box); }
      [['esquerda', x[0]], ['topo', y[0]], ['direita', x[1]], ['fundo', y[1]]].forEach(function (f) { form.elements[f[0]].value = f[1].toFixed(1); });
    }
    svg.addEventListener('pointerdown', function (e) { from = at(e); svg.setPointerCapture(e.pointerId); e.preventDefault(); });
    svg.addEventListener('pointermove', function (e) { if (from) { draw(from, at(e)); } });
    svg.addEventListener('pointerup', function (e) { if (from) { draw(from, at(e)); } from = null; });
    svg.addEventListener('pointercancel', function () { from = null; });
    form.addEventListener('input', function () {
      var v = ['esquerda', 'topo', 'direita', 'fundo'].map(function (n) { return parseFloat(form.elements[n].value.replace(',', '.')); });
      if (v.every(function (n) { return n >= 0 && n <= 100; })) {
        var w = svg.viewBox.baseVal.width / 100, h = svg.viewBox.baseVal.height / 100;
        box.setAttribute('x', v[0] * w); box.setAttribute('y', v[1] * h);
        box.setAttribute('width', Math.max(0, v[2] - v[0]) * w); box.setAttribute('height', Math.max(0, v[3] - v[1]) * h);
        if (!box.parentNode) { svg.appendChild(box); }
      }
    });
  });
})();
