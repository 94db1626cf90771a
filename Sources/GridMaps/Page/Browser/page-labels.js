// Names and figures on the ground, the larger pieces first, none over another or over a mark.

const FONT = getComputedStyle(document.body).fontFamily;

/** Boxes taken, by squares of a mesh, so that asking takes no longer the more there are. */
class Room {
  constructor() {
    this.side = 64;
    this.squares = new Map();
  }

  * around(box) {
    for (let i = Math.floor(box[0] / this.side); i <= Math.floor(box[2] / this.side); i++) {
      for (let j = Math.floor(box[1] / this.side); j <= Math.floor(box[3] / this.side); j++) yield i * 4096 + j;
    }
  }

  take(box) {
    for (const square of this.around(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }

  isFree(box) {
    for (const square of this.around(box)) {
      for (const other of this.squares.get(square) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }
}

const widths = new Map();

function textWidth(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > 20000) widths.clear();
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/** How names of a rank are set. */
function labelFont(rank, isArea) {
  if (!isArea) return {font: `500 11.5px ${FONT}`, height: 13, color: '#2b2b2b'};
  const isTop = rank === ranks[0];
  if (isTop) return {font: `700 16px ${FONT}`, height: 19, color: '#7a1650'};
  return {font: `600 13px ${FONT}`, height: 16, color: '#2b2b2b'};
}

/** The words that tell a piece from its neighbours: its name, or the end of its code. */
function shortName(node) {
  if (nodes.name[node]) return nodes.name[node];
  const code = nodes.code[node];
  return code.length > 6 ? code.slice(-6) : code;
}

function paintLabels(context) {
  const room = new Room();
  for (const mark of marks) {
    room.take([mark.x - mark.radius - 1, mark.y - mark.radius - 1, mark.x + mark.radius + 1, mark.y + mark.radius + 1]);
    if (mark.from) room.take([mark.from[0] - 20, mark.from[1] - 20, mark.from[0] + 20, mark.from[1] + 20]);
  }
  const rank = rankInView();
  const isRinged = showsRings();
  const areaRanks = ranks.filter(other => source.levels.some(level => level.rank === other && !level.isGrid));
  // The names of the pieces filled, and of those a level or two above them.
  const at = ranks.indexOf(rank);
  const named = ranks.filter((other, i) => i <= at && i >= at - 2);
  const wanted = [];
  const seen = new Set();
  for (const other of [...named].reverse()) {
    for (const node of piecesBy(other)) {
      // A grid without parts is a piece of several levels.
      if (seen.has(node)) continue;
      seen.add(node);
      if (nodes.rank[node] !== other && other !== rank) continue;
      // The codes of grids begin with those of the grids above them.
      if (other !== rank && !nodes.name[node]) continue;
      const [x, y] = [toX(ground.x[node]), toY(ground.y[node])];
      if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) continue;
      const size = ground.side[node] * view.scale;
      if (size < 30) continue;
      wanted.push({node, x, y, size, other});
    }
  }
  for (const overlay of nodes.overlays) {
    const size = ground.side[overlay] * view.scale;
    const [x, y] = [toX(ground.x[overlay]), toY(ground.y[overlay])];
    if (size >= 30) wanted.push({node: overlay, x, y, size, other: nodes.rank[overlay]});
  }
  wanted.sort((a, b) => a.other - b.other || b.size - a.size || a.node - b.node);
  context.lineJoin = 'round';
  for (const {node, x, y, size, other} of wanted) {
    const isPiece = other === rank || nodes.overlay[node];
    const ring = isPiece && isRinged && openIn(node) !== 0;
    const {font, height, color} = labelFont(other, areaRanks.includes(other));
    const lines = wrapped(context, shortName(node), font, size);
    const width = Math.max(...lines.map(line => textWidth(context, line, font)));
    const tall = lines.length * height;
    const figureText = isPiece && !ring && state.fill !== 'none' && size >= 26 ? fillText(state.fill, node) : '';
    if (figureText) {
      const figureFont = `700 12px ${FONT}`;
      const half = textWidth(context, figureText, figureFont) / 2;
      const box = [x - half - 1, y - 7, x + half + 1, y + 7];
      if (half * 2 < size * 1.1 && room.isFree(box)) {
        room.take(box);
        haloed(context, figureText, x, y, figureFont, '#1a1a1a');
      }
    }
    // Names of grids have to fit their ground, names of areas may reach beyond it.
    if (width > size * (areaRanks.includes(other) ? 1.9 : 1.15)) continue;
    const below = ring ? Math.min(26, size * 0.34) + 3 + tall / 2 : figureText ? 8 + tall / 2 : 0;
    const tries = isPiece ? [below, -below - (ring ? 0 : tall), below + tall] : [0, -tall, tall, -34, 34, -48, 56];
    for (const dy of tries) {
      const box = [x - width / 2 - 2, y + dy - tall / 2, x + width / 2 + 2, y + dy + tall / 2];
      if (!room.isFree(box)) continue;
      room.take(box);
      lines.forEach((line, i) => haloed(context, line, x, y + dy + (i - (lines.length - 1) / 2) * height, font, color));
      break;
    }
  }
}

/** A name in up to three lines, where one would be wider than its ground. */
function wrapped(context, text, font, size) {
  const words = text.split(' ');
  if (words.length === 1 || textWidth(context, text, font) <= size) return [text];
  const lines = [];
  for (const word of words) {
    const last = lines.length ? lines[lines.length - 1] + ' ' + word : '';
    if (last && textWidth(context, last, font) <= Math.max(76, size * 0.8)) lines[lines.length - 1] = last;
    else lines.push(word);
  }
  return lines.length > 3 ? [text] : lines;
}

function haloed(context, text, x, y, font, color) {
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  context.lineWidth = 3.2;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}
