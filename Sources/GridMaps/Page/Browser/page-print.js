// What is put on paper: the map as it stands, its legend, scale, date and source, and the list.

const PRINTED_MOST = 1500;

/** Lays out the sheet just before it is printed. */
function laySheet() {
  const sheet = byId('sheet');
  const [width, height, ratio] = [790, 590, 3];
  const picture = document.createElement('canvas');
  [picture.width, picture.height] = [width * ratio, height * ratio];
  const kept = {...view};
  const keptMarks = marks;
  // The same middle, with as much of the ground as the screen has.
  const isWhole = placeOfView() === '';
  Object.assign(view, {width, height, ratio, scale: kept.scale * Math.min(width / kept.width, height / kept.height)});
  // The whole county fills the paper, however narrow the window is.
  if (isWhole) Object.assign(view, viewOf(county));
  const context = picture.getContext('2d');
  drawGround(context, view, width, height, ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintChoice(context);
  layMarks();
  paintMarks(context);
  paintLabels(context);
  paintScale();
  const bar = make('span', {class: 'scale', text: scaleBar.text});
  // The picture is as wide as the paper lets it be.
  bar.style.width = (100 * scaleBar.width) / width + '%';
  const legend = legendParts();
  Object.assign(view, kept);
  marks = keptMarks;
  paintScale();
  const filters = filterWords();
  const sub = text => make('p', {class: 'sub', text});
  const notices = source.notices.map(notice => inLanguage(notice.text));
  const ledger = source.colors.map(color => make('li', {}, badge(color),
    make('span', {class: 'words', text: dots(inLanguage(color.name), inLanguage(color.meaning))})));
  sheet.replaceChildren(
    make('h1', {text: inLanguage(source.title)}),
    sub(dots(
      countyWords(), say('as-of', clockText(state.time)), audienceWords(), ...notices)),
    sub(dots(byId('counts').textContent, filters && say('print.filters', filters))),
    make('div', {class: 'spread'},
      make('div', {class: 'plate'}, make('img', {src: picture.toDataURL(), alt: say('tab.map'), width, height}), bar,
        make('span', {class: 'north', text: '▲ ' + say('north')})),
      make('div', {class: 'legend'}, ...legend, make('ul', {}, ...ledger))),
    make('p', {class: 'source', text: sourceWords()}),
    printedTable());
}

/** The chosen filters in words. */
function filterWords() {
  const words = FACETS.flatMap(({key, terms}) =>
    [...state.chosen[key]].map(value => termName(terms, value) || say('filter.none')));
  if (state.isOverdueOnly) words.push(say('filter.overdue'));
  if (state.area >= 0) words.push(say('filter.area', nodeName(state.area)));
  return words.join(', ');
}

function printedTable() {
  const columns = columnsOf[state.list];
  const rows = table.rows.slice(0, PRINTED_MOST);
  const few = say('print.rows', count(rows.length), count(table.rows.length));
  const heads = columns.map(column => make('th', {scope: 'col', text: say('col.' + column.key)}));
  const cells = row => columns.map(column =>
    make('td', {class: column.isNumber ? 'number' : '', text: column.text(row)}));
  return make('section', {},
    make('h2', {text: say('list.' + state.list)}),
    table.rows.length > rows.length ? make('p', {class: 'sub', text: few}) : null,
    make('table', {}, make('thead', {}, make('tr', {}, ...heads)),
      make('tbody', {}, ...rows.map(row => make('tr', {}, ...cells(row))))));
}

function listenToPrint() {
  window.addEventListener('beforeprint', laySheet);
  window.addEventListener('afterprint', () => byId('sheet').replaceChildren());
  byId('print').addEventListener('click', () => window.print());
}
