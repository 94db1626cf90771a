// The ground: fills and borders, drawn in the detail that the zoom needs into a picture larger than the view, so that
// moving the map moves the picture.

/** Chains without the cells that a zoom cannot show, by the power of two of the tolerance in cells. */
const thinnedChains = new Map([[0, chains]]);

function chainsFor(scale) {
  const power = Math.max(0, Math.floor(Math.log2(0.7 / scale)));
  if (!thinnedChains.has(power)) {
    const finer = Math.max(...[...thinnedChains.keys()].filter(known => known < power));
    thinnedChains.set(power, thin(thinnedChains.get(finer), 2 ** power));
  }
  return thinnedChains.get(power);
}

/** Douglas and Peucker's thinning (Cartographica 10(2), 1973); ends stay, so chains still meet. */
function thin({count: chainCount, start, x, y}, tolerance) {
  const keeps = new Uint8Array(x.length);
  const stack = [];
  for (let chain = 0; chain < chainCount; chain++) {
    const [first, last] = [start[chain], start[chain + 1] - 1];
    if (last < first) continue;
    keeps[first] = keeps[last] = 1;
    stack.push(first, last);
    while (stack.length) {
      const to = stack.pop();
      const from = stack.pop();
      const [ax, ay, dx, dy] = [x[from], y[from], x[to] - x[from], y[to] - y[from]];
      const squared = dx * dx + dy * dy;
      let [farthest, split] = [tolerance * tolerance, -1];
      for (let i = from + 1; i < to; i++) {
        let [px, py] = [x[i] - ax, y[i] - ay];
        if (squared > 0) {
          const t = Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
          px -= t * dx;
          py -= t * dy;
        }
        const away = px * px + py * py;
        if (away > farthest) [farthest, split] = [away, i];
      }
      if (split < 0) continue;
      keeps[split] = 1;
      stack.push(from, split, split, to);
    }
  }
  const kept = keeps.reduce((sum, keep) => sum + keep, 0);
  const result = {
    count: chainCount, start: new Int32Array(chainCount + 1), x: new Int32Array(kept), y: new Int32Array(kept),
  };
  let at = 0;
  for (let chain = 0; chain < chainCount; chain++) {
    for (let i = start[chain]; i < start[chain + 1]; i++) {
      if (!keeps[i]) continue;
      result.x[at] = x[i];
      result.y[at++] = y[i];
    }
    result.start[chain + 1] = at;
  }
  return result;
}

/** Whether a node's box meets a box of cells. */
const meets = (node, box) =>
  ground.x0[node] <= box.x1 && ground.x1[node] >= box.x0 && ground.y0[node] <= box.y1 && ground.y1[node] >= box.y0;

/** The rank that the map is filled by: the chosen one, or the finest whose pieces are large enough to be read. */
function rankInView() {
  if (state.level !== 'auto') return Number(state.level);
  // A rank of one piece tells nothing: adopted grids have one community.
  const first = ranks.findIndex(rank => piecesBy(rank).length > 1);
  const telling = first < 0 ? ranks.slice(-1) : ranks.slice(first);
  let best = telling[0];
  for (const rank of telling) if (usualSide(rank) * view.scale >= 46) best = rank;
  // Some figures are known of small pieces only.
  return state.fill === 'hot' ? Math.max(best, firstTestedRank()) : best;
}

/** The first rank at which half of the pieces were tested for hot spots. */
function firstTestedRank() {
  const tested = rank => piecesBy(rank).filter(node => nodes.hot.z[node] !== null).length;
  const isTested = rank => 2 * tested(rank) >= piecesBy(rank).length;
  if (firstTestedRank.known === undefined) firstTestedRank.known = ranks.find(isTested) ?? ranks[ranks.length - 1];
  return firstTestedRank.known;
}

const usualSides = new Map();

/** The middle one of the sides of the pieces that a map by a rank shows. */
function usualSide(rank) {
  if (!usualSides.has(rank)) {
    const sides = piecesBy(rank).map(node => ground.side[node]).sort((a, b) => a - b);
    usualSides.set(rank, sides.length ? sides[sides.length >> 1] : 0);
  }
  return usualSides.get(rank);
}

const pieces = new Map();

/** The pieces that a map by a rank shows: they tile the county. */
function piecesBy(rank) {
  if (!pieces.has(rank)) pieces.set(rank, [...new Set(nodes.leaves.map(leaf => pieceAt(leaf, rank)))]);
  return pieces.get(rank);
}

const picture = {
  canvas: document.createElement('canvas'), x: 0, y: 0, scale: 0, width: 0, height: 0, ratio: 0, margin: 0,
  isStale: true, cost: 0,
};
// The share of the view that a picture has on each side beyond it, for moving the map.
const MARGIN = 0.25;
let redrawing = 0;

