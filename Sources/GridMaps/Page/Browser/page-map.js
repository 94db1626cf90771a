// The map as it is drawn in each frame, and what hands and keys find on it.

const tip = document.getElementById('tip');

function drawMap() {
  const context = canvas.getContext('2d');
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, view.width, view.height);
  paintGround(context);
  paintChoice(context);
  layMarks();
  paintMarks(context);
  paintLabels(context);
  if (document.activeElement === canvas && showsFocus()) paintCross(context);
  paintScale();
}

/** The outline of the chosen node, and of the area that everything is limited to. */
function paintChoice(context) {
  for (const [node, color] of [[state.area, '#0b5d66'], [state.node, '#111111']]) {
    if (node < 0) continue;
    for (const [style, width] of [['#ffffff', 6], [color, 3]]) {
      context.beginPath();
      traceOutline(context, node);
      context.strokeStyle = style;
      context.lineWidth = width;
      context.lineJoin = 'round';
      context.stroke();
    }
  }
  if (state.row >= 0 && !Number.isNaN(cases.x[state.row])) {
    context.beginPath();
    context.arc(toX(cases.x[state.row]), toY(cases.y[state.row]), 16, 0, 7);
    context.strokeStyle = '#111111';
    context.lineWidth = 2;
    context.setLineDash([4, 3]);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Whether the map has been come to by keys; older browsers cannot tell. */
function showsFocus() {
  try {
    return canvas.matches(':focus-visible');
  } catch {
    return true;
  }
}

/** Where Enter opens something, for readers who move the map by keys. */
function paintCross(context) {
  const [x, y] = [view.width / 2, view.height / 2];
  for (const [style, width] of [['#ffffff', 4], ['#111111', 1.6]]) {
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x + 5 * dx, y + 5 * dy);
      context.lineTo(x + 14 * dx, y + 14 * dy);
    }
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}

const scaleBar = {text: '', width: 0};

/** A bar of 1, 2 or 5 times a power of ten metres, at most 140 pixels long. */
function paintScale() {
  const meters = source.ground.step / view.scale;
  const most = 140 * meters;
  const unit = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map(factor => factor * unit).find(value => value <= most);
  scaleBar.text = length >= 1000 ? length / 1000 + ' km' : length + ' m';
  scaleBar.width = length / meters;
  const bar = document.getElementById('scale');
  bar.style.width = scaleBar.width + 'px';
  bar.textContent = scaleBar.text;
}

/** What stands at a pixel: a mark, or else the piece of ground. */
function thingAt(px, py) {
  const mark = markAt(px, py);
  if (mark) return mark;
  const leaf = leafAt(fromX(px), fromY(py), nodes.overlays, nodes.leaves);
  if (leaf < 0) return null;
  return {kind: 'ground', node: nodes.overlay[leaf] ? leaf : pieceAt(leaf, rankInView())};
}

function pickAt(px, py) {
  const thing = thingAt(px, py);
  if (!thing) {
    spreadRows = null;
    return choose({node: -1, row: -1});
  }
  if (thing.kind === 'point') return choose({row: thing.row, node: -1});
  if (thing.kind === 'cluster') return openCluster(thing);
  choose({node: thing.node, row: -1});
}

/** Goes closer to a cluster; where that would not take it apart, spreads it. */
function openCluster({rows}) {
  const box = {x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity};
  for (const row of rows) {
    box.x0 = Math.min(box.x0, cases.x[row]);
    box.x1 = Math.max(box.x1, cases.x[row]);
    box.y0 = Math.min(box.y0, cases.y[row]);
    box.y1 = Math.max(box.y1, cases.y[row]);
  }
  const reach = Math.max(box.x1 - box.x0, box.y1 - box.y0);
  if (reach * mostScale() < 60 || (rows.length <= 12 && reach * view.scale < 6)) {
    spreadRows = rows.slice();
    announce(say('here', rows.length));
    return changed('view');
  }
  spreadRows = null;
  flyTo(viewOf(box, 90, Math.max(view.scale * 1.6, 0)).scale > view.scale * 1.6 ? viewOf(box, 90) :
    {x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2, scale: view.scale * 2});
}

/** Chooses a node or a case, and shows its facts. */
function choose({node = -1, row = -1}) {
  if (state.node === node && state.row === row) return;
  Object.assign(state, {node, row});
  changed('choice', 'view');
}

/** Brings a node or a case into sight. */
function goTo({node = -1, row = -1}) {
  choose({node, row});
  showPane('map');
  if (row >= 0 && !Number.isNaN(cases.x[row])) {
    const leaf = usualSide(ranks[ranks.length - 1]);
    flyTo({x: cases.x[row], y: cases.y[row], scale: limited(Math.max(view.scale, leaf > 0 ? 260 / leaf : view.scale))});
  } else {
    const target = node >= 0 ? node : cases.grid[row];
    if (target >= 0 && ground.area[target] > 0) {
      flyTo(viewOf({x0: ground.x0[target], y0: ground.y0[target], x1: ground.x1[target], y1: ground.y1[target]}, 70));
    }
  }
}

function hoverAt(px, py) {
  const thing = thingAt(px, py);
  canvas.classList.toggle('found', Boolean(thing));
  if (!thing) return hideTip();
  tip.replaceChildren(...tipLines(thing));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.min(px + 14, view.width - box.width - 6) + 'px';
  tip.style.top = (py + 18 + box.height > view.height ? py - box.height - 10 : py + 18) + 'px';
}

const hideTip = () => { tip.hidden = true; };

/** What stands beside the pointer: a name, and the figures that matter. */
function tipLines(thing) {
  if (thing.kind === 'point') {
    const {row} = thing;
    const told = now.isOpen[row] ? now : cases;
    return tipOf(
      dots(cases.id && cases.id[row], termName(source.classes, cases.class[row])),
      dots(termName(source.colors, told.color[row]), termName(source.states, told.state[row]),
        clockText(cases.submitted[row])));
  }
  if (thing.kind === 'cluster') return tipOf(say('here', count(thing.count)), colorSplit(thing.parts));
  const {node} = thing;
  const [open, overdue] = [openIn(node), overdueIn(node)];
  const figures = Number.isNaN(open) ? '' : open === SUPPRESSED ? say('legend.suppressed') :
    dots(say('count.open', count(open)), overdue >= 0 ? say('count.overdue', count(overdue)) : '');
  return tipOf(dots(nodeName(node), inLanguage(source.levels[nodes.level[node]].name)), figures);
}

const tipOf = (name, words) => [make('b', {text: name}), make('span', {text: words})];

const colorSplit = parts =>
  dots(...source.colors.map((color, i) => (parts[i] > 0 ? color.letter + ' ' + parts[i] : '')));
