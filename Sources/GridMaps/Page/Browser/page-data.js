// What the page knows, decoded into arrays by number: nodes are the grids and areas of the county's tree, chains the
// borders they share, cases what is reported in them.

const source = JSON.parse(document.getElementById('data').textContent);
const isPublic = source.audience === 'public';
language = source.language;

/** A column with -1 for none; all none where the column is left out. */
const column = (values, length) => (values ? Int32Array.from(values) : new Int32Array(length).fill(-1));

/** Instants in milliseconds, NaN for none. */
function instants(coded, length) {
  const result = new Float64Array(length).fill(NaN);
  if (!coded) return result;
  let last = source.asOf;
  coded.steps.forEach((step, row) => {
    if (step === null) return;
    last += step * coded.unit;
    result[row] = last;
  });
  return result;
}

/** The chains: cell i of chain c stands at x[start[c] + i]. North is up: y grows northwards. */
function decodeChains({lengths, cells}) {
  const start = new Int32Array(lengths.length + 1);
  lengths.forEach((length, chain) => { start[chain + 1] = start[chain] + length; });
  const x = new Int32Array(cells.length / 2);
  const y = new Int32Array(cells.length / 2);
  let at = 0;
  for (const length of lengths) {
    let [px, py] = [0, 0];
    for (let i = 0; i < length; i++, at++) {
      px += cells[2 * at];
      py += cells[2 * at + 1];
      x[at] = px;
      y[at] = py;
    }
  }
  return {count: lengths.length, start, x, y};
}

const chains = decodeChains(source.ground);

/** The tree of grids and areas, with its leaves and their place in it. */
function decodeNodes(grids) {
  const total = grids.code.length;
  const parent = Int32Array.from(grids.parent);
  const rank = Int32Array.from(grids.level, level => source.levels[level].rank);
  const parts = Array.from({length: total}, () => []);
  const roots = [];
  for (let node = 0; node < total; node++) (parent[node] < 0 ? roots : parts[parent[node]]).push(node);
  // A node's descendants are those whose place in the order lies in place[node]..<end[node].
  const place = new Int32Array(total);
  const end = new Int32Array(total);
  const order = [];
  const stack = roots.slice().reverse();
  while (stack.length) {
    const node = stack.pop();
    place[node] = order.length;
    order.push(node);
    for (let i = parts[node].length - 1; i >= 0; i--) stack.push(parts[node][i]);
  }
  for (let i = total - 1; i >= 0; i--) {
    const node = order[i];
    const last = parts[node][parts[node].length - 1];
    end[node] = last === undefined ? i + 1 : end[last];
  }
  // What is not told of an area is the sum of its parts, where it is told of all of them.
  const [households, staff] = [grids.households, grids.staff].map(values => {
    const known = column(values, total);
    for (let i = total - 1; i >= 0; i--) {
      const node = order[i];
      if (known[node] >= 0 || !parts[node].length || parts[node].some(part => known[part] < 0)) continue;
      known[node] = parts[node].reduce((sum, part) => sum + known[part], 0);
    }
    return known;
  });
  const overlay = new Uint8Array(total);
  for (const node of grids.overlay) overlay[node] = 1;
  const hasGround = grids.rings.map(rings => rings.length > 0);
  return {
    total, parent, rank, parts, roots, order, place, end, overlay,
    code: grids.code, name: grids.name, level: grids.level, rings: grids.rings,
    households, staff, hot: grids.hot, facts: grids.facts, stated: grids.stated,
    // What tiles the county, and what lies over it.
    leaves: order.filter(node => hasGround[node] && !overlay[node]),
    overlays: order.filter(node => hasGround[node] && overlay[node]),
  };
}

const nodes = decodeNodes(source.grids);

/** Whether a node is another or lies in it. */
const isWithin = (node, area) =>
  node >= 0 && nodes.place[node] >= nodes.place[area] && nodes.place[node] < nodes.end[area];