/** Puts the ground onto the map: the picture as it is while a hand moves it, drawn anew where it no longer fits. */
function paintGround(context) {
  const isSameScale = Math.abs(picture.scale / view.scale - 1) < 1e-9;
  const dx = (view.x - picture.x) * view.scale;
  const dy = (picture.y - view.y) * view.scale;
  const {margin} = picture;
  const fits = isSameScale && picture.ratio === view.ratio && Math.abs(dx) <= view.width * margin &&
    Math.abs(dy) <= view.height * margin && picture.width === view.width && picture.height === view.height;
  const begun = performance.now();
  // A move draws anew once in a while; zooming does so in every frame, if that is quick, or else when it ends.
  const draws = picture.isStale || (!fits && (isSameScale || picture.cost < 30));
  // Where only the figures change, as while time goes by, no more is drawn than is seen.
  if (draws) drawPicture(fits ? 0 : MARGIN);
  if (!draws && !fits) {
    clearTimeout(redrawing);
    redrawing = setTimeout(() => {
      picture.isStale = true;
      changed('view');
    }, 90);
  }
  const grown = (view.scale / picture.scale) * (1 + 2 * picture.margin);
  const [width, height] = [picture.width * grown, picture.height * grown];
  context.drawImage(
    picture.canvas, (picture.x - view.x) * view.scale + (view.width - width) / 2,
    (view.y - picture.y) * view.scale + (view.height - height) / 2, width, height);
  // Browsers draw what they were told when the picture is used.
  if (draws) picture.cost = performance.now() - begun;
}

function drawPicture(margin) {
  const [width, height] = [view.width * (1 + 2 * margin), view.height * (1 + 2 * margin)];
  Object.assign(picture, {
    x: view.x, y: view.y, scale: view.scale, width: view.width, height: view.height, ratio: view.ratio, margin,
    isStale: false,
  });
  picture.canvas.width = Math.round(width * view.ratio);
  picture.canvas.height = Math.round(height * view.ratio);
  drawGround(picture.canvas.getContext('2d'), view, width, height, view.ratio);
}

/** Draws fills and borders around a place, at pixels to a cell, on so many pixels. */
function drawGround(context, {x: middleX, y: middleY, scale}, width, height, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  const box = {
    x0: middleX - width / 2 / scale, x1: middleX + width / 2 / scale,
    y0: middleY - height / 2 / scale, y1: middleY + height / 2 / scale,
  };
  const detail = chainsFor(scale * ratio);
  const [left, top] = [width / 2 - middleX * scale, height / 2 + middleY * scale];
  // Rings end where they begin. They are not closed by a call, which looks at the whole path each time.
  const trace = node => {
    for (const ring of ringsOf(node)) {
      let isFirst = true;
      eachCell(ring, detail, (x, y) => {
        const [px, py] = [left + x * scale, top - y * scale];
        if (isFirst) context.moveTo(px, py); else context.lineTo(px, py);
        isFirst = false;
      });
    }
  };
  const style = fillStyles(rankInView());
  const groups = new Map();
  for (const piece of piecesBy(style.rank)) {
    if (!meets(piece, box)) continue;
    const key = style.of(piece);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(piece);
  }
  for (const [key, pieces] of groups) fillArea(context, style.classes[key], () => pieces.forEach(trace), ratio);
  drawBorders(context, detail, box, left, top, scale);
  outlineDedicated(context, trace, box, scale);
  for (const overlay of nodes.overlays) {
    if (!meets(overlay, box)) continue;
    const key = style.of(overlay);
    context.globalAlpha = 0.85;
    fillArea(context, style.classes[key], () => trace(overlay), ratio);
    context.globalAlpha = 1;
    context.beginPath();
    trace(overlay);
    strokeWith(context, DEDICATED);
  }
}

// The outline of dedicated grids, and of those laid over others.
const DEDICATED = {color: '#5a3d7a', width: 2, dash: [2, 3]};

function strokeWith(context, {color, width, dash}) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

const dedicated = nodes.order.filter(node => source.levels[nodes.level[node]].isDedicated && !nodes.overlay[node]);

/** Whether dedicated grids are outlined, of one level or of any. */
const dedicatedInView = level =>
  source.levels[level].isDedicated && source.levels[level].rank <= rankInView() && !isAlone(source.levels[level]);

function outlineDedicated(context, trace, box, scale) {
  context.beginPath();
  for (const node of dedicated) {
    if (dedicatedInView(nodes.level[node]) && ground.side[node] * scale >= 14 && meets(node, box)) trace(node);
  }
  strokeWith(context, DEDICATED);
}

function fillArea(context, {color, hatch}, trace, ratio) {
  context.beginPath();
  trace();
  context.fillStyle = color;
  context.fill('evenodd');
  if (!hatch) return;
  // The tile has the pixels of the screen; the path has the page's.
  const pattern = context.createPattern(hatchTile(hatch, ratio), 'repeat');
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
  context.fillStyle = pattern;
  context.fill('evenodd');
}

