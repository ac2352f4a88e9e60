/**
 * The script of the page: choosing lines, filters, search, addresses, copying. It makes text nodes only, never markup.
 * What it reads of the page stands in `page-data.ts`; without it the page still shows everything but the panel.
 */
export const clientScript = String.raw`
(() => {
'use strict';
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const data = JSON.parse(one('#data').textContent);
const codes = all('.code');
const objects = all('.object');
const panel = one('#panel');
const address = (anchor) => '#' + encodeURIComponent(anchor).replace(/%2F/g, '/').replace(/%3A/g, ':');

// Lines and the panel

let chosen;

function itemsOf(line) {
  const code = line.parentElement;
  return (data.lines[code.dataset.file] || {})[[...code.children].indexOf(line) + 1] || [[], []];
}

function excerpt([object, first, last, pointer]) {
  const shown = Math.min(last, first + 23);
  const rows = all('.yaml>i', objects[object]).slice(first, shown + 1).map((row) => {
    const copy = row.cloneNode(true);
    all('.from,.added', copy).forEach((extra) => extra.remove());
    return copy;
  });
  const blanks = rows.length ? rows[0].textContent.search(/\S|$/) : 0;
  for (const row of rows) {
    const text = document.createTreeWalker(row, NodeFilter.SHOW_TEXT).nextNode();
    if (text) text.data = text.data.replace(new RegExp('^ {0,' + blanks + '}'), '');
  }
  if (shown < last) rows.push(make('i', { class: 'c' }, '… ' + (last - shown) + ' more lines'));
  const link = make('a', { href: address(data.objects[object]) }, data.objects[object]);
  return make('div', { class: 'became' }, link, ' ', make('code', {}, pointer), make('pre', { class: 'excerpt', tabindex: '0' }, ...rows));
}

function itemElement(number) {
  const [outcome, level, rule, path, message, hint, , fields] = data.items[number];
  const name = data.outcomes[outcome];
  const head = make('p', { class: 'head' });
  if (name !== 'finding') head.append(make('span', { class: 'chip ' + name }, name.replace('-', ' ')));
  if (level !== 'info') head.append(make('span', { class: 'chip ' + level }, level));
  head.append(make('code', { class: 'path' }, path), make('span', { class: 'rule' }, rule));
  const item = make('div', { class: 'item' }, head);
  if (message) item.append(make('p', {}, message));
  if (hint) item.append(make('p', { class: 'hint' }, hint));
  item.append(...fields.slice(0, 8).map(excerpt));
  if (fields.length > 8) item.append(make('p', { class: 'became' }, (fields.length - 8) + ' more fields'));
  return item;
}

function sourceText(line) {
  const copy = line.cloneNode(true);
  for (const said of all('.sr', copy)) said.remove();
  return copy.textContent;
}

/** Items of the block that a key opens; a list may stand in the column of its key. */
function itemsBelow(line) {
  const head = sourceText(line);
  const column = head.search(/\S/);
  const items = [];
  if (!/:\s*(?:[&!]\S+\s*)*(?:#.*)?$/.test(head)) return items;
  for (let next = line.nextElementSibling; next; next = next.nextElementSibling) {
    const text = sourceText(next);
    const at = text.search(/\S/);
    if (at >= 0 && (at < column || (at === column && text[at] !== '-'))) break;
    items.push(...itemsOf(next)[0]);
  }
  return items;
}

function showPanel(line) {
  const [own, others] = itemsOf(line);
  const below = own.length || others.length ? [] : itemsBelow(line);
  const close = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '✕');
  close.addEventListener('click', () => panel.classList.remove('open'));
  const content = [close, make('h3', {}, line.id)];
  const limit = 40;
  content.push(...own.slice(0, limit).map(itemElement));
  if (own.length > limit) content.push(make('p', { class: 'empty' }, (own.length - limit) + ' more'));
  if (others.length) content.push(make('p', { class: 'empty' }, own.length ? 'Also comes through here:' : 'Part of:'), ...others.slice(0, limit).map(itemElement));
  if (below.length) content.push(make('p', { class: 'empty' }, 'Below it:'), ...below.slice(0, limit).map(itemElement));
  if (below.length > limit) content.push(make('p', { class: 'empty' }, (below.length - limit) + ' more'));
  if (!own.length && !others.length && !below.length) content.push(make('p', { class: 'empty' }, 'Nothing on this line is translated by itself.'));
  panel.replaceChildren(...content);
  panel.scrollTop = 0;
  panel.classList.add('open');
}

function choose(line, { focus = true, record = true } = {}) {
  if (chosen) chosen.removeAttribute('aria-selected');
  for (const other of all('[tabindex="0"]', line.parentElement)) other.tabIndex = -1;
  chosen = line;
  line.setAttribute('aria-selected', 'true');
  line.tabIndex = 0;
  showPanel(line);
  if (focus) line.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  if (record) history.replaceState(null, '', address(line.id));
}

function marked(line, step) {
  const sibling = step > 0 ? 'nextElementSibling' : 'previousElementSibling';
  let at = line[sibling];
  while (at && !/differs|refused|finding/.test(at.className)) at = at[sibling];
  return at;
}

for (const code of codes) {
  code.addEventListener('click', (event) => {
    const line = event.target.closest('.l');
    if (line && String(getSelection()) === '') choose(line);
  });
  code.addEventListener('keydown', (event) => {
    const line = event.target.closest('.l');
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const lines = code.children;
    const at = () => [...lines].indexOf(line);
    const goals = {
      ArrowDown: () => line.nextElementSibling,
      ArrowUp: () => line.previousElementSibling,
      Home: () => lines[0],
      End: () => lines[lines.length - 1],
      PageDown: () => lines[Math.min(lines.length - 1, at() + 20)],
      PageUp: () => lines[Math.max(0, at() - 20)],
      n: () => marked(line, 1),
      p: () => marked(line, -1),
      ' ': () => line,
    };
    if (event.key === 'Enter') {
      choose(line, { focus: false });
      panel.focus();
      event.preventDefault();
    } else if (Object.hasOwn(goals, event.key)) {
      event.preventDefault();
      const goal = goals[event.key]();
      if (goal) choose(goal);
    }
  });
}
if (panel) panel.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  panel.classList.remove('open');
  if (chosen) chosen.focus();
});

// Filters

const service = one('#service');
const query = one('#query');
const clear = one('#clear');
const toggles = all('.toggle');
const groups = all('details.group');
const entries = all('main .item[data-i]');
const picture = one('#picture svg');

function filter() {
  const name = service.value;
  const outcomes = new Set(toggles.filter((one) => one.getAttribute('aria-pressed') === 'true').map((one) => Number(one.dataset.outcome)));
  const words = query.value.trim().toLowerCase();
  const active = name !== '' || outcomes.size > 0 || words !== '';
  const textOnly = words !== '' && name === '' && outcomes.size === 0;
  const hits = data.items.map(([outcome, , rule, path, message, hint, of]) =>
    (name === '' || of === name) &&
    (outcomes.size === 0 || outcomes.has(outcome)) &&
    (words === '' || [rule, path, message, hint].join('\n').toLowerCase().includes(words)));
  const hitObjects = new Set(data.items.flatMap((item, i) => (hits[i] ? item[7].map(([object]) => object) : [])));
  let count = 0;
  for (const code of codes) {
    const lines = data.lines[code.dataset.file] || {};
    [...code.children].forEach((line, i) => {
      const [own, others] = lines[i + 1] || [[], []];
      const hit = own.some((item) => hits[item]) || others.some((item) => hits[item]) || (textOnly && line.textContent.toLowerCase().includes(words));
      if (active && hit) count++;
      line.classList.toggle('dim', active && !hit);
    });
  }
  for (const entry of entries) entry.hidden = active && !hits[entry.dataset.i];
  for (const group of groups) {
    const own = all('.item[data-i]', group);
    if (own.length === 0) continue;
    const shown = own.filter((entry) => !entry.hidden).length;
    group.hidden = shown === 0;
    group.open = active && shown > 0;
  }
  for (const object of objects) {
    const text = words !== '' && object.textContent.toLowerCase().includes(words);
    const hit = hitObjects.has(Number(object.dataset.o));
    object.hidden = active && !((name === '' || object.dataset.service === name || hit) && (outcomes.size === 0 || hit) && (words === '' || text || hit));
  }
  one('#status').textContent = active ? count + (count === 1 ? ' line' : ' lines') : '';
  clear.disabled = !active;
  light(name === '' ? undefined : name);
}

function setService(name) {
  service.value = name;
  filter();
  history.replaceState(null, '', name === '' ? location.pathname + location.search : '#service=' + encodeURIComponent(name));
}

let timer;
service.addEventListener('change', () => setService(service.value));
query.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(filter, 120);
});
one('.tools').addEventListener('submit', (event) => event.preventDefault());
for (const toggle of toggles) toggle.addEventListener('click', () => {
  toggle.setAttribute('aria-pressed', String(toggle.getAttribute('aria-pressed') !== 'true'));
  filter();
});
clear.addEventListener('click', () => {
  query.value = '';
  for (const toggle of toggles) toggle.setAttribute('aria-pressed', 'false');
  setService('');
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  event.preventDefault();
  query.focus();
});

// The picture

function light(name) {
  if (!picture) return;
  const node = name === undefined ? undefined : all('[data-service]', picture).find((one) => one.dataset.service === name);
  for (const on of all('.on', picture)) on.classList.remove('on');
  picture.classList.toggle('lit', node !== undefined);
  if (!node) return;
  const near = new Set([node.dataset.node]);
  for (const edge of all('.edge[data-from]', picture)) {
    const { from, to } = edge.dataset;
    if (from !== node.dataset.node && to !== node.dataset.node) continue;
    edge.classList.add('on');
    near.add(from).add(to);
  }
  for (const other of all('.node', picture)) if (near.has(other.dataset.node)) other.classList.add('on');
}

if (picture) {
  const press = (node) => {
    setService(service.value === node.dataset.service ? '' : node.dataset.service);
    const first = service.value === '' ? undefined : one('.l:not(.dim)');
    if (first) first.scrollIntoView({ block: 'center', behavior: 'instant' });
  };
  for (const node of all('[data-service]', picture)) {
    node.addEventListener('click', () => press(node));
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press(node);
    });
    for (const type of ['mouseenter', 'focus']) node.addEventListener(type, () => light(node.dataset.service));
    for (const type of ['mouseleave', 'blur']) node.addEventListener(type, () => light(service.value || undefined));
  }
}

// Copying, addresses, paper

for (const button of all('.copy')) button.addEventListener('click', async () => {
  const pre = one('pre', button.parentElement);
  let done = false;
  try {
    await navigator.clipboard.writeText(pre.textContent);
    done = true;
  } catch {
    getSelection().selectAllChildren(pre);
    done = document.execCommand('copy');
  }
  button.textContent = done ? 'Copied' : 'Press Ctrl+C';
  setTimeout(() => (button.textContent = 'Copy'), 1500);
});

function follow() {
  const text = location.hash.slice(1);
  let anchor = text;
  try {
    anchor = decodeURIComponent(text);
  } catch {
    return;
  }
  if (anchor.startsWith('service=')) {
    const name = anchor.slice(8);
    if ([...service.options].some((option) => option.value === name)) setService(name);
    return;
  }
  const element = anchor === '' ? null : document.getElementById(anchor);
  if (!element) return;
  const outer = element.closest('details');
  if (outer) outer.open = true;
  if (element.classList.contains('l')) {
    choose(element, { record: false });
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
  } else if (element.classList.contains('object')) {
    element.hidden = false;
    element.scrollIntoView({ block: 'start', behavior: 'instant' });
  }
}
addEventListener('hashchange', follow);
document.addEventListener('click', (event) => {
  // The same address twice is no change of it.
  const link = event.target.closest('a[href^="#"]');
  if (link && link.getAttribute('href') === location.hash) follow();
});

let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = all('details:not([open])');
  for (const details of unfolded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of unfolded) details.open = false;
});

follow();
})();
`;
