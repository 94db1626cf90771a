// The pane of layers: what fills the ground, its legend, and the filters with a number beside each.

/** An element with attributes; `text` and children are only ever text and elements, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('aria-')) element.setAttribute(key, String(value));
    else if (value === false) continue;
    else if (key === 'text') element.textContent = value;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const note = text => make('p', {class: 'note', text});
const plainButton = (text, act, ...children) =>
  make('button', {type: 'button', class: 'plain', text, onclick: act}, ...children);
const byId = id => document.getElementById(id);

/** Says something to readers who listen; each announcement replaces the one before. */
function announce(text) {
  byId('live').textContent = text;
}

/** The badge of a colour: its letter on it. */
function badge(color) {
  const element = make('span', {class: 'badge', text: color.letter, 'aria-hidden': 'true'});
  element.style.backgroundColor = color.hex;
  element.style.color = inkOn(color.hex);
  return element;
}

function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text]) => make('option', {value, text})));
  select.value = String(chosen);
}

function renderLayers() {
  options(byId('fill'), fills().map(fill => [fill, fillName(fill)]), state.fill);
  options(byId('level'), [['auto', say('level.auto')], ...ranks.map(rank => [rank, rankName(rank)])], state.level);
  options(byId('show'), ['auto', 'place', 'none'].map(show => [show, say('show.' + show)]), state.show);
}

/** The legend of the fill: each class with how many pieces of the county have it. */
function legendRows() {
  const style = fillStyles(rankInView());
  if (state.fill === 'none') return [];
  const sums = style.classes.map(() => 0);
  for (const node of piecesBy(style.rank)) sums[style.of(node)]++;
  return style.classes.map((entry, i) => ({...entry, sum: sums[i]}))
    .filter((entry, i) => entry.sum > 0 || i < style.classes.length - 2);
}

/** The lines of borders that the map shows. */
const lineRows = () => [
  {style: borderStyle(OUTLINE), words: say('legend.outline')},
  ...ranks.filter(rank => showsBorders(rank, view.scale))
    .map(rank => ({style: borderStyle(rank), words: rankName(rank)})),
  ...source.levels.filter((_, level) => dedicatedInView(level))
    .map(level => ({style: DEDICATED, words: inLanguage(level.name)})),
];

function lineSign({color, width, dash}) {
  const tile = document.createElement('canvas');
  [tile.width, tile.height] = [52, 20];
  const context = tile.getContext('2d');
  context.scale(2, 2);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.moveTo(0, 5);
  context.lineTo(26, 5);
  context.stroke();
  return make('img', {class: 'sign', src: tile.toDataURL(), width: 26, height: 10, alt: ''});
}

let legendKey = '';

function renderLegend() {
  const rank = rankInView();
  const key = [language, state.fill, rank, tally.version, lineRows().length, showsRings(), state.show].join();
  if (key === legendKey) return;
  legendKey = key;
  byId('legend').replaceChildren(...legendParts());
  byId('level-now').textContent = state.level === 'auto' ? say('level.now', rankName(rank)) : '';
}

function legendParts() {
  const rows = legendRows();
  const notes = [];
  const isOther = state.time !== source.asOf || isFiltered();
  if (state.fill === 'hot' && isOther) notes.push(say('hot.asof', clockText(source.asOf)));
  if (state.fill === 'hot') notes.push(say('hot.alone'));
  if (state.fill === 'hot' && nodes.hot.cluster.some(number => number > 0)) notes.unshift(say('hot.cluster'));
  if (!isCounted && isFiltered()) notes.push(say('stated.fills'));
  const parts = [];
  if (rows.length) {
    parts.push(make('h3', {text: `${fillName(state.fill)} · ${rankName(rankInView())}`}));
    parts.push(make('ul', {}, ...rows.map(row => make('li', {}, swatch(row),
      make('span', {class: 'words', text: (row.letter ? row.letter + '  ' : '') + row.words}),
      make('span', {class: 'number', text: count(row.sum), title: say('legend.units', count(row.sum))})))));
  }
  if (state.show !== 'none' && showsRings()) parts.push(make('p', {class: 'note', text: say('legend.ring')}));
  parts.push(make('ul', {class: 'lines'}, ...lineRows().map(({style, words}) =>
    make('li', {}, lineSign(style), make('span', {class: 'words', text: words})))));
  for (const note of notes) parts.push(make('p', {class: 'note', text: note}));
  if (isPublic && cases.length) parts.push(make('p', {class: 'note', text: say('fact.masked')}));
  return parts;
}

