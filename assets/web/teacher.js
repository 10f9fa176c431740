// The teacher's desk on a phone: it leaves wishes, the wall takes them.
'use strict';
(() => {
  const main = document.getElementById('main'), net = document.getElementById('net');
  const WISHES = ['next', 'toggle', 'replay', 'slow', 'again', 'skip', 'lock', 'reach', 'end'];
  let W = {}, code = '', sure = 0, asking = 0;
  const t = (key, values) => Object.entries(values || {}).reduce((text, [k, v]) => text.replaceAll('{' + k + '}', v), W[key] || key);
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value); else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }
  async function post(data, path) {
    const answer = await fetch(path || '/api/teacher', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data) });
    return answer.json();
  }
  function note(text) { net.hidden = !text; net.textContent = text || ''; }
  function ask() {
    const input = el('input', { class: 'code', id: 'code', type: 'text', maxlength: '12', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', 'aria-label': t('teacher.code') });
    const form = el('form', { class: 'kinds', onsubmit: async (event) => {
      event.preventDefault();
      code = input.value.toUpperCase().replace(/[^A-Z0-9]/g, '');
      await open();
    } }, input, el('button', { class: 'key', type: 'submit' }, t('teacher.open')));
    main.replaceChildren(el('h1', {}, t('teacher.title')), el('label', { for: 'code' }, t('teacher.code')), form);
    input.focus();
  }
  async function open() {
    const told = await post({ code }).catch(() => null);
    if (!told) note(t('teacher.lost'));
    else if (told.t === 'no') { note(t(W['why.' + told.why] ? 'why.' + told.why : 'why.other')); return told.why; }
    else { note(''); keep(code); desk(); tell(told); }
    return told ? '' : 'lost';
  }
  // Kept for this tab alone: a reload, or a computer that was started again, does not ask for the code.
  function keep(value) { try { sessionStorage.setItem('chinmi-desk', value); } catch { /* private mode */ } }
  function kept() { try { return sessionStorage.getItem('chinmi-desk') || ''; } catch { return ''; } }
  function desk() {
    const keys = WISHES.map((wish) => el('button', { class: wish === 'next' ? 'key' : 'quiet', type: 'button', id: 'do-' + wish, onclick: async (event) => {
      if (wish === 'end' && Date.now() - sure > 4000) { sure = Date.now(); event.target.textContent = t('teacher.sure'); return; }
      try { tell(await post({ code, do: wish })); } catch { note(t('teacher.lost')); }
    } }, t('teacher.' + wish)));
    main.replaceChildren(el('h1', {}, t('teacher.title')), el('p', { id: 'now', class: 'paper', role: 'status' }), el('p', { id: 'prompt' }),
      keys[0], el('p', { id: 'plan', class: 'mid' }), el('div', { id: 'checks', class: 'desk' }), el('div', { class: 'desk' }, ...keys.slice(1)), el('p', { id: 'refused', class: 'mid' }), onPhone());
    clearInterval(asking);
    asking = setInterval(async () => { try { tell(await post({ code })); } catch { note(t('teacher.lost')); } }, 1500);
  }
  // The desk's own QR code, for the teacher's phone; closed at first, since whoever scans it leads the lesson.
  function onPhone() {
    const box = el('details', { id: 'phone', ontoggle: async () => {
      if (!box.open || box.children.length > 1) return;
      const told = await post({ code }, '/api/desk').catch(() => null);
      if (!told || told.t !== 'qr') { box.open = false; note(t('teacher.lost')); return; }
      const SVG = 'http://www.w3.org/2000/svg', side = told.rows.length + 8;
      const drawn = document.createElementNS(SVG, 'svg'), dark = document.createElementNS(SVG, 'path');
      drawn.setAttribute('viewBox', `0 0 ${side} ${side}`);
      drawn.setAttribute('role', 'img');
      drawn.setAttribute('aria-label', 'QR');
      dark.setAttribute('d', told.rows.flatMap((row, y) => [...row].map((one, x) => one === '1' ? `M${x + 4} ${y + 4}h1v1h-1z` : '')).join(''));
      drawn.append(dark);
      box.append(el('p', {}, t('workshop.desk_only')), drawn, el('p', {}, told.place), el('p', {}, told.code.slice(0, 4) + ' ' + told.code.slice(4)));
    } }, el('summary', { class: 'quiet' }, t('teacher.phone')));
    return box;
  }
  // The checks of a post on the wall; drawn anew when one was opened.
  function checks(list) {
    const box = document.getElementById('checks'), now = JSON.stringify(list || []);
    if (!box || box.dataset.now === now) return;
    box.dataset.now = now;
    const full = (list || []).filter(([, open]) => open).length >= 3;
    box.replaceChildren(...(list || []).map(([title, open], i) => {
      const key = el('button', { class: 'quiet', type: 'button', id: 'do-check-' + (i + 1), 'aria-pressed': String(open), onclick: async () => {
        try { tell(await post({ code, do: 'check-' + (i + 1) })); } catch { note(t('teacher.lost')); }
      } }, (open ? '✓ ' : '') + title);
      key.disabled = full && !open;
      return key;
    }));
  }
  function tell(told) {
    if (told.t === 'no') {
      if (told.why === 'wrong-code') { clearInterval(asking); keep(''); ask(); note(t('why.wrong-code')); }
      return;
    }
    note('');
    const set = (id, text) => { const node = document.getElementById(id); if (node && node.textContent !== text) node.textContent = text; };
    set('now', [told.title, told.open ? t('teacher.votes', { n: told.voted, total: told.seats }) : ''].filter(Boolean).join(' · '));
    set('prompt', told.prompt || '');
    set('plan', [told.next ? t('teacher.next_up', { what: told.next }) : '', told.left > 0 ? t('teacher.left', { n: told.left }) : told.left === 0 ? t('teacher.over') : '', told.needs ? t('teacher.needs', { n: told.needs }) : ''].filter(Boolean).join(' · '));
    checks(told.checks);
    set('refused', told.refused ? t('teacher.refused', { n: told.refused }) : '');
    if (Date.now() - sure > 4000) set('do-end', t('teacher.end'));
  }
  async function begin() {
    code = location.hash.slice(1).split('.')[0].toUpperCase() || kept();
    history.replaceState(null, '', location.pathname);
    while (code) {
      const no = await open();
      if (!no) return;
      if (no !== 'lost') break;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    ask();
  }
  const asked = location.hash.split('.')[1];  // the wall's own computer says its language
  const known = [asked, ...(navigator.languages || [navigator.language])].map((l) => (l || '').slice(0, 2)).find((l) => ['uz', 'en', 'ru'].includes(l)) || 'en';
  fetch('/t/' + known + '.json').then((r) => r.json()).then((words) => { W = words; document.documentElement.lang = known; begin(); });
})();
