// The cases on the map: rings for areas from afar, points and clusters close up, points of one place spread around it.

const SPREAD_MOST = 60;
// Pixels.
const LEAST_RING = 8;
// The colour of cases without one.
const UNTOLD = '#b9b4a6';

/** What is drawn now, for hands to find: circles in pixels with what they stand for. */
let marks = [];
// The cluster that is spread, by the rows in it.
let spreadRows = null;

/** Whether cases stand as rings of areas: the pieces are too small for the points in them. */
function showsRings() {
  if (state.show !== 'auto') return false;
  const rank = rankInView();
  return rank !== ranks[ranks.length - 1] && usualSide(ranks[ranks.length - 1]) * view.scale < 170 ||
    usualSide(rank) * view.scale < 170;
}

function layMarks() {
  marks = [];
  if (state.show === 'none') return;
  if (showsRings()) layRings(); else layPoints();
}

function layRings() {
  const rank = rankInView();
  // Overlays that are part of no piece count for themselves.
  for (const node of [...piecesBy(rank), ...nodes.overlays.filter(overlay => nodes.parent[overlay] < 0)]) {
    const [x, y] = [toX(ground.x[node]), toY(ground.y[node])];
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
    const open = openIn(node);
    if (!(open > 0) && open !== SUPPRESSED) continue;
    const size = ground.side[node] * view.scale;
    if (size < 9) continue;
    const parts = source.colors.map((_, color) => Math.max(0, colorIn(node, color) || 0));
    // A little larger than usual rather than without its number.
    const usual = Math.min(Math.max(7, size * 0.34), ringRadius(open));
    const radius = Math.max(usual, Math.min(size * 0.38, ringRadius(open), radiusFor(countText(open))));
    marks.push({kind: 'ring', node, x, y, count: open, parts, radius});
  }
}

/** Rings grow with the logarithm of what they stand for: an area of a thousand cases does not hide its neighbours. */
const ringRadius = cases => (cases === SUPPRESSED ? 10 : Math.min(26, 9 + 5.2 * Math.log10(Math.max(1, cases))));

const countText = number => (number === SUPPRESSED ? '×' : number < 10000 ? String(number) : Math.round(number / 1000) + 'k');
const ringThickness = radius => Math.max(2.5, Math.min(5.5, radius * 0.3));
/** The size of figures in a ring, which they have to fill without touching it. */
const ringFigure = (text, radius) =>
  Math.min(13, ((radius - ringThickness(radius)) * 2 * 0.86) / (0.58 * Math.max(1.6, text.length)));
// Smaller figures are not read.
const LEAST_FIGURE = 8;

/** The least radius of a ring whose figure can be read. */
function radiusFor(text) {
  let radius = LEAST_RING;
  while (ringFigure(text, radius) < LEAST_FIGURE) radius += 0.25;
  return radius;
}

const clusterCache = {key: '', clusters: []};

/** Cases whose points would touch, gathered in squares that stand still on the ground while the zoom does. */
function clustersInView() {
  const power = Math.round(Math.log2(view.scale) * 2) / 2;
  const side = 50 / 2 ** power;
  const [x0, x1, y0, y1] = [
    Math.floor(fromX(-60) / side) - 1, Math.floor(fromX(view.width + 60) / side) + 1,
    Math.floor(fromY(view.height + 60) / side) - 1, Math.floor(fromY(-60) / side) + 1,
  ];
  const key = [power, x0, x1, y0, y1, tally.version].join();
  if (clusterCache.key === key) return clusterCache.clusters;
  const squares = new Map();
  for (const row of tally.rows) {
    const [column, line] = [Math.floor(cases.x[row] / side), Math.floor(cases.y[row] / side)];
    if (!(column >= x0 && column <= x1 && line >= y0 && line <= y1)) continue;
    const square = column * 4194304 + line;
    const cluster = squares.get(square);
    if (cluster) cluster.rows.push(row); else squares.set(square, {rows: [row], column, line});
  }
  const clusters = [...squares.values()];
  for (const cluster of clusters) centre(cluster);
  clusterCache.clusters = joined(clusters, squares, side);
  clusterCache.key = key;
  return clusterCache.clusters;
}

function centre(cluster) {
  let [x, y] = [0, 0];
  for (const row of cluster.rows) {
    x += cases.x[row];
    y += cases.y[row];
  }
  [cluster.x, cluster.y] = [x / cluster.rows.length, y / cluster.rows.length];
}

/** Takes clusters of neighbouring squares together whose middles nearly touch, the largest first. */
function joined(clusters, squares, side) {
  const bySize = [...clusters].sort((a, b) => b.rows.length - a.rows.length || a.column - b.column || a.line - b.line);
  for (const cluster of bySize) {
    if (cluster.isGone) continue;
    for (let column = cluster.column - 1; column <= cluster.column + 1; column++) {
      for (let line = cluster.line - 1; line <= cluster.line + 1; line++) {
        const other = squares.get(column * 4194304 + line);
        if (!other || other === cluster || other.isGone) continue;
        if (Math.hypot(other.x - cluster.x, other.y - cluster.y) > side * 0.62) continue;
        for (const row of other.rows) cluster.rows.push(row);
        other.isGone = true;
        centre(cluster);
      }
    }
  }
  return clusters.filter(cluster => !cluster.isGone);
}

function layPoints() {
  for (const {rows, x, y} of clustersInView()) {
    const [px, py] = [toX(x), toY(y)];
    if (spreadRows && rows.length === spreadRows.length && rows.includes(spreadRows[0])) {
      laySpread(rows, px, py);
    } else if (rows.length === 1) {
      marks.push({kind: 'point', row: rows[0], x: px, y: py, radius: 8.5});
    } else {
      const parts = source.colors.map(() => 0);
      for (const row of rows) if (now.color[row] >= 0) parts[now.color[row]]++;
      const radius = Math.max(12, ringRadius(rows.length));
      marks.push({kind: 'cluster', rows, x: px, y: py, count: rows.length, parts, radius});
    }
  }
}