/** Boxes, sizes and label places of all nodes in cells; those of an area come from its grids. */
function measureNodes() {
  const {total, order, parent, rings, overlay} = nodes;
  const box = {x0: new Float64Array(total).fill(Infinity), y0: new Float64Array(total).fill(Infinity),
    x1: new Float64Array(total).fill(-Infinity), y1: new Float64Array(total).fill(-Infinity)};
  const area = new Float64Array(total);
  const middle = {x: new Float64Array(total), y: new Float64Array(total)};
  const stretch = (node, x0, y0, x1, y1) => {
    box.x0[node] = Math.min(box.x0[node], x0);
    box.y0[node] = Math.min(box.y0[node], y0);
    box.x1[node] = Math.max(box.x1[node], x1);
    box.y1[node] = Math.max(box.y1[node], y1);
  };
  for (let i = total - 1; i >= 0; i--) {
    const node = order[i];
    let twice = 0;
    for (const ring of rings[node]) {
      let sum = 0;
      let [px, py] = [0, 0];
      let isFirst = true;
      eachCell(ring, chains, (x, y) => {
        stretch(node, x, y, x, y);
        if (!isFirst) sum += px * y - x * py;
        isFirst = false;
        [px, py] = [x, y];
      });
      twice += sum;
    }
    if (rings[node].length) area[node] = Math.abs(twice / 2);
    const label = source.grids.label[node];
    if (label.length) {
      middle.x[node] = label[0] * area[node];
      middle.y[node] = label[1] * area[node];
    }
    const above = parent[node];
    if (above >= 0 && !overlay[node] && area[node] > 0) {
      stretch(above, box.x0[node], box.y0[node], box.x1[node], box.y1[node]);
      area[above] += area[node];
      middle.x[above] += middle.x[node];
      middle.y[above] += middle.y[node];
    }
  }
  const x = new Float64Array(total);
  const y = new Float64Array(total);
  for (let node = 0; node < total; node++) {
    if (area[node] > 0) [x[node], y[node]] = [middle.x[node] / area[node], middle.y[node] / area[node]];
  }
  // The mean of an area may fall outside of it: its label stands at the label of the part nearest to the mean.
  for (let i = total - 1; i >= 0; i--) {
    const node = order[i];
    const solid = nodes.parts[node].filter(part => area[part] > 0 && !overlay[part]);
    if (rings[node].length || !solid.length) continue;
    let best = solid[0];
    const away = part => (x[part] - x[node]) ** 2 + (y[part] - y[node]) ** 2;
    for (const part of solid) if (away(part) < away(best)) best = part;
    [x[node], y[node]] = [x[best], y[best]];
  }
  return {...box, area, side: area.map(Math.sqrt), x, y};
}

/** Calls with every cell of a ring, the first again at the end. */
function eachCell(ring, {start, x, y}, call) {
  ring.forEach((link, index) => {
    const chain = link < 0 ? ~link : link;
    const [from, to] = [start[chain], start[chain + 1]];
    const skip = index > 0 ? 1 : 0;
    if (link < 0) for (let i = to - 1 - skip; i >= from; i--) call(x[i], y[i]);
    else for (let i = from + skip; i < to; i++) call(x[i], y[i]);
  });
}

const ground = measureNodes();

/** The rank of the border that each chain is: that of the largest pieces it keeps apart. */
function decodeBorders() {
  const sides = [new Int32Array(chains.count).fill(-1), new Int32Array(chains.count).fill(-1)];
  for (const leaf of nodes.leaves) {
    for (const link of nodes.rings[leaf].flat()) {
      const chain = link < 0 ? ~link : link;
      sides[sides[0][chain] < 0 ? 0 : 1][chain] = leaf;
    }
  }
  const lineage = node => {
    const line = [];
    for (let at = node; at >= 0; at = nodes.parent[at]) line.unshift(at);
    return line;
  };
  const lines = new Map(nodes.leaves.map(leaf => [leaf, lineage(leaf)]));
  const between = (a, b) => {
    const [left, right] = [lines.get(a), lines.get(b)];
    let i = 0;
    while (i < left.length && i < right.length && left[i] === right[i]) i++;
    return Math.min(...[left, right].map(line => (i < line.length ? nodes.rank[line[i]] : Infinity)));
  };
  const rank = new Int32Array(chains.count);
  for (let chain = 0; chain < chains.count; chain++) {
    const [a, b] = [sides[0][chain], sides[1][chain]];
    if (a < 0) rank[chain] = NO_BORDER;
    else if (b >= 0) rank[chain] = between(a, b);
    else {
      // Neighbours whose vertices do not match share no chain; yet there is no edge of the county between them.
      const [left, right] = leavesBeside(chain);
      rank[chain] = left >= 0 && right >= 0 ? (left === right ? NO_BORDER : between(left, right)) : OUTLINE;
    }
  }
  return rank;
}

/** What lies a few metres to both sides of the middle of a chain. */
function leavesBeside(chain) {
  const at = (chains.start[chain] + chains.start[chain + 1] - 2) >> 1;
  const [dx, dy] = [chains.x[at + 1] - chains.x[at], chains.y[at + 1] - chains.y[at]];
  const reach = Math.max(2, BESIDE / source.ground.step) / (Math.hypot(dx, dy) || 1);
  const [x, y] = [chains.x[at] + dx / 2, chains.y[at] + dy / 2];
  return [1, -1].map(side => leafAt(x - side * dy * reach, y + side * dx * reach, nodes.leaves));
}

// Metres.
const BESIDE = 6;
// The rank of chains with ground on one side only, and of those that are no borders: overlays are drawn by themselves.
const OUTLINE = -1000;
const NO_BORDER = 1000;
const borders = decodeBorders();

/** The ranks that pieces of ground have, from the largest to the smallest. */
const ranks = [...new Set(nodes.rank)].sort((a, b) => a - b);

/** Whether no other level has a level's rank. */
const isAlone = level => source.levels.every(other => other === level || other.rank !== level.rank);

