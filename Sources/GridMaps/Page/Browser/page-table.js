// The list of cases, or of areas and grids: only the rows in sight are in the document, however many there are.

const ROW = 30;

const isTold = values => values.some(value => value >= 0);
const isDated = instants => instants.some(instant => !Number.isNaN(instant));

/**
 * The columns of both lists: what they show and sort by, how wide they are, and whether the page has any of it. `file` is what
 * a CSV has instead of a column that tells two things at once.
 */
const COLUMNS = {
  cases: [
    {
      key: 'color', width: 70, has: () => isTold(cases.color), sort: row => now.color[row],
      text: row => termName(source.colors, now.color[row]),
      show: row => (source.colors[now.color[row]] ? badge(source.colors[now.color[row]]) : ''),
    },
    {key: 'id', width: 132, has: () => Boolean(cases.id), sort: row => cases.id[row], text: row => caseName(row)},
    {
      key: 'class', width: 128, has: () => isTold(cases.class), sort: row => cases.class[row],
      text: row => termName(source.classes, cases.class[row]),
    },
    {
      key: 'submitted', width: 138, has: () => hasTimes || cases.periods.length > 0,
      sort: row => (hasTimes ? nanLast(cases.submitted[row]) : cases.periods[cases.period[row]] ?? ''),
      text: row => (hasTimes ? clockText(cases.submitted[row]) : cases.periods[cases.period[row]] ?? ''),
    },
    {
      key: 'age', width: 56, isNumber: true, has: () => hasTimes, sort: row => -nanLast(cases.submitted[row]),
      text: row => (Number.isNaN(cases.submitted[row]) ? '' : String(daysSince(cases.submitted[row]))),
    },
    {
      key: 'due', width: 138, has: () => isDated(cases.due), sort: row => nanLast(cases.due[row]),
      text: row => clockText(cases.due[row]),
    },
    {
      key: 'overdue', width: 68, has: () => isDated(cases.due), sort: row => now.isOverdue[row],
      text: row => (now.isOverdue[row] ? say('yes') : ''),
    },
    {
      key: 'state', width: 96, has: () => isTold(cases.state), sort: row => now.state[row],
      text: row => termName(source.states, now.state[row]),
    },
    {
      key: 'tier', width: 120, has: () => isTold(cases.tier), sort: row => now.tier[row],
      text: row => termName(source.tiers, now.tier[row]),
    },
    {
      key: 'grid', width: 180, has: () => isTold(cases.grid),
      sort: row => (cases.grid[row] >= 0 ? nodes.place[cases.grid[row]] : -1),
      text: row => (cases.grid[row] >= 0 ? nodeName(cases.grid[row]) : ''),
      file: [
        {key: 'grid', text: row => (cases.grid[row] >= 0 ? nodeName(cases.grid[row]) : '')},
        {key: 'code', text: row => (cases.grid[row] >= 0 ? nodes.code[cases.grid[row]] : '')},
      ],
    },
  ],
  grids: [
    {key: 'name', width: 140, has: () => true, sort: node => nodeName(node), text: node => nodeName(node)},
    {
      key: 'level', width: 110, has: () => true, sort: node => nodes.rank[node],
      text: node => inLanguage(source.levels[nodes.level[node]].name),
    },
    {
      key: 'open', width: 64, isNumber: true, has: () => isCounted || fills().includes('open'),
      sort: node => nanLow(openIn(node)), text: node => figure(openIn(node)),
    },
    {
      key: 'overdue', width: 74, isNumber: true, has: () => fills().includes('overdue'),
      sort: node => nanLow(overdueIn(node)), text: node => figure(overdueIn(node)),
    },
    {
      key: 'share', width: 62, isNumber: true, has: () => fills().includes('overdue'), sort: node => overdueShare(node),
      text: node => (overdueShare(node) >= 0 ? percent(overdueShare(node)) : ''),
    },
    {
      key: 'households', width: 88, isNumber: true, has: () => isTold(nodes.households),
      sort: node => nodes.households[node],
      text: node => (nodes.households[node] < 0 ? '' : count(nodes.households[node])),
    },
    {
      key: 'staff', width: 64, isNumber: true, has: () => isTold(nodes.staff), sort: node => nodes.staff[node],
      text: node => (nodes.staff[node] < 0 ? '' : count(nodes.staff[node])),
    },
    {
      key: 'closed', width: 64, isNumber: true, has: () => Boolean(nodes.stated && nodes.stated.closed),
      sort: node => nanLow(closedIn(node)), text: node => (Number.isNaN(closedIn(node)) ? '' : figure(closedIn(node))),
    },
    {
      key: 'hot', width: 64, isNumber: true, has: () => Boolean(nodes.hot), sort: node => nodes.hot.z[node] ?? -99,
      text: node => (nodes.hot.z[node] === null ? '' : nodes.hot.z[node].toFixed(2) + (nodes.hot.is[node] ? ' H' : '')),
      file: [
        {key: 'hot', isNumber: true, text: node => (nodes.hot.z[node] === null ? '' : nodes.hot.z[node].toFixed(2))},
        {key: 'is-hot', text: node => (nodes.hot.is[node] ? say('yes') : '')},
      ],
    },
    {key: 'code', width: 150, has: () => true, sort: node => nodes.code[node], text: node => nodes.code[node]},
  ],
};