/** The line of a border by its rank: the larger the pieces it keeps apart, the stronger. */
function borderStyle(rank) {
  if (rank === OUTLINE) return {color: '#1a1a1a', width: 2.8, dash: []};
  const isArea = source.levels.some(level => level.rank === rank && !level.isGrid);
  const depth = ranks.indexOf(rank);
  if (isArea) {
    return depth === 0 ? {color: '#8a1f5c', width: 2, dash: []} : {color: '#3f3f3f', width: 1.3, dash: [7, 3]};
  }
  const below = ranks.filter(other => source.levels.some(level => level.rank === other && level.isGrid)).indexOf(rank);
  return {color: below === 0 ? '#5c5c5c' : '#747474', width: [1, 0.7, 0.5][Math.min(2, below)], dash: []};
}

/** Whether borders of a rank are apart enough to be told from one another. */
const showsBorders = (rank, scale) => rank === OUTLINE || usualSide(rank) * scale >= 14 || rank === ranks[0];

function drawBorders(context, detail, box, left, top, scale) {
  const present = [...ranks].reverse().filter(rank => showsBorders(rank, scale));
  context.lineJoin = 'round';
  for (const rank of [...present, OUTLINE]) {
    const style = borderStyle(rank);
    context.beginPath();
    for (let chain = 0; chain < detail.count; chain++) {
      if (borders[chain] !== rank) continue;
      const [from, to] = [detail.start[chain], detail.start[chain + 1]];
      if (to <= from || !chainMeets(chain, box)) continue;
      context.moveTo(left + detail.x[from] * scale, top - detail.y[from] * scale);
      for (let i = from + 1; i < to; i++) context.lineTo(left + detail.x[i] * scale, top - detail.y[i] * scale);
    }
    strokeWith(context, style);
  }
}

const chainBoxes = (() => {
  const boxes = new Int32Array(4 * chains.count);
  for (let chain = 0; chain < chains.count; chain++) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = chains.start[chain]; i < chains.start[chain + 1]; i++) {
      x0 = Math.min(x0, chains.x[i]);
      y0 = Math.min(y0, chains.y[i]);
      x1 = Math.max(x1, chains.x[i]);
      y1 = Math.max(y1, chains.y[i]);
    }
    boxes.set([x0, y0, x1, y1], 4 * chain);
  }
  return boxes;
})();

const chainMeets = (chain, box) =>
  chainBoxes[4 * chain] <= box.x1 && chainBoxes[4 * chain + 2] >= box.x0 && chainBoxes[4 * chain + 1] <= box.y1 &&
  chainBoxes[4 * chain + 3] >= box.y0;

const knownRings = new Map();

/** The rings of a node: its own, or those that its grids have together, without the borders between them. */
function ringsOf(node) {
  if (nodes.rings[node].length) return nodes.rings[node];
  if (!knownRings.has(node)) knownRings.set(node, joinedRings(node));
  return knownRings.get(node);
}

function joinedRings(node) {
  const open = new Set();
  for (const leaf of nodes.order.slice(nodes.place[node], nodes.end[node])) {
    if (nodes.overlay[leaf]) continue;
    for (const link of nodes.rings[leaf].flat()) {
      const chain = link < 0 ? ~link : link;
      if (!open.delete(chain)) open.add(chain);
    }
  }
  // Chains by the cells they end at. Winding does not matter: areas are filled by the even-odd rule.
  const ends = new Map();
  const endOf = (chain, isLast) => {
    const at = isLast ? chains.start[chain + 1] - 1 : chains.start[chain];
    return chains.x[at] * 268435456 + chains.y[at];
  };
  for (const chain of open) {
    for (const isLast of [false, true]) {
      const key = endOf(chain, isLast);
      if (!ends.has(key)) ends.set(key, []);
      ends.get(key).push(chain);
    }
  }
  const rings = [];
  for (const first of open) {
    const ring = [];
    let [chain, at] = [first, endOf(first, false)];
    while (chain !== undefined) {
      open.delete(chain);
      const isForth = endOf(chain, false) === at;
      ring.push(isForth ? chain : ~chain);
      at = endOf(chain, isForth);
      chain = ends.get(at).find(other => open.has(other));
    }
    rings.push(ring);
  }
  return rings;
}

/** The outline of a node as a path of pixels. */
function traceOutline(context, node) {
  const detail = chainsFor(view.scale * view.ratio);
  for (const ring of ringsOf(node)) {
    let isFirst = true;
    eachCell(ring, detail, (x, y) => {
      if (isFirst) context.moveTo(toX(x), toY(y)); else context.lineTo(toX(x), toY(y));
      isFirst = false;
    });
  }
}

/** The grid at a cell of one of some lists; -1 for none. */
function leafAt(x, y, ...lists) {
  for (const list of lists) {
    for (const leaf of list) {
      if (x < ground.x0[leaf] || x > ground.x1[leaf] || y < ground.y0[leaf] || y > ground.y1[leaf]) continue;
      let isInside = false;
      for (const ring of nodes.rings[leaf]) {
        let [px, py] = [NaN, NaN];
        eachCell(ring, chains, (qx, qy) => {
          const crosses = !Number.isNaN(py) && (py > y) !== (qy > y);
          if (crosses && x < ((qx - px) * (y - py)) / (qy - py) + px) isInside = !isInside;
          [px, py] = [qx, qy];
        });
      }
      if (isInside) return leaf;
    }
  }
  return -1;
}
