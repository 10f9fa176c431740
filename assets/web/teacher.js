// The teacher's desk on a phone: it leaves wishes, the wall takes them.
'use strict';
(() => {
  const main = document.getElementById('main'), net = document.getElementById('net');
  const WISHES = ['next', 'toggle', 'replay', 'slow', 'again', 'skip', 'lock', 'end'];
  let W = {}, code = '', sure = 0;
  const t = (key, values) => Object.entries(values || {}).reduce((text, [k, v]) => text.replaceAll('{' + k + '}', v), W[key] || key);
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value); else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }
  async function post(data) {
    const answer = await fetch('/api/teacher', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data) });
    return answer.json();
  }
  function note(text) { net.hidden = !text; net.textContent = text || ''; }
  function ask() {
    const input = el('input', { class: 'code', id: 'code', type: 'text', maxlength: '12', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', 'aria-label': t('teacher.code') });
    const form = el('form', { class: 'kinds', onsubmit: async (event) => {
      event.preventDefault();
      code = input.value.toUpperCase().replace(/[^A-Z0-9]/g, '');
      const told = await post({ code }).catch(() => null);
      if (!told) note(t('teacher.lost'));
      else if (told.t === 'no') note(t(W['why.' + told.why] ? 'why.' + told.why : 'why.other'));
      else { note(''); desk(); tell(told); }
    } }, input, el('button', { class: 'key', type: 'submit' }, t('teacher.open')));
    main.replaceChildren(el('h1', {}, t('teacher.title')), el('label', { for: 'code' }, t('teacher.code')), form);
    input.focus();
  }
  function desk() {
    const keys = WISHES.map((wish) => el('button', { class: wish === 'next' ? 'key' : 'quiet', type: 'button', id: 'do-' + wish, onclick: async (event) => {
      if (wish === 'end' && Date.now() - sure > 4000) { sure = Date.now(); event.target.textContent = t('teacher.sure'); return; }
      try { tell(await post({ code, do: wish })); } catch { note(t('teacher.lost')); }
    } }, t('teacher.' + wish)));
    main.replaceChildren(el('h1', {}, t('teacher.title')), el('p', { id: 'now', class: 'paper', role: 'status' }), el('p', { id: 'prompt' }),
      keys[0], el('div', { class: 'desk' }, ...keys.slice(1)), el('p', { id: 'refused', class: 'mid' }));
    setInterval(async () => { try { tell(await post({ code })); } catch { note(t('teacher.lost')); } }, 1500);
  }
  function tell(told) {
    if (told.t === 'no') return;
    note('');
    const set = (id, text) => { const node = document.getElementById(id); if (node && node.textContent !== text) node.textContent = text; };
    set('now', [told.title, told.open ? t('teacher.votes', { n: told.voted, total: told.seats }) : ''].filter(Boolean).join(' · '));
    set('prompt', told.prompt || '');
    set('refused', told.refused ? t('teacher.refused', { n: told.refused }) : '');
    if (Date.now() - sure > 4000) set('do-end', t('teacher.end'));
  }
  const known = (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2)).find((l) => ['uz', 'en', 'ru'].includes(l)) || 'en';
  fetch('/t/' + known + '.json').then((r) => r.json()).then((words) => { W = words; document.documentElement.lang = known; ask(); });
})();
