// The facts of the chosen case or grid.

const DAY = 86400000;
/** Whole days from an instant to the chosen one. */
const daysSince = instant => Math.floor((state.time - instant) / DAY);

function factRows(rows) {
  return make('dl', {}, ...rows.filter(row => row && row[1] !== '' && row[1] !== null && row[1] !== undefined)
    .flatMap(([label, value]) => [make('dt', {text: label}), make('dd', {}, ...[value].flat())]));
}

/** A button with the name of a node that goes there. */
const nodeLink = node => plainButton(nodeName(node), () => goTo({node}));
/** Such buttons with dots between them. */
const nodeLinks = list => list.flatMap((node, i) => (i ? [' · ', nodeLink(node)] : [nodeLink(node)]));

/** The nodes above one, the nearest first. */
function lineOf(node) {
  const line = [];
  for (let at = node >= 0 ? nodes.parent[node] : -1; at >= 0; at = nodes.parent[at]) line.push(at);
  return line;
}

const termName = (terms, value) => (value >= 0 ? inLanguage(terms[value].name) : '');

/** The further facts of a row, with labels that stand once for all rows. */
function extraFacts(facts, row) {
  const told = [];
  const list = facts ? facts.rows[row] : [];
  for (let i = 0; i < list.length; i += 2) {
    const value = list[i + 1];
    told.push([inLanguage(facts.labels[list[i]]), typeof value === 'string' ? value : inLanguage(value)]);
  }
  return told;
}

function renderFacts() {
  const host = byId('facts');
  host.classList.toggle('empty', state.row < 0 && state.node < 0);
  if (state.row >= 0) host.replaceChildren(...caseFacts(state.row));
  else if (state.node >= 0) host.replaceChildren(...nodeFacts(state.node));
  else host.replaceChildren(note(say('fact.none')));
}

/** What is chosen, as a button on the map that leads to its facts where these are in another pane. */
function renderChosen() {
  const {row, node} = state;
  const thing = row >= 0 ? {kind: 'point', row} : node >= 0 ? {kind: 'ground', node} : null;
  byId('chosen').replaceChildren(...(thing ? tipLines(thing) : []));
  if (thing) announce([...byId('chosen').children].map(line => line.textContent).join(', '));
}

function heading(title, ...actions) {
  return make('div', {class: 'heading'}, make('h2', {text: title}),
    ...actions.map(([words, act]) => make('button', {type: 'button', text: words, onclick: act})),
    make('button', {
      type: 'button', class: 'close', 'aria-label': say('fact.close'), text: '×', onclick: () => choose({}),
    }));
}

function caseFacts(row) {
  const node = cases.grid[row];
  // A case that is not open at the chosen instant is told as it is at the page's own.
  const told = now.isOpen[row] ? now : cases;
  const color = source.colors[told.color[row]];
  const [submitted, due] = [cases.submitted[row], cases.due[row]];
  const standing = submitted > state.time ? say('fact.future', clockText(state.time)) :
    Number.isNaN(closedAt(row, state.time)) ? '' : say('fact.closed', clockText(closedAt(row, state.time)));
  const late = Math.floor((state.time - due) / DAY);
  const grid = node >= 0 ? nodeLinks([node, ...lineOf(node)]) : [say('count.outside', 1)];
  const overrun = now.isOverdue[row] ? say('fact.late', Math.max(0, late)) : '';
  const since = Number.isNaN(submitted) ? cases.periods[cases.period[row]] :
    dots(clockText(submitted), say('fact.days', Math.max(0, daysSince(submitted))));
  return [
    heading(caseName(row), [say('fact.zoom'), () => goTo({row})]),
    standing ? note(standing) : null,
    factRows([
      [say('col.class'), termName(source.classes, cases.class[row])],
      color && [say('col.color'), [badge(color), ` ${inLanguage(color.name)} · ${inLanguage(color.meaning)}`]],
      [say('col.state'), termName(source.states, told.state[row])],
      [say('col.tier'), termName(source.tiers, told.tier[row])],
      [say('col.submitted'), since],
      [say('fact.open'), stretchesOf(row)],
      !Number.isNaN(due) && [say('col.due'), dots(clockText(due), overrun)],
      [say('col.grid'), grid],
      ...extraFacts(cases.facts, row),
    ]),
    ...courseOf(row),
    Number.isNaN(cases.x[row]) ? note(say('fact.unplaced')) : null,
    isPublic ? note(say('fact.masked')) : null,
  ].filter(Boolean);
}

/** When a case was open up to the chosen instant, where it was closed in between; else nothing. */
function stretchesOf(row) {
  const {start, from, until} = cases.closures;
  const lines = [];
  let begin = cases.submitted[row];
  for (let i = start[row]; i < start[row + 1] && from[i] <= state.time; i++) {
    lines.push(`${clockText(begin)} – ${clockText(from[i])}`);
    begin = until[i];
  }
  if (!lines.length) return '';
  if (begin <= state.time) {
    lines.push(`${clockText(begin)} – ${cases.closed[row] <= state.time ? clockText(cases.closed[row]) : ''}`);
  }
  return lines.map(text => make('div', {text}));
}

