// What the reader has chosen, kept in the address after the #, so that a link shows the same again.

const FACETS = [
  {key: 'color', terms: source.colors}, {key: 'class', terms: source.classes}, {key: 'state', terms: source.states},
  {key: 'tier', terms: source.tiers},
  {key: 'period', terms: cases.periods.map(text => ({code: text, name: {en: text, zh: text}}))},
].filter(facet => facet.terms.length > 0 && cases[facet.key].some(value => value >= 0));

const state = {
  time: source.asOf,
  chosen: Object.fromEntries(FACETS.map(facet => [facet.key, new Set()])),
  isOverdueOnly: false,
  area: -1,
  fill: 'open', level: 'auto', show: 'auto',
  node: -1, row: -1,
  list: 'cases',
  sort: {cases: ['submitted', -1], grids: ['open', -1]},
};

/** What follows a change: functions by the kind of change, called once before the next frame. */
const listeners = {cases: [], looks: [], choice: [], view: [], words: []};
const pending = new Set();
let isFrameAsked = false;

/** Says that something has changed: `cases` (which are shown), `looks` (of the map), `choice`, `view` or `words`. */
function changed(...kinds) {
  for (const kind of kinds) pending.add(kind);
  if (isFrameAsked) return;
  isFrameAsked = true;
  requestAnimationFrame(settle);
}

/** Does what is pending. */
function settle() {
  isFrameAsked = false;
  for (const kind of ['words', 'cases', 'looks', 'choice', 'view']) {
    if (pending.delete(kind)) for (const listener of listeners[kind]) listener();
  }
  keepAddress();
}

const isFiltered = () =>
  state.isOverdueOnly || state.area >= 0 || FACETS.some(facet => state.chosen[facet.key].size > 0);

function resetFilters() {
  for (const facet of FACETS) state.chosen[facet.key].clear();
  state.isOverdueOnly = false;
  state.area = -1;
  changed('cases');
}

/** The address of what is shown: only what differs from how the page opens. */
function addressOfState() {
  const parts = [];
  const add = (key, value) => parts.push(key + '=' + encodeURIComponent(value));
  if (language !== source.language) add('lang', language);
  if (state.time !== source.asOf) add('t', new Date(state.time).toISOString());
  for (const {key, terms} of FACETS) {
    const codes = [...state.chosen[key]].sort((a, b) => a - b).map(value => (value < 0 ? '' : terms[value].code));
    if (codes.length) parts.push(key + '=' + codes.map(encodeURIComponent).join(','));
  }
  if (state.isOverdueOnly) add('overdue', 1);
  if (state.area >= 0) add('area', nodes.code[state.area]);
  for (const [key, usual] of [['fill', defaults.fill], ['level', 'auto'], ['show', 'auto'], ['list', 'cases']]) {
    if (state[key] !== usual) add(key, state[key]);
  }
  if (state.node >= 0) add('grid', nodes.code[state.node]);
  if (state.row >= 0) add('case', cases.id && cases.id[state.row] ? cases.id[state.row] : '#' + (state.row + 1));
  const place = placeOfView();
  if (place) add('at', place);
  return parts.join('&');
}

const defaults = {fill: 'open'};
let keeping = 0;
let kept = '';

/** Writes the address, not more often than browsers put up with. */
function keepAddress() {
  if (keeping) return;
  keeping = setTimeout(() => {
    keeping = 0;
    // An address that somebody else has just set is for the page to take, not to write over.
    if (location.hash.slice(1) !== kept) return;
    try {
      history.replaceState(null, '', '#' + addressOfState());
    } catch {
      // A viewer without a history shows the page all the same.
    }
    kept = location.hash.slice(1);
  }, 250);
}

/** Takes what an address says; whatever it says wrongly is left as it is. */
function takeAddress(text) {
  const said = new Map();
  for (const part of text.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    if (at > 0) said.set(part.slice(0, at), part.slice(at + 1));
  }
  const read = key => {
    try {
      return said.has(key) ? decodeURIComponent(said.get(key)) : undefined;
    } catch {
      return undefined;
    }
  };
  if (read('lang') in digits) language = read('lang');
  const time = Date.parse(read('t'));
  if (source.earliest !== null && time >= source.earliest && time <= source.asOf) state.time = time;
  for (const {key, terms} of FACETS) {
    for (const code of (said.get(key) || '').split(',').filter(() => said.has(key))) {
      let value = code === '' ? -1 : terms.findIndex(term => encodeURIComponent(term.code) === code);
      if (value >= 0 || code === '') state.chosen[key].add(value);
    }
  }
  state.isOverdueOnly = read('overdue') === '1';
  state.area = nodeByCode.get(read('area')) ?? -1;
  if (fills().includes(read('fill'))) state.fill = read('fill');
  if (read('level') === 'auto' || ranks.includes(Number(read('level')))) state.level = read('level');
  if (['auto', 'place', 'none'].includes(read('show'))) state.show = read('show');
  if (['cases', 'grids'].includes(read('list'))) state.list = read('list');
  state.node = nodeByCode.get(read('grid')) ?? -1;
  const name = read('case') ?? '';
  const row = cases.id ? cases.id.indexOf(name) : -1;
  const byNumber = /^#\d+$/.test(name) ? Number(name.slice(1)) - 1 : -1;
  state.row = row >= 0 && name ? row : byNumber < cases.length ? byNumber : -1;
  kept = location.hash.slice(1);
  return read('at');
}
