// Search by name or code of a grid, an area or a case: a box with a list that arrow keys go through.

const FOUND_MOST = 14;
let found = [];
let foundAt = -1;

/** Nodes and cases whose name or code has the words: equal ones first, then those that begin so, then the rest. */
function search(text) {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return [];
  const hits = [[], [], []];
  const weigh = (words, hit) => {
    let best = 3;
    for (const word of words) {
      if (!word) continue;
      const at = word.toLocaleLowerCase().indexOf(wanted);
      if (at >= 0) best = Math.min(best, at > 0 ? 2 : word.length === wanted.length ? 0 : 1);
    }
    if (best < 3 && hits[best].length < FOUND_MOST) hits[best].push(hit);
  };
  for (const node of nodes.order) weigh([nodes.name[node], nodes.code[node]], {node});
  if (cases.id) {
    for (let row = 0; row < cases.length && hits[0].length < FOUND_MOST; row++) weigh([cases.id[row]], {row});
  }
  return hits.flat().slice(0, FOUND_MOST);
}

function renderFound() {
  const box = byId('search');
  const list = byId('found');
  const isOpen = document.activeElement === box && box.value.trim() !== '';
  box.setAttribute('aria-expanded', isOpen);
  list.hidden = !isOpen;
  if (!isOpen) return;
  list.replaceChildren(...(found.length ? found.map((hit, i) => make('li', {
    role: 'option', id: 'found-' + i, 'aria-selected': i === foundAt, onpointerdown: event => {
      event.preventDefault();
      take(hit);
    },
  }, ...foundWords(hit))) : [make('li', {class: 'note', text: say('search.none')})]));
  if (foundAt >= 0) {
    box.setAttribute('aria-activedescendant', 'found-' + foundAt);
    byId('found-' + foundAt).scrollIntoView({block: 'nearest'});
  } else {
    box.removeAttribute('aria-activedescendant');
  }
}

function foundWords({node, row}) {
  const words = row !== undefined ? dots(say('search.case'), termName(source.classes, cases.class[row])) : dots(
    inLanguage(source.levels[nodes.level[node]].name), nodes.name[node] && nodes.code[node],
    nodes.parent[node] >= 0 && nodeName(nodes.parent[node]));
  return [make('b', {text: row !== undefined ? cases.id[row] : nodeName(node)}), make('span', {text: words})];
}

function take(hit) {
  byId('search').value = '';
  found = [];
  foundAt = -1;
  canvas.focus({preventScroll: true});
  renderFound();
  if (hit.row !== undefined && !now.isOpen[hit.row]) {
    // A case that is not open now is shown at the last instant at which it was.
    const closed = closedAt(hit.row, state.time);
    if (source.earliest !== null && closed > source.earliest) {
      state.time = Math.max(source.earliest, closed - 60000);
      changed('cases');
    } else if (source.earliest !== null && cases.submitted[hit.row] > state.time) {
      state.time = source.asOf;
      changed('cases');
    }
  }
  goTo({node: hit.node ?? -1, row: hit.row ?? -1});
}

function listenToSearch() {
  const box = byId('search');
  box.addEventListener('input', () => {
    found = search(box.value);
    foundAt = found.length ? 0 : -1;
    renderFound();
    if (box.value.trim()) announce(say('search.count', found.length));
  });
  box.addEventListener('focus', renderFound);
  box.addEventListener('blur', renderFound);
  box.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (found.length) foundAt = (foundAt + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length;
      renderFound();
    } else if (event.key === 'Enter') {
      if (found[foundAt]) take(found[foundAt]);
    } else if (event.key === 'Escape') {
      box.value = '';
      found = [];
      canvas.focus({preventScroll: true});
      renderFound();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('keydown', event => {
    const isTyping = event.target.matches('input:not([type=checkbox]):not([type=range]), select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
}