/** The steps of a case up to the chosen instant. */
function courseOf(row) {
  if (!cases.steps) return [];
  const items = [];
  for (let i = cases.steps.start[row]; i < cases.steps.start[row + 1] && cases.steps.at[i] <= state.time; i++) {
    const words = [termName(source.states, cases.steps.state[i]), termName(source.tiers, cases.steps.tier[i]),
      termName(source.colors, cases.steps.color[i])].filter(Boolean).join(' · ');
    items.push(make('li', {}, make('time', {text: clockText(cases.steps.at[i])}), ' ' + words));
  }
  return items.length ? [make('h3', {text: say('fact.history')}), make('ol', {class: 'course'}, ...items)] : [];
}

function nodeFacts(node) {
  const [open, overdue, all] = [openIn(node), overdueIn(node), allIn(node)];
  const share = all > 0 && overdue >= 0 ? say('fact.share', count(overdue), count(all), percent(overdue / all))
    : figure(overdue);
  const z = nodes.hot && nodes.hot.z[node];
  const color = groundColors[colorOfNode(node)];
  const parts = nodes.parts[node];
  return [
    heading(nodeName(node), [say('fact.zoom'), () => goTo({node})], [say('fact.only'), () => {
      state.area = node;
      changed('cases', 'view');
    }]),
    factRows([
      [say('col.code'), nodes.name[node] ? nodes.code[node] : ''],
      [say('col.level'), inLanguage(source.levels[nodes.level[node]].name)],
      nodes.parent[node] >= 0 && [say('fact.in'), nodeLinks(lineOf(node))],
      parts.length > 0 && [say('fact.parts'), count(parts.length)],
      nodes.households[node] >= 0 && [say('col.households'), count(nodes.households[node])],
      nodes.staff[node] >= 0 && [say('col.staff'), count(nodes.staff[node])],
      [say('col.open'), figure(open)],
      fills().includes('overdue') && [say('col.overdue'), share],
      color && [fillName('color'), [badge(color), ` ${inLanguage(color.name)} · ${inLanguage(color.meaning)}`]],
      !Number.isNaN(closedIn(node)) && [say('col.closed'), figure(closedIn(node))],
      z !== null && z !== undefined && [say('fill.hot'), fillHot(node)],
      ...extraFacts(nodes.facts, node),
    ]),
    ...classBars(node),
    ...casesHere(node),
  ].filter(Boolean);
}

function fillHot(node) {
  const kind = ['hot', 'raised', 'usual', 'low'][hotClass(node)];
  const [z, q] = [nodes.hot.z[node], nodes.hot.q[node]];
  return dots(say('hot.' + kind), say('fact.hot', z.toFixed(2), q === null ? '–' : q.toFixed(3)));
}

/** Open cases of a node by class, as bars with their numbers. */
function classBars(node) {
  let sums;
  if (isCounted) {
    sums = source.classes.map(() => 0);
    for (const row of tally.rows) {
      if (cases.class[row] >= 0 && liesIn(row, node)) sums[cases.class[row]]++;
    }
  } else {
    sums = nodes.stated.byClass[node];
  }
  const rows = sums.map((sum, value) => ({sum, value})).filter(({sum}) => sum !== 0)
    .sort((a, b) => b.sum - a.sum || a.value - b.value);
  if (!rows.length) return [];
  const most = Math.max(1, ...rows.map(({sum}) => sum));
  return [make('h3', {text: say('fact.byclass')}), make('ul', {class: 'bars'}, ...rows.map(({sum, value}) => {
    const bar = make('span', {class: 'bar'});
    bar.style.width = Math.max(0, (100 * sum) / most) + '%';
    return make('li', {}, make('span', {class: 'words', text: termName(source.classes, value)}),
      make('span', {class: 'number', text: figure(sum)}), bar);
  }))];
}

const LISTED = 40;

/** The first cases of a node, overdue ones first. */
function casesHere(node) {
  const rows = [];
  for (const row of tally.rows) if (liesIn(row, node)) rows.push(row);
  if (!rows.length) return [];
  rows.sort((a, b) => now.isOverdue[b] - now.isOverdue[a] || cases.submitted[a] - cases.submitted[b] || a - b);
  return [
    make('h3', {text: `${say('fact.cases')} (${count(rows.length)})`}),
    make('ul', {class: 'here'}, ...rows.slice(0, LISTED).map(row => {
      const color = source.colors[now.color[row]];
      const words = dots(cases.id && caseName(row), termName(source.classes, cases.class[row]));
      const sign = color ? badge(color) : null;
      return make('li', {}, plainButton('', () => goTo({row}), sign, make('span', {text: words})));
    })),
    rows.length > LISTED ? make('button', {type: 'button', text: say('fact.list'), onclick: () => {
      Object.assign(state, {area: node, list: 'cases'});
      changed('cases', 'view');
      showPane('list');
    }}) : null,
  ];
}
