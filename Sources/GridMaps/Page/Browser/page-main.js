// Puts everything together and begins.

/** Whose data they are. The instant they hold for stands in the title: the same map made on another day is the same file. */
const sourceWords = () => (inLanguage(source.source) ? say('source', inLanguage(source.source)) : '');

/** The county's name where the title does not have it already. */
const countyWords = () => (inLanguage(source.title).includes(inLanguage(source.county)) ? '' : inLanguage(source.county));

/** Words that stand in the markup, by `data-say` for the text and `data-label` for the label. */
function renderWords() {
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
  document.title = [inLanguage(source.title), countyWords()].filter(Boolean).join(' – ');
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
  }
  for (const element of document.querySelectorAll('[data-hint]')) element.title = say(element.dataset.hint);
  byId('search').placeholder = say('search');
  byId('title').textContent = inLanguage(source.title);
  byId('county').textContent = countyWords();
  byId('audience').textContent = audienceWords();
  byId('audience').className = 'notice ' + source.audience;
  byId('notices').replaceChildren(...source.notices.map(notice =>
    make('span', {class: 'notice ' + notice.weight, text: inLanguage(notice.text)})));
  byId('source').textContent = sourceWords();
  for (const option of byId('step').options) option.textContent = say('time.' + option.value);
  widths.clear();
  renderLayers();
}

/** Shows a pane where there is no room for all of them. */
function showPane(name) {
  document.body.dataset.pane = name;
  for (const pane of ['filters', 'map', 'list']) byId('pane-' + pane).setAttribute('aria-pressed', pane === name);
}

listeners.words.push(renderWords);
listeners.cases.push(
  countAll, () => {
    tally.version = (tally.version || 0) + 1;
    picture.isStale = true;
    spreadRows = null;
  }, renderFilters, renderCounts, renderTable, renderTime, () => changed('choice', 'view'));
listeners.looks.push(() => { picture.isStale = true; }, () => changed('view'));
listeners.choice.push(renderFacts, renderChosen, followChoice);
listeners.view.push(drawMap, renderLegend);

function listenToControls() {
  for (const key of ['fill', 'level', 'show']) {
    byId(key).addEventListener('change', event => {
      state[key] = event.target.value;
      changed('looks');
    });
  }
  byId('skip').addEventListener('click', event => {
    event.preventDefault();
    showPane('list');
    byId('table').focus();
  });
  byId('reset').addEventListener('click', resetFilters);
  byId('zoom-in').addEventListener('click', () => zoomBy(1.6));
  byId('zoom-out').addEventListener('click', () => zoomBy(1 / 1.6));
  byId('zoom-fit').addEventListener('click', () => flyTo(viewOf(county)));
  byId('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    picture.isStale = true;
    changed('words', 'cases', 'choice', 'view');
  });
  byId('link').addEventListener('click', async () => {
    const address = location.href.replace(/#.*$/, '') + '#' + addressOfState();
    try {
      await navigator.clipboard.writeText(address);
      announce(say('link.done'));
    } catch {
      announce(say('link.failed'));
    }
  });
  byId('chosen').addEventListener('click', () => showPane('list'));
  for (const pane of ['filters', 'map', 'list']) byId('pane-' + pane).addEventListener('click', () => showPane(pane));
  canvas.addEventListener('focus', () => changed('view'));
  canvas.addEventListener('blur', () => changed('view'));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    spreadRows = null;
    choose({});
    changed('view');
  });
  window.addEventListener('hashchange', () => {
    if (location.hash.slice(1) === kept) return;
    resetFilters();
    Object.assign(state, {time: source.asOf, fill: defaults.fill, level: 'auto', show: 'auto', list: 'cases'});
    language = source.language;
    setView(viewOfPlace(takeAddress(location.hash)));
    picture.isStale = true;
    changed('words', 'cases', 'choice');
  });
}

function begin() {
  // What is due first comes first, where anything is due.
  if (columnsOf.cases.some(column => column.key === 'due')) state.sort.cases = ['due', 1];
  // Whoever has a rule for the colours of grids wants to see them.
  const first = source.gridColors ? 'color' : 'open';
  defaults.fill = state.fill = fills().includes(first) ? first : fills()[0];
  new ResizeObserver(resizeView).observe(canvas.parentElement);
  new ResizeObserver(() => { renderTime(); renderRows(); }).observe(byId('timebar'));
  listenToHands({pick: pickAt, hover: hoverAt, leave: hideTip});
  listenToControls();
  listenToSearch();
  listenToTable();
  listenToTime();
  listenToPrint();
  const place = takeAddress(location.hash);
  showPane('map');
  resizeView();
  setView(viewOfPlace(place));
  changed('words', 'cases', 'choice', 'view');
  settle();
  document.body.classList.add('ready');
}

begin();
