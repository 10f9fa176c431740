// The test page: does this phone reach the computer, and can it hold a line open? It takes no seat.
'use strict';
(() => {
  const main = document.getElementById('main');
  let W = {};
  const t = (key) => W[key] || key;
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
  function line() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), 5000);
      const done = (ok) => { clearTimeout(timer); resolve(ok); };
      try {
        const ws = new WebSocket('ws://' + location.host + '/ws');
        ws.onopen = () => { done(true); ws.close(); };
        ws.onerror = () => done(false);
      } catch { done(false); }
    });
  }
  async function run() {
    main.replaceChildren(el('h1', {}, t('test.title')), el('p', { class: 'mid', role: 'status' }, t('test.running')));
    const open = await line();
    const told = await fetch('/api/test', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ line: open }) }).then((r) => r.ok).catch(() => false);
    const say = told ? (open ? 'test.good' : 'test.slow') : 'teacher.lost';
    main.replaceChildren(el('h1', {}, t('test.title')), el('p', { class: 'paper', role: 'status', id: 'result' }, t(say)),
      el('p', { class: 'mid' }, t('test.others')), el('a', { class: 'key', href: '/' }, t('join.go')));
  }
  const known = (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2)).find((l) => ['uz', 'en', 'ru'].includes(l)) || 'en';
  fetch('/t/' + known + '.json').then((r) => r.json()).then((words) => { W = words; document.documentElement.lang = known; run(); });
})();