const FEW = 8;
const unfolded = new Set();

/** The filters: boxes with the number of cases that choosing them would show. */
function renderFilters() {
  const focused = document.activeElement && document.activeElement.id;
  const groups = FACETS.map(facet => filterGroup(facet)).filter(Boolean);
  const overdue = cases.due.some(instant => !Number.isNaN(instant)) ? make('label', {class: 'only'},
    make('input', {type: 'checkbox', id: 'overdue', checked: state.isOverdueOnly, onchange: event => {
      state.isOverdueOnly = event.target.checked;
      changed('cases');
    }}),
    make('span', {class: 'words', text: say('filter.overdue')}),
    make('span', {class: 'number', text: count(tally.overdueFacet)})) : null;
  const area = state.area < 0 ? null : make('label', {class: 'only'},
    make('input', {type: 'checkbox', id: 'area', checked: true, onchange: () => {
      state.area = -1;
      changed('cases');
    }}),
    make('span', {class: 'words', text: say('filter.area', nodeName(state.area))}));
  byId('filters').replaceChildren(...[area, overdue, ...groups].filter(Boolean));
  byId('reset').disabled = !isFiltered();
  if (focused && byId(focused)) byId(focused).focus({preventScroll: true});
}

function filterGroup({key, terms}) {
  const sums = tally.facets[key];
  const chosen = state.chosen[key];
  const values = terms.map((_, value) => value);
  if (cases[key].some(value => value < 0)) values.push(-1);
  const numbered = values.map(value => ({value, sum: sums[value < 0 ? terms.length : value]}));
  // Long lists show what there is most of; a chosen value always stays in sight.
  const isLong = numbered.length > FEW + 2;
  if (isLong) numbered.sort((a, b) => b.sum - a.sum || a.value - b.value);
  const shown = !isLong || unfolded.has(key) ? numbered
    : numbered.filter(({value}, i) => i < FEW || chosen.has(value));
  const rows = shown.map(({value, sum}) => {
    const id = `f-${key}-${value}`;
    const term = terms[value];
    const meaning = term && term.meaning ? inLanguage(term.meaning) : '';
    return make('label', {class: sum ? '' : 'empty'},
      make('input', {type: 'checkbox', id, checked: chosen.has(value), onchange: event => {
        if (event.target.checked) chosen.add(value); else chosen.delete(value);
        changed('cases');
      }}),
      key === 'color' && term ? badge(term) : null,
      make('span', {class: 'words', text: term ? inLanguage(term.name) : say('filter.none')},
        meaning ? make('small', {text: meaning}) : null),
      make('span', {class: 'number', text: count(sum)}));
  });
  const more = isLong ? make('button', {type: 'button', class: 'plain', id: 'more-' + key,
    text: unfolded.has(key) ? say('filter.less') : say('filter.more', numbered.length), onclick: () => {
      if (!unfolded.delete(key)) unfolded.add(key);
      renderFilters();
    }}) : null;
  return make('fieldset', {}, make('legend', {text: say('filter.' + key)}), ...rows, more);
}

/** The line above the list: how many are shown of how many, and which of them the map cannot show. */
function renderCounts() {
  const shown = tally.rows.length;
  const parts = [];
  if (isCounted) {
    const open = count(tally.open);
    parts.push(isFiltered() ? say('count.shown', count(shown), open) : say('count.open', open));
    parts.push(say('count.overdue', count(tally.overdue)));
    if (tally.unplaced) parts.push(say('count.unplaced', count(tally.unplaced)));
    if (tally.outside) parts.push(say('count.outside', count(tally.outside)));
  } else {
    const open = source.totals ? source.totals.open : -1;
    parts.push(open < 0 ? say('count.suppressed') : say('count.open', count(open)));
    parts.push(say('count.points', count(shown)));
  }
  if (source.totals) {
    const {unlocated, outside, countedOnly} = source.totals;
    if (countedOnly > 0) parts.push(say('count.only', count(countedOnly)));
    if (unlocated > 0) parts.push(say('count.unplaced', count(unlocated)));
    if (outside > 0) parts.push(say('count.outside', count(outside)));
  }
  const text = parts.join(' · ');
  if (byId('counts').textContent === text) return;
  byId('counts').textContent = text;
  if (!playing) announce(text);
}