/** The share of overdue cases of a node; -1 where there is none to tell. */
const overdueShare = node => (allIn(node) > 0 && overdueIn(node) >= 0 ? overdueIn(node) / allIn(node) : -1);
const nanLast = value => (Number.isNaN(value) ? Infinity : value);
const nanLow = value => (Number.isNaN(value) ? -2 : value);
const columnsOf = {};
for (const list of Object.keys(COLUMNS)) columnsOf[list] = COLUMNS[list].filter(column => column.has());

const table = {rows: [], at: 0, key: ''};

/** The rows of the list in use, in its order. */
function orderRows() {
  const {list} = state;
  const [key, direction] = state.sort[list];
  const column = columnsOf[list].find(entry => entry.key === key) || columnsOf[list][0];
  const rows = list === 'cases' ? Array.from(tally.rows)
    : nodes.order.filter(node => state.area < 0 || isWithin(node, state.area));
  const keys = new Map(rows.map(row => [row, column.sort(row)]));
  const collator = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en', {numeric: true});
  const compare = typeof keys.get(rows[0]) === 'string' ? collator.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => direction * compare(keys.get(a), keys.get(b)) || a - b);
  table.rows = rows;
}

function renderTable() {
  orderRows();
  table.at = Math.max(0, Math.min(table.at, table.rows.length - 1));
  const columns = columnsOf[state.list];
  byId('tab-cases').setAttribute('aria-selected', state.list === 'cases');
  byId('tab-grids').setAttribute('aria-selected', state.list === 'grids');
  const [key, direction] = state.sort[state.list];
  byId('head').replaceChildren(...columns.map((column, i) => {
    const name = say('col.' + column.key);
    const mark = key === column.key ? (direction > 0 ? ' ▲' : ' ▼') : '';
    return cell(column, 'columnheader', i, make('button', {
      type: 'button', class: 'plain', tabindex: -1, text: name + mark, 'aria-label': say('list.sort', name),
      onclick: () => sortBy(column.key),
    }), key === column.key ? (direction > 0 ? 'ascending' : 'descending') : 'none');
  }));
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  byId('head').style.minWidth = byId('rows').style.minWidth = width + 'px';
  byId('rows').style.height = table.rows.length * ROW + 'px';
  const grid = byId('table');
  grid.setAttribute('aria-rowcount', table.rows.length + 1);
  grid.setAttribute('aria-colcount', columns.length);
  grid.setAttribute('aria-label', say('list.' + state.list));
  byId('row-count').textContent = say('list.rows', count(table.rows.length));
  byId('empty').hidden = table.rows.length > 0;
  renderRows();
}

function cell(column, role, index, content, sort) {
  const look = column.isNumber ? 'number' : '';
  const element = make('div', {role, 'aria-colindex': index + 1, class: look, 'aria-sort': sort}, content);
  element.style.flexBasis = column.width + 'px';
  return element;
}

function sortBy(key) {
  const [now, direction] = state.sort[state.list];
  state.sort[state.list] = [key, now === key ? -direction : 1];
  renderTable();
}