/** Points of one place around it: a ring of them, or a spiral where there are many. */
function laySpread(rows, px, py) {
  const shown = rows.slice(0, SPREAD_MOST);
  let angle = 0;
  shown.forEach((row, i) => {
    const reach = shown.length <= 10 ? 34 : 26 + 3.2 * i * 0.55;
    angle += shown.length <= 10 ? (2 * Math.PI) / shown.length : Math.max(0.22, 22 / reach);
    marks.push({
      kind: 'point', row, radius: 8.5, x: px + reach * Math.sin(angle), y: py - reach * Math.cos(angle), from: [px, py],
    });
  });
  if (rows.length > shown.length) {
    const parts = source.colors.map(() => 0);
    marks.push({kind: 'cluster', rows, x: px, y: py, count: rows.length, parts, radius: 12});
  }
}

function paintMarks(context) {
  for (const mark of marks) {
    if (!mark.from) continue;
    context.beginPath();
    context.moveTo(...mark.from);
    context.lineTo(mark.x, mark.y);
    context.strokeStyle = '#5c5c5c';
    context.lineWidth = 1;
    context.stroke();
  }
  for (const mark of marks) (mark.kind === 'point' ? paintPoint : paintRing)(context, mark);
}

/** A case: its colour, with the letter in it. */
function paintPoint(context, {row, x, y, radius}) {
  const color = source.colors[now.color[row]];
  const isChosen = row === state.row;
  context.beginPath();
  context.arc(x, y, radius + (isChosen ? 2 : 0), 0, 7);
  context.fillStyle = color ? color.hex : '#ffffff';
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = 3;
  context.stroke();
  context.beginPath();
  context.arc(x, y, radius + (isChosen ? 2.6 : 0.6), 0, 7);
  context.strokeStyle = '#1a1a1a';
  context.lineWidth = isChosen ? 2.6 : 1.2;
  context.stroke();
  if (color) letter(context, color.letter, x, y, 11, inkOn(color.hex), true);
}

/** A ring: parts by colour from the worst clockwise, the number in the middle, below it the worst where it fits. */
function paintRing(context, {x, y, count: number, parts, radius, node}) {
  const text = countText(number);
  const size = ringFigure(text, radius);
  if (radius < LEAST_RING || size < LEAST_FIGURE) return paintDot(context, x, y, parts);
  // Cases whose colour is not told have a part without a colour.
  const total = Math.max(number, parts.reduce((sum, part) => sum + part, 0));
  const isChosen = node !== undefined && node === state.node;
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 7);
  context.fillStyle = '#ffffff';
  context.fill();
  context.strokeStyle = '#1a1a1a';
  context.lineWidth = isChosen ? 2.4 : 0.9;
  context.stroke();
  const thick = ringThickness(radius);
  let angle = -Math.PI / 2;
  const rest = total - parts.reduce((sum, part) => sum + part, 0);
  [...parts, rest].forEach((part, color) => {
    if (part <= 0) return;
    const next = angle + (2 * Math.PI * part) / total;
    context.beginPath();
    context.arc(x, y, radius - thick / 2, angle, next);
    context.strokeStyle = color < parts.length ? source.colors[color].hex : UNTOLD;
    context.lineWidth = thick;
    context.stroke();
    // Lines of ink keep the parts apart where their colours do not.
    if (part < total) {
      context.beginPath();
      context.moveTo(x + (radius - thick) * Math.cos(next), y + (radius - thick) * Math.sin(next));
      context.lineTo(x + radius * Math.cos(next), y + radius * Math.sin(next));
      context.strokeStyle = '#1a1a1a';
      context.lineWidth = 0.9;
      context.stroke();
    }
    angle = next;
  });
  if (total > 0) {
    context.beginPath();
    context.moveTo(x, y - radius);
    context.lineTo(x, y - radius + thick);
    context.moveTo(x + radius - thick, y);
    context.arc(x, y, radius - thick, 0, 7);
    context.strokeStyle = '#1a1a1a';
    context.lineWidth = 0.9;
    context.stroke();
  }
  const worst = parts.findIndex(part => part > 0);
  const hasLetter = radius >= 17 && worst >= 0;
  letter(context, text, x, y - (hasLetter ? 3.5 : 0), size, '#1a1a1a', true);
  if (!hasLetter) return;
  const sign = source.colors[worst].letter;
  letter(context, parts[worst] === total ? sign : sign + ' ' + parts[worst], x, y + 7.5, 8.5, '#1a1a1a', false);
}

/** What is too small for a ring: a dot of its worst colour, so that nothing is hidden. */
function paintDot(context, x, y, parts) {
  const worst = parts.findIndex(part => part > 0);
  context.beginPath();
  context.arc(x, y, 3.6, 0, 7);
  context.fillStyle = worst < 0 ? '#ffffff' : source.colors[worst].hex;
  context.fill();
  context.strokeStyle = '#1a1a1a';
  context.lineWidth = 1;
  context.stroke();
}

function letter(context, text, x, y, size, color, isBold) {
  context.font = `${isBold ? 700 : 500} ${size}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = color;
  context.fillText(text, x, y + 0.5);
}

/** The topmost mark at a pixel. */
function markAt(px, py) {
  for (let i = marks.length - 1; i >= 0; i--) {
    if (Math.hypot(marks[i].x - px, marks[i].y - py) <= marks[i].radius + 3) return marks[i];
  }
  return null;
}