/** The names of the levels of a rank; that of dedicated grids goes with their own outline. */
const rankName = rank =>
  source.levels.filter(level => level.rank === rank && (!level.isDedicated || isAlone(level)))
    .map(level => inLanguage(level.name)).join(language === 'zh' ? '、' : ', ');

/** The piece of a leaf's lineage that a map by a rank shows: the smallest that is not below the rank. */
function pieceAt(node, rank) {
  let at = node;
  while (at >= 0 && nodes.rank[at] > rank && nodes.parent[at] >= 0) at = nodes.parent[at];
  return at;
}

/** A node by its code. */
const nodeByCode = new Map(nodes.code.map((code, node) => [code, node]));
const nodeName = node => nodes.name[node] || nodes.code[node];

/** The steps of all cases: those of case i are start[i]..<start[i + 1]. */
function decodeSteps(coded, submitted) {
  if (!coded) return null;
  const total = coded.what.length;
  const steps = {start: new Int32Array(coded.counts.length + 1), at: new Float64Array(total),
    state: new Int32Array(total), tier: new Int32Array(total), color: new Int32Array(total)};
  const [tiers, colors] = [source.tiers.length + 1, source.colors.length + 1];
  let step = 0;
  coded.counts.forEach((number, row) => {
    steps.start[row + 1] = steps.start[row] + number;
    let last = Number.isNaN(submitted[row]) ? source.asOf : submitted[row];
    for (let i = 0; i < number; i++, step++) {
      last += coded.at[step] * coded.unit;
      steps.at[step] = last;
      const what = coded.what[step];
      steps.color[step] = (what % colors) - 1;
      steps.tier[step] = (Math.floor(what / colors) % tiers) - 1;
      steps.state[step] = Math.floor(what / colors / tiers) - 1;
    }
  });
  return steps;
}

/** The times for which cases were closed and opened again: those of case i are start[i]..<start[i + 1]. */
function decodeClosures(coded, length) {
  const list = coded || [];
  const total = list.length / 3;
  const closures = {start: new Int32Array(length + 1), from: new Float64Array(total), until: new Float64Array(total)};
  for (let i = 0; i < total; i++) {
    closures.start[list[3 * i] + 1]++;
    closures.from[i] = source.asOf + list[3 * i + 1];
    closures.until[i] = source.asOf + list[3 * i + 2];
  }
  for (let row = 0; row < length; row++) closures.start[row + 1] += closures.start[row];
  return closures;
}

/** The grids laid over cases, by row. */
function decodeOverlays(list) {
  const overlays = new Map();
  for (let i = 0; i < (list || []).length; i += 2) {
    overlays.set(list[i], [...(overlays.get(list[i]) || []), list[i + 1]]);
  }
  return overlays;
}

function decodeCases(coded) {
  const length = coded.count;
  const submitted = instants(coded.submitted, length);
  const x = new Float64Array(length);
  const y = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const isNowhere = coded.places[2 * i] === -2147483648;
    x[i] = isNowhere ? NaN : coded.places[2 * i];
    y[i] = isNowhere ? NaN : coded.places[2 * i + 1];
  }
  return {
    length, id: coded.id, x, y, submitted, steps: decodeSteps(coded.steps, submitted), facts: coded.facts,
    grid: column(coded.grid, length), overlays: decodeOverlays(coded.overlays), class: column(coded.class, length), state: column(coded.state, length),
    tier: column(coded.tier, length), color: column(coded.color, length),
    closed: instants(coded.closed, length), closures: decodeClosures(coded.closures, length),
    due: instants(coded.due, length),
    periods: coded.period ? coded.period.words : [],
    period: column(coded.period && coded.period.rows, length),
  };
}

const cases = decodeCases(source.cases);
/** Whether a case lies in a node, or in a grid laid over others. */
const liesIn = (row, area) => isWithin(cases.grid[row], area) || (cases.overlays.get(row) || []).includes(area);
/** Since when a case is closed at an instant; `NaN` where it is open or not yet submitted. */
function closedAt(row, time) {
  if (cases.closed[row] <= time) return cases.closed[row];
  const {start, from, until} = cases.closures;
  for (let i = start[row]; i < start[row + 1]; i++) if (from[i] <= time && time < until[i]) return from[i];
  return NaN;
}
/** Open is what was submitted by an instant and is not closed at it. */
const isOpenAt = (row, time) => !(cases.submitted[row] > time) && Number.isNaN(closedAt(row, time));
/** What a case is called: its id, or else its class, or else its place in the list. */
const caseName = row => (cases.id && cases.id[row]) ||
  (cases.class[row] >= 0 ? inLanguage(source.classes[cases.class[row]].name) : '#' + (row + 1));

/** Minutes ahead of UTC at an instant. */
function minutesAhead(instant) {
  let minutes = source.clock.minutes;
  for (const [from, ahead] of source.clock.changes) if (from <= instant) minutes = ahead;
  return minutes;
}

/** Date and time as the county's clocks show them. */
function clockText(instant) {
  if (Number.isNaN(instant)) return '';
  return new Date(instant + minutesAhead(instant) * 60000).toISOString().slice(0, 16).replace('T', ' ');
}