/** Puts the rows in sight into the document. */
function renderRows() {
  const scroll = byId('scroll');
  const first = Math.max(0, Math.floor(scroll.scrollTop / ROW) - 6);
  const last = Math.min(table.rows.length, Math.ceil((scroll.scrollTop + scroll.clientHeight) / ROW) + 6);
  const columns = columnsOf[state.list];
  const chosen = state.list === 'cases' ? state.row : state.node;
  const rows = [];
  for (let i = first; i < last; i++) {
    const row = table.rows[i];
    const element = make('div', {role: 'row', id: 'row-' + i, 'aria-rowindex': i + 2, 'aria-selected': row === chosen,
      class: (i === table.at ? 'at' : '') + (i % 2 ? ' odd' : '')},
    ...columns.map((column, c) => {
      const text = column.text(row);
      const part = cell(column, 'gridcell', c, column.show ? column.show(row) : text);
      if (column.show) part.setAttribute('aria-label', text);
      part.title = text;
      return part;
    }));
    element.style.transform = `translateY(${i * ROW}px)`;
    element.dataset.at = i;
    rows.push(element);
  }
  byId('rows').replaceChildren(...rows);
  byId('table').setAttribute('aria-activedescendant', table.rows.length ? 'row-' + table.at : '');
}

function moveTo(at) {
  table.at = Math.max(0, Math.min(table.rows.length - 1, at));
  showRow(table.at);
  renderRows();
}

function showRow(at) {
  const scroll = byId('scroll');
  if (at * ROW < scroll.scrollTop) scroll.scrollTop = at * ROW;
  else if ((at + 1) * ROW > scroll.scrollTop + scroll.clientHeight) {
    scroll.scrollTop = (at + 1) * ROW - scroll.clientHeight;
  }
}

/** Shows the row of what was chosen on the map. */
function followChoice() {
  const chosen = state.list === 'cases' ? state.row : state.node;
  const at = chosen < 0 ? -1 : table.rows.indexOf(chosen);
  if (at >= 0) {
    table.at = at;
    showRow(at);
  }
  renderRows();
}

const openRow = at => {
  const row = table.rows[at];
  if (row === undefined) return;
  table.at = at;
  goTo(state.list === 'cases' ? {row} : {node: row});
};

function listenToTable() {
  byId('scroll').addEventListener('scroll', () => {
    byId('head').style.transform = `translateX(${-byId('scroll').scrollLeft}px)`;
    renderRows();
  });
  byId('rows').addEventListener('click', event => {
    const row = event.target.closest('[role=row]');
    if (row) openRow(Number(row.dataset.at));
  });
  byId('table').addEventListener('keydown', event => {
    const page = Math.max(1, Math.floor(byId('scroll').clientHeight / ROW) - 1);
    const moves = {
      ArrowDown: table.at + 1, ArrowUp: table.at - 1, PageDown: table.at + page, PageUp: table.at - page, Home: 0,
      End: table.rows.length - 1,
    };
    if (event.key in moves) moveTo(moves[event.key]);
    else if (event.key === 'Enter') openRow(table.at);
    else if (event.key === 'ArrowLeft') byId('scroll').scrollLeft -= 60;
    else if (event.key === 'ArrowRight') byId('scroll').scrollLeft += 60;
    else return;
    event.preventDefault();
  });
  for (const list of ['cases', 'grids']) {
    byId('tab-' + list).addEventListener('click', () => {
      state.list = list;
      table.at = 0;
      byId('scroll').scrollTop = 0;
      renderTable();
      changed('choice');
    });
  }
  byId('export').addEventListener('click', saveTable);
}

/** A cell of a CSV file. What a spreadsheet would take for a formula gets an apostrophe before it; a number below 0 is none. */
function csvCell(text, isNumber = false) {
  const isFormula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !(isNumber && /^-\d+(\.\d+)?$/.test(text));
  const safe = isFormula ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

/** The rows of the list in its order, with a mark that tells spreadsheets that it is UTF-8. */
function tableText() {
  const columns = columnsOf[state.list].flatMap(column => column.file || [column]);
  const lines = [columns.map(column => csvCell(say('col.' + column.key))).join(',')];
  for (const row of table.rows) {
    lines.push(columns.map(column => csvCell(column.text(row), column.isNumber)).join(','));
  }
  return '\uFEFF' + lines.join('\r\n') + '\r\n';
}

function saveTable() {
  const link = make('a', {href: URL.createObjectURL(new Blob([tableText()], {type: 'text/csv;charset=utf-8'})),
    download: `${state.list}-${clockText(state.time).replace(/[ :]/g, '-')}.csv`});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
