// The phone page: join, judge, point, name, and feedback in step with the wall. Plain script, no parts from elsewhere.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const SVG = 'http://www.w3.org/2000/svg';
  const NAMES = { uz: ['Oʻz', 'bekcha'], en: ['En', 'glish'], ru: ['Ру', 'сский'] };   // shown, and said
  const P = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95];
  const KEY = 'chinmi';
  const SILENT = 1800;   // milliseconds

  let W = {};            // words of the language
  let lang = 'en';
  let room = null;       // what all phones know, as last heard
  let mine = {};         // own votes by item
  let screen = '';       // what is on the page: redrawn only when this changes
  let local = { part: 'vote', step: 0, tap: null, kind: null };
  let ws = null, wsFails = 0, poll = 0, retry = 0, waitAck = 0, lost = false, lastHeard = 0, joining = false, beat = 0, asking = false;
  let pageAt = 0, press = { at: 0, x: -99, y: -99 };   // when the page changed, and the last press of a finger
  let kept = load();

  // -- what is kept on this phone --

  function load() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  }
  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* private mode: memory will do */ }
  }
  function forget() {
    const language = kept.lang;
    kept = language ? { lang: language } : {};
    mine = {};
    keep();
  }

  // -- words --

  function t(key, values) {
    let text = (room && room.virtual && W[key + '.virtual']) || (room && room.voice && W[key + '.voice']) || W[key] || key;
    for (const name in values || {}) text = text.replaceAll('{' + name + '}', values[name]);
    return text;
  }
  function wanted() {
    const known = [kept.lang, ...(navigator.languages || [navigator.language])];
    for (const code of known) {
      const short = String(code || '').slice(0, 2).toLowerCase();
      if (short in NAMES) return short;
    }
    return 'en';
  }
  async function setLanguage(code) {
    try {
      W = await (await fetch('/t/' + code + '.json')).json();
      lang = code;
    } catch { if (!Object.keys(W).length) { setTimeout(() => setLanguage(code), 1500); return; } }
    document.documentElement.lang = lang;
    $('languages').replaceChildren(...Object.keys(NAMES).map((one) => el('button', {
      type: 'button', lang: one, 'aria-pressed': String(one === lang),
      onclick: () => { kept.lang = one; keep(); setLanguage(one); },
    }, NAMES[one][0], el('span', { class: 'unseen' }, NAMES[one][1]))));
    screen = '';
    show();
  }

  // -- small builders --

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
  function mid(key) { return el('p', { class: 'mid' }, t(key)); }
  function icon(paths, cls) {
    return svg('svg', { viewBox: '0 0 24 24', class: cls || '', 'aria-hidden': 'true', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
      ...paths.map((d) => svg('path', { d })));
  }
  const TICK = ['M4 13l5 5L20 6'], MISS = ['M5 12h14'], DISC = ['M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', 'M8 15h8', 'M9 9v1', 'M15 9v1'],
    CUT = ['M10 3a9 9 0 0 0 0 18z', 'M14 5a8 8 0 0 1 0 17z'];
  function pips(step) {
    const filled = [3, 2, 1, 1, 2, 3][step - 1], marks = [];
    for (let i = 0; i < 3; i++) {
      const fill = i < filled ? '#17181A' : 'none', x = 9 + i * 22;
      marks.push(step > 3
        ? svg('path', { d: `M${x} 1l8 8l-8 8l-8-8z`, fill, stroke: '#17181A', 'stroke-width': 1.6 })
        : svg('circle', { cx: x, cy: 9, r: 7, fill, stroke: '#17181A', 'stroke-width': 1.6 }));
    }
    return svg('svg', { viewBox: '0 0 62 18', class: 'pips', 'aria-hidden': 'true' }, ...marks);
  }
  function say(text) {
    $('say').textContent = '';
    setTimeout(() => { $('say').textContent = text; }, 60);
  }
  function page(name, title, ...children) {
    if (screen === name) return false;
    const first = screen === '';
    screen = name;
    pageAt = performance.now();
    const head = typeof title === 'string' ? el('h1', { tabindex: '-1' }, title) : title;
    $('main').replaceChildren(head, ...children.filter(Boolean));
    document.title = (head.textContent || 'Chinmi?') + ' · Chinmi?';
    const focus = head.matches('h1') ? head : head.querySelector('h1');
    if (!first && focus) { focus.focus({ preventScroll: true }); window.scrollTo(0, 0); }
    return true;
  }

  // -- talking to the room --

  async function post(path, data, within) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), within || 6000);
    try {
      const answer = await fetch(path, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data), signal: stop.signal,
      });
      return await answer.json();
    } finally { clearTimeout(timer); }
  }
  function newToken() {
    return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  async function join(code) {
    if (joining) return null;
    joining = true;
    try {
      if (kept.code !== code) { const language = kept.lang; kept = language ? { lang: language } : {}; mine = {}; }
      const stored = load();
      if (stored.code === code) kept = stored;
      // The token is made and kept here before it is sent: a page that is reloaded meanwhile asks for the same seat.
      kept.made = kept.token || kept.made || newToken();
      kept.code = code;
      keep();
      const told = await post('/api/join', { code, token: kept.made });
      if (told.t !== 'seat') return told.why || 'other';
      kept.token = told.token;
      kept.made = null;
      keep();
      connect();
      return null;
    } catch { netLost(); return 'other'; } finally { joining = false; }
  }
  function connect() {
    clearTimeout(retry);
    if (!kept.token) return;
    if (ws) { ws.onclose = null; ws.close(); }
    let opened = false;
    try { ws = new WebSocket('ws://' + location.host + '/ws'); } catch { ws = null; polling(); return; }
    const own = ws;
    own.onopen = () => { opened = true; beat = Date.now(); own.send(JSON.stringify({ t: 'hello', token: kept.token })); };
    own.onmessage = (event) => { wsFails = 0; beat = Date.now(); clearTimeout(poll); poll = 0; hear(JSON.parse(event.data)); };
    own.onclose = (event) => {
      if (own !== ws) return;
      ws = null;
      if (event.code === 4403) { lostSeat(); return; }
      if (!opened) wsFails++;
      if (room && room.phase === 'done') return;
      polling();
      retry = setTimeout(connect, (wsFails > 3 ? 20000 : 400 * 2 ** wsFails) + Math.random() * 300);
    };
    polling();
  }
  async function ask() {
    try {
      const told = await post('/api/state', { token: kept.token, v: room ? room.v : -1, ...(busy() ? { busy: room.item } : {}) }, 2500);
      if (told.t === 'no') { if (told.why === 'no-seat') lostSeat(); return false; }
      const stale = told.t === 'state' && ws && ws.readyState === 1 && Date.now() - lastHeard > 3000;
      hear(told);
      return !stale;
    } catch { netLost(); return false; }
  }
  function polling() {
    clearTimeout(poll);
    poll = setTimeout(async () => {
      if (!kept.token || (ws && ws.readyState === 1 && !lost)) return;
      await ask();
      if (kept.pending && !ws) sendVote();
      if (!(room && room.phase === 'done')) polling();
    }, 1200 + Math.random() * 600);
  }
  function hear(message) {
    lastHeard = Date.now();
    netBack();
    if (message.t === 'state') {
      if (!room || message.room.v !== room.v || room.code !== message.room.code) {
        const moved = !room || room.item !== message.room.item || (room.phase !== 'open' && message.room.phase === 'open');
        room = message.room;
        if (moved) local = { part: 'vote', step: 0, tap: null, kind: null };
      }
      mine = { ...message.mine };
      kept.mine = { ...(kept.mine || {}), ...mine };
      if (room.truth) kept.told = { ...(kept.told || {}), [room.item]: { ...room.truth, aspect: room.aspect } };
      keep();
      if (kept.pending) sendVote();
      show();
    } else if (message.t === 'ack' || message.t === 'no') {
      const pending = kept.pending;
      if (!pending || message.rev !== pending.rev || message.item !== pending.item) return;
      clearTimeout(waitAck);
      if (message.t === 'no' && message.why === 'again') { waitAck = setTimeout(sendVote, 800); return; }
      if (message.t === 'no' && message.why === 'flood') { waitAck = setTimeout(sendVote, 2000); return; }
      kept.pending = null;
      if (message.t === 'ack') {
        const { token: _token, ...sent } = pending, vote = { item: pending.item, ...(message.kept || sent) };
        mine[pending.item] = vote;
        kept.mine = { ...(kept.mine || {}), [pending.item]: vote };
      }
      keep();
      show();
    }
  }
  function netLost() {
    if (room && room.phase === 'done') return;
    lost = true;
    $('net').textContent = t('net.lost');
    $('net').hidden = false;
  }
  function netBack() {
    if (!lost) return;
    lost = false;
    $('net').hidden = true;
    say(t('net.back'));
  }
  function lostSeat() {
    if (room && room.phase === 'done') return;
    kept.token = null;
    kept.pending = null;
    keep();
    room = null;
    if (ws) { ws.onclose = null; ws.close(); ws = null; }
    show();
  }
  function cast(step, tap, kind) {
    const before = kept.pending || mine[room.item] || (kept.mine || {})[room.item];
    const last = before && (before.item === undefined || before.item === room.item) ? before.rev : 0;
    const vote = { item: room.item, rev: Math.max(last, (mine[room.item] || {}).rev || 0) + 1, step };
    if ((step > 3 || room.pair) && tap) vote.tap = tap.map((v) => Math.round(v * 10000) / 10000);
    if (step > 3 && kind) vote.kind = kind;
    kept.pending = vote;
    keep();
    sendVote();
  }
  async function sendVote() {
    clearTimeout(waitAck);
    const vote = kept.pending;
    if (!vote) return;
    if (ws && ws.readyState === 1) {
      ws.send(JSON.stringify({ t: 'vote', ...vote }));
      waitAck = setTimeout(() => { netLost(); connect(); }, 4000);
      return;
    }
    try { hear(await post('/api/vote', { token: kept.token, ...vote })); } catch { netLost(); waitAck = setTimeout(sendVote, 1500); }
  }

  // -- points, of the judgement alone, and what was found (the same rules as on the laptop) --

  function judged(step, manipulated) {
    const miss = P[step - 1] - (manipulated ? 1 : 0);
    return Math.floor(100 - 100 * miss * miss + 0.5);
  }
  function inside(polygon, x, y) {
    let odd = false;
    for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
      const [ax, ay] = polygon[i], [bx, by] = polygon[j];
      if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
    return odd;
  }
  function beside(polygon, x, y, aspect) {
    if (inside(polygon, x, y)) return 0;
    let best = Infinity;
    for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
      const ax = polygon[j][0] * aspect, ay = polygon[j][1], dx = polygon[i][0] * aspect - ax, dy = polygon[i][1] - ay;
      const long = dx * dx + dy * dy;
      const share = long ? Math.max(0, Math.min(1, ((x * aspect - ax) * dx + (y - ay) * dy) / long)) : 0;
      best = Math.min(best, Math.hypot(x * aspect - ax - share * dx, y - ay - share * dy));
    }
    return best / Math.hypot(aspect, 1);
  }
  function spotted(vote, truth, aspect) {
    if (!truth.manipulated || vote.step < 4) return { hit: false, named: false };
    const under = vote.tap ? truth.tells.filter((tell) => tell.outline.length > 2 && beside(tell.outline, vote.tap[0], vote.tap[1], aspect) <= 0.04) : [];
    const right = !!vote.kind && (under.length ? under : truth.tells).some((tell) => tell.kind === vote.kind);
    return { hit: under.length > 0, named: right };
  }

  // -- screens --

  function show() {
    if (!Object.keys(W).length) return;
    $('where').textContent = room && room.clip && ['open', 'closed', 'shown'].includes(room.phase) ? t('clip.of', { n: room.clip, total: room.clips }) : (kept.token && kept.code ? kept.code : '');
    if (!kept.token) return joinScreen();
    if (!room) return page('connecting', t('look.title'), mid('sent.text'));
    const at = room.item + ':' + room.phase;
    if (room.phase === 'lobby') return look('lobby', 'wait.title', 'wait.text', true);
    if (room.phase === 'page') return look('page' + at, 'look.title', room.page === 'card' ? 'look.card' : 'look.talk');
    if (room.why) return whyScreen();
    if (room.phase === 'closed') return look('closed' + at, 'look.title', 'look.closed');
    if (room.phase === 'shown') return shownScreen();
    if (room.phase === 'done') return endScreen();
    const pending = kept.pending && kept.pending.item === room.item ? kept.pending : null;
    const vote = pending || mine[room.item];
    if (local.part === 'tap' && still()) return tapScreen();
    if ((local.part === 'tap' || local.part === 'kind') && room.kinds.length) return kindScreen();
    if (vote && local.part !== 'change') return sentScreen(vote, !!pending);
    return voteScreen();
  }
  function look(name, title, text, tick) {
    page(name, t(title), mid(text), tick ? icon(TICK, 'big') : null,
      room.phase === 'lobby' ? el('p', { class: 'note grow' }, t('join.privacy')) : null);
  }
  // Why, in one's own words: sent when the teacher asks for it, and kept nowhere.
  function whyScreen() {
    const item = room.item, told = el('p', { class: 'mid', role: 'status' });
    const input = el('textarea', { id: 'why', maxlength: '140', rows: '4', spellcheck: 'false' });
    const form = el('form', { onsubmit: async (event) => {
      event.preventDefault();
      const answer = await post('/api/why', { token: kept.token, item, text: input.value }).catch(() => null);
      told.textContent = t(answer && answer.t === 'ok' ? 'why_said.sent' : 'why_said.again');
    } }, input, el('button', { class: 'key', type: 'submit' }, t('why_said.send')));
    page('why' + item, t('why_said.title'), el('label', { for: 'why', class: 'mid' }, t('why_said.how')), form, told);
  }
  function joinScreen(why, typed) {
    const input = el('input', {
      class: 'code', id: 'code', type: 'text', inputmode: 'text', autocomplete: 'off', autocapitalize: 'characters', autocorrect: 'off',
      spellcheck: 'false', maxlength: '8', 'aria-label': t('join.label'), 'aria-describedby': 'why', 'aria-invalid': why ? 'true' : null,
    });
    const go = el('button', { class: 'key', type: 'submit', disabled: true }, t('join.go'));
    const clean = () => input.value.toUpperCase().replace(/[^A-Z0-9]/g, '');
    input.addEventListener('input', () => { go.disabled = clean().length !== 4; });
    if (typed) { input.value = typed; go.disabled = false; }
    const form = el('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        go.disabled = true;
        const code = clean(), no = await join(code);
        if (no) { screen = ''; joinScreen(no, code); $('code').focus(); say(t(W['why.' + no] ? 'why.' + no : 'why.other')); } else show();
      },
    }, input, go);
    form.className = 'kinds';
    page('join', t('join.title'), mid('join.text'), form,
      el('p', { id: 'why' }, why ? t(W['why.' + why] ? 'why.' + why : 'why.other') : ''),
      el('p', { class: 'note grow' }, t('join.privacy') + ' ' + t('join.keep')));
  }
  function steps() { if (room && room.pair) return W['steps.pair']; if (room && room.post) return W['steps.post']; return (room && room.virtual && W['steps.virtual']) || W.steps; }
  function shade(step) {
    if (room && room.pair) return 'plain-step ' + (step > 3 ? 'to-right' : 'to-left');
    return room && room.post ? 'plain-step' : 's' + step;
  }
  // The frame to point at: of a pair that of the film that was chosen, left or right.
  function still(side) {
    if (!room.pair) return room.still;
    const step = local.step || (mine[room.item] || {}).step || 0;
    return (room.stills || [])[side ? +(side === 'right') : +(step > 3)];
  }
  function shareOf(step, side) { return side === 'right' ? step : 7 - step; }   // as if the right one were the edit
  function voteScreen() {
    const before = mine[room.item];
    if (!local.step && before) local.step = before.step;
    const send = el('button', { class: 'key', type: 'submit', disabled: !local.step }, t('vote.send'));
    const rows = steps().map((words, i) => {
      const step = i + 1;
      const input = el('input', { type: 'radio', name: 'step', value: String(step), checked: local.step === step });
      const row = el('label', { class: 'step ' + shade(step) + (local.step === step ? ' on' : '') }, input, pips(step), el('span', {}, words), icon(TICK, 'tick row-tick'));
      row.lastChild.setAttribute('width', '26');
      row.lastChild.setAttribute('height', '26');
      input.addEventListener('change', () => {
        local.step = step;
        send.disabled = false;
        for (const other of rows) other.classList.toggle('on', other === row);
      });
      return row;
    });
    const title = el('h1', { tabindex: '-1', id: 'ask' }, t(room.pair ? 'pair.title' : room.post ? 'posts.question_share' : 'judge.title'));
    const form = el('form', {
      onsubmit: (event) => {
        event.preventDefault();
        if (!local.step) return;
        const suspects = (local.step > 3 || room.pair) && room.spot && (still() || room.kinds.length > 0);
        local.tap = local.kind = null;
        cast(local.step);
        local.part = suspects ? 'tap' : 'sent';
        show();
      },
    }, room.who ? mid('watch.virtual') : null, el('fieldset', { 'aria-labelledby': 'ask' }, ...rows), room.block === 'lesson' ? null : mid('vote.check'), send);
    form.className = 'kinds';
    page('vote' + room.item + local.part, title, form);
  }
  // A light line over a wider dark one reads on any picture.
  function twice(colour, draw) {
    return [['#0E0F10', 18], [colour, 8]].flatMap(([stroke, width]) => draw({ fill: 'none', stroke, 'stroke-width': width }));
  }
  function crossAt(tap) {
    const [x, y] = [tap[0] * 1000, (tap[1] * 1000) / room.aspect];
    return twice('#FFFFFF', (pen) => room.voice
      ? [svg('line', { x1: x, x2: x, y1: 0, y2: 1000 / room.aspect, ...pen })]
      : [svg('path', { d: `M${x - 60} ${y}h38m44 0h38M${x} ${y - 60}v38m0 44v38`, ...pen }), svg('circle', { cx: x, cy: y, r: 36, ...pen })]);
  }
  function outlines(tells) {
    const at = ([x, y]) => `${x * 1000},${(y * 1000) / room.aspect}`;
    return tells.filter((tell) => tell.outline.length > 2).flatMap((tell) => twice('#FFA456', (pen) =>
      [svg('polygon', { points: tell.outline.map(at).join(' '), 'stroke-linejoin': 'round', ...pen })]));
  }
  function overlay(...marks) {
    return svg('svg', { viewBox: `0 0 1000 ${1000 / room.aspect}`, 'aria-hidden': 'true' }, ...marks);
  }
  function picture(alt, side) {
    return el('img', { src: '/still/' + still(side) + '.jpg', alt, width: '480', height: String(Math.round(480 / room.aspect)) });
  }
  function tapScreen() {
    const marks = overlay();
    const next = el('button', { class: 'key', type: 'button', disabled: !local.tap, onclick: () => {
      cast(local.step || mine[room.item].step, local.tap);
      local.part = room.kinds.length ? 'kind' : 'sent';
      show();
    } }, t('tap.next'));
    const place = (x, y, told) => {
      local.tap = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
      marks.replaceChildren(...crossAt(local.tap));
      next.disabled = false;
      if (told) say(t('tap.at', { x: Math.round(local.tap[0] * 100), y: Math.round(local.tap[1] * 100) }));
    };
    const frame = el('button', {
      class: 'frame', type: 'button', 'aria-label': t('tap.label'), 'aria-describedby': 'how',
      onclick: (event) => {
        const box = frame.getBoundingClientRect();
        if (event.detail === 0) { if (!local.tap) place(0.5, 0.5, true); return; }
        place((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
      },
      onkeydown: (event) => {
        const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (!by) return;
        event.preventDefault();
        const stride = event.shiftKey ? 0.1 : 0.03, from = local.tap || [0.5, 0.5];
        place(from[0] + by[0] * stride, from[1] + by[1] * stride, true);
      },
    }, picture(''), marks);
    // A phone has no arrow keys; whoever has a mouse has them, or so it is with most.
    const how = t('tap.text') + (matchMedia('(any-pointer: fine)').matches ? ' ' + t('tap.keys') : '');
    if (!page('tap' + room.item, t('tap.title'), el('p', { class: 'mid', id: 'how' }, how), frame, next,
      el('button', { class: 'quiet', type: 'button', onclick: () => { local.tap = null; local.part = room.kinds.length ? 'kind' : 'sent'; show(); } }, t('tap.skip')))) return;
    if (local.tap) marks.replaceChildren(...crossAt(local.tap));
  }
  function kindScreen() {
    const send = el('button', { class: 'key', type: 'submit', disabled: true }, t('kind.next'));
    const rows = room.kinds.map((kind) => {
      const input = el('input', { type: 'radio', name: 'kind', value: kind, onchange: () => { local.kind = kind; send.disabled = false; } });
      return el('label', { class: 'kind' }, input, el('span', {}, (W.kinds[kind] || [kind])[0]));
    });
    const done = (kind) => {
      const step = local.step || (mine[room.item] || {}).step;
      if (kind) cast(step, local.tap, kind);
      local.part = 'sent';
      show();
    };
    const form = el('form', { onsubmit: (event) => { event.preventDefault(); done(local.kind); } },
      el('fieldset', { 'aria-labelledby': 'ask' }, ...rows), send);
    form.className = 'kinds';
    page('kind' + room.item, el('h1', { tabindex: '-1', id: 'ask' }, t('kind.title')), form,
      el('button', { class: 'quiet', type: 'button', onclick: () => done(null) }, t('kind.skip')));
  }
  function sentScreen(vote, waiting) {
    if (!page('sent' + room.item + vote.rev + waiting, t(waiting ? 'vote.sending' : 'sent.title'),
      waiting ? null : icon(TICK, 'big'),
      mid('sent.text'),
      el('p', { class: 'step ' + shade(vote.step) }, pips(vote.step), el('span', {}, steps()[vote.step - 1])),
      vote.kind ? el('p', {}, (W.kinds[vote.kind] || [''])[0]) : null,
      el('button', { class: 'quiet grow', type: 'button', onclick: () => { local = { part: 'change', step: vote.step, tap: null, kind: null }; show(); } }, t('sent.change')))) return;
    if (!waiting) say(t('sent.title'));
  }
  function lineOf(truth) {
    const key = 'reveal.line.' + truth.method;
    return truth.method && truth.method !== 'self-blend' && W[key] ? el('p', {}, t(key)) : null;
  }
  function saidOf(vote) { return t('shown.said', { step: steps()[vote.step - 1].toLowerCase() }); }
  function said(vote, right, points) {
    if (!vote) return mid('shown.none');
    return el('p', { class: 'row' }, icon(right ? TICK : MISS), el('span', {}, saidOf(vote)),
      el('span', { class: 'points', 'aria-label': t('points', { n: points }) }, '+' + points));
  }
  function paper([name, what, check]) {
    return el('section', { class: 'paper' }, el('h2', {}, name), el('p', {}, what), el('p', {}, el('strong', {}, t('shown.check') + ': '), check));
  }
  function postScreen() {
    const misleading = room.truth.manipulated, vote = mine[room.item];
    const right = vote && vote.step > 3 === misleading, points = vote ? judged(vote.step, misleading) : 0;
    page('shown' + room.item, t(misleading ? 'posts.truth_not' : 'posts.truth_share'),
      said(vote, right, points),
      el('p', {}, t('shown.post')));
  }
  function pairScreen() {
    const truth = room.truth, vote = mine[room.item], step = vote ? shareOf(vote.step, truth.side) : 0;
    const right = step > 3, tap = right ? vote.tap : null, tells = truth.tells.map((tell) => W.kinds[tell.kind]).filter(Boolean);
    const hit = tap && truth.tells.some((tell) => tell.outline.length > 2 && beside(tell.outline, tap[0], tap[1], room.aspect) <= 0.04);
    page('shown' + room.item, t('pair.verdict.' + truth.side),
      said(vote, right, vote ? judged(step, true) : 0),
      still(truth.side) ? el('div', { class: 'frame still' }, picture(t('shown.frame'), truth.side), overlay(...outlines(truth.tells), ...(tap ? crossAt(tap) : []))) : null,
      tap ? el('p', {}, t(hit ? 'shown.hit' : 'shown.miss')) : null,
      el('p', {}, t('sent.text')), lineOf(truth), ...tells.map(paper));
  }
  function shownScreen() {
    if (room.post) return postScreen();
    if (room.pair) return pairScreen();
    const truth = room.truth, vote = mine[room.item];
    const spot = vote ? spotted(vote, truth, room.aspect) : null;
    const right = vote && vote.step > 3 === truth.manipulated;
    const points = vote ? judged(vote.step, truth.manipulated) : 0;
    const marks = outlines(truth.tells);
    if (vote && vote.tap) marks.push(...crossAt(vote.tap));
    const tells = truth.tells.map((tell) => W.kinds[tell.kind]).filter(Boolean);
    if (truth.manipulated && !tells.length) {
      const sound = room.voice || (truth.tells.length && !truth.tells.some((tell) => tell.outline.length > 2));
      const check = t(room.voice || truth.method === 'voice' ? 'reveal.area.check_sound' : 'reveal.area.check');
      tells.push(truth.tells.length
        ? [t('reveal.area.heading'), t(sound ? 'reveal.area.text_sound' : 'reveal.area.text'), check]
        : [t('reveal.unplaced.heading'), t('reveal.unplaced.text'), check]);
    }
    const odd = truth.odd ? truth.odd[lang] || truth.odd.en || Object.values(truth.odd)[0] : null;
    const band = el('div', { class: 'band ' + (truth.manipulated ? 'manipulated' : 'real') }, icon(truth.manipulated ? CUT : DISC),
      el('h1', { tabindex: '-1' }, t(truth.manipulated ? 'verdict.manipulated' : 'verdict.real')));
    page('shown' + room.item, band,
      said(vote, right, points),
      room.still ? el('div', { class: 'frame still' }, picture(t('shown.frame')), overlay(...marks)) : null,
      vote && vote.tap && truth.manipulated ? el('p', {}, t(spot.hit ? 'shown.hit' : 'shown.miss')) : null,
      truth.manipulated ? lineOf(truth) : el('p', {}, t('reveal.line.' + (truth.processing || 'real')) + (odd ? ' ' + odd : '')),
      ...tells.map(paper));
  }
  function endScreen() {
    const all = { ...(kept.mine || {}), ...mine }, told = kept.told || {}, truths = room.truths || {};
    const sum = { points: 0, right: 0, n: 0, alarms: 0, reals: 0, misses: 0, fakes: 0, found: 0, asked: 0 };
    const blocks = { before: [0, 0], after: [0, 0] };
    for (const [item, { block, manipulated }] of Object.entries(truths)) {
      const vote = all[item];
      if (!vote) continue;
      const right = vote.step > 3 === manipulated;
      sum.n++; sum.right += right; sum.points += judged(vote.step, manipulated);
      if (manipulated) { sum.fakes++; sum.misses += !right; } else { sum.reals++; sum.alarms += !right; }
      if (blocks[block]) { blocks[block][1]++; blocks[block][0] += right; }
      if (told[item] && manipulated && told[item].tells.length) {
        const spot = spotted(vote, told[item], told[item].aspect || 1);
        sum.asked++; sum.found += spot.hit || spot.named;
      }
    }
    const shared = { right: 0, n: 0 };
    for (const [item, misleading] of Object.entries(room.posts || {})) {
      const vote = all[item];
      if (!vote) continue;
      shared.n++; shared.right += vote.step > 3 === misleading; sum.points += judged(vote.step, misleading);
    }
    const of = (n, total) => t('end.of', { n, total });
    const rows = [['end.points', String(sum.points)]];
    if (sum.n) rows.push(['end.right', of(sum.right, sum.n)]);
    if (shared.n) rows.push(['end.posts', of(shared.right, shared.n)]);
    for (const block of ['before', 'after']) if (blocks[block][1]) rows.push(['end.' + block, of(...blocks[block])]);
    if (sum.n) rows.push(['end.alarms', of(sum.alarms, sum.reals)], ['end.misses', of(sum.misses, sum.fakes)]);
    if (sum.asked) rows.push(['end.found', of(sum.found, sum.asked)]);
    const pairs = Object.entries(room.pairs || {}).filter(([item]) => all[item]);
    if (pairs.length) rows.push(['end.pairs', of(pairs.filter(([item, side]) => shareOf(all[item].step, side) > 3).length, pairs.length)]);
    if (!sum.n && !shared.n && !pairs.length) return look('done', 'look.title', 'why.over');
    const list = el('dl', { class: 'paper' });
    for (const [key, value] of rows) list.append(el('dt', {}, t(key)), el('dd', {}, value));
    page('done', t('end.title'), list, checkClips(all, truths), el('p', {}, t('end.thought')), el('p', { class: 'note grow' }, t('end.kept')),
      el('button', { class: 'quiet', type: 'button', onclick: () => { forget(); screen = ''; page('gone', t('end.title'), el('p', {}, t('end.deleted'))); say(t('end.deleted')); } }, t('end.delete')));
  }

  function checkClips(all, truths) {
    const rows = Object.entries(truths).filter(([item, truth]) => truth.block !== 'lesson' && all[item]).map(([item, { clip, manipulated }]) => {
      const right = all[item].step > 3 === manipulated;
      return el('li', { class: 'row' }, icon(right ? TICK : MISS), el('span', {}, el('strong', {}, t('clip.of', { n: clip, total: room.clips }) + ': ' + t(manipulated ? 'verdict.manipulated' : 'verdict.real')),
        el('br'), saidOf(all[item])));
    });
    return rows.length ? el('section', { class: 'paper' }, el('h2', {}, t('end.checks')), el('ul', { class: 'plain' }, ...rows)) : null;
  }

  // -- waking up --

  function wake() {
    if (!kept.token || document.hidden) return;
    wsFails = 0;
    if (!ws || ws.readyState > 1) connect();
    else ask().then((fresh) => { if (!fresh && kept.token) connect(); });
  }
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', netLost);
  window.addEventListener('pageshow', wake);
  // A phone that slept may wake without an event: then its clock has leapt.
  let tick = Date.now();
  setInterval(() => {
    const slept = Date.now() - tick > 4000;
    tick = Date.now();
    if (slept) wake();
  }, 1000);
  // A second page of the same phone has the same seat: it shows what was voted there, and votes after it.
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    const token = kept.token;
    kept = load();
    mine = { ...(kept.mine || {}) };
    if (kept.token !== token) { room = null; if (kept.token) connect(); }
    show();
  });
  // Fingers that hit a key five times do not press what the next page has at that place.
  document.addEventListener('click', (event) => {
    const now = performance.now(), last = press;
    if (event.detail === 0) return;
    press = { at: now, x: event.clientX, y: event.clientY };
    const again = now - last.at < 300 && Math.hypot(press.x - last.x, press.y - last.y) < 32;
    if (!again || pageAt < last.at - 20) return;
    pageAt = now;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  // The room sends a beat each second. Without one the line may be dead though it seems open, as after a change of
  // address: the room is asked another way, and where it answers, a new line is opened.
  setInterval(() => {
    const silent = () => ws && ws.readyState === 1 && Date.now() - beat > SILENT;
    if (!kept.token || asking || document.hidden || (room && room.phase === 'done') || !silent()) return;
    asking = true;
    ask().then((fresh) => {
      asking = false;
      if (kept.token && (!fresh || silent())) connect();
    });
  }, 500);
  // Who still points, names or chooses anew says so, and the wall does not close the vote by itself meanwhile.
  function busy() { return !document.hidden && room && room.phase === 'open' && /^(tap|kind)\d|change$/.test(screen); }
  setInterval(() => { if (busy() && ws && ws.readyState === 1) ws.send(JSON.stringify({ t: 'busy', item: room.item })); }, 1500);
  setInterval(() => { if (kept.token && !document.hidden && Date.now() - lastHeard > 15000 && !(room && room.phase === 'done')) wake(); }, 5000);

  const fromQr = location.hash.slice(1).toUpperCase();
  mine = kept.mine || {};
  setLanguage(wanted()).then(async () => {
    if (fromQr.length === 4 && (fromQr !== kept.code || !kept.token)) {
      const no = await join(fromQr);
      if (no) { screen = ''; joinScreen(no, fromQr); }
    } else if (kept.token) connect();
    show();
  });
})();
