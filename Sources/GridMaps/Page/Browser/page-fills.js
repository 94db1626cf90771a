// What the ground can be filled by: figures of the pieces of a level, in classes with a colour, and a hatch, letter or
// figure beside it.

const PAPER = '#f4f2ec';
const BLANK = '#ffffff';
const UNKNOWN = {color: '#e6e3da', hatch: {pattern: 'dotted', color: '#8d887a'}};

/** From few to many; the two darkest are hatched as well. */
const RAMPS = {
  open: ['#e4ecf3', '#c5d6e6', '#9dbcd6', '#7199bf', '#4a79a4'],
  rate: ['#e3f0ee', '#c0dedb', '#95c5c0', '#66a6a1', '#3d8480'],
  overdue: ['#fdeedd', '#f9d5b0', '#f0b277', '#dd8a45', '#b7621f'],
  load: ['#eee9f4', '#d8cde7', '#bca9d4', '#9b82bd', '#785ca1'],
  households: ['#eff0e2', '#dadcbc', '#bfc28f', '#9ea166', '#7b7f45'],
};

/** Mixes two colours written as #rrggbb. */
function mix(a, b, share) {
  const channels = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  const [left, right] = [channels(a), channels(b)];
  const mixed = left.map((value, i) => Math.round(value * (1 - share) + right[i] * share));
  return '#' + mixed.map(value => value.toString(16).padStart(2, '0')).join('');
}

const tint = hex => mix(hex, '#ffffff', 0.5);
const shade = hex => mix(hex, '#000000', 0.35);
const soft = hex => mix(hex, '#000000', 0.2);

/** Black or white, whichever is read better on a colour (WCAG 2.1, relative luminance). */
function inkOn(hex) {
  const linear = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  const light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? '#000000' : '#ffffff';
}

const tiles = new Map();

/** A square of a hatch that goes on in all directions. */
function hatchTile({pattern, color}, ratio) {
  const key = pattern + color + ratio;
  if (tiles.has(key)) return tiles.get(key);
  const side = Math.round(8 * ratio);
  const tile = document.createElement('canvas');
  tile.width = tile.height = side;
  const context = tile.getContext('2d');
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = 1.1 * ratio;
  context.beginPath();
  const line = (x0, y0, x1, y1) => {
    context.moveTo(x0 * side, y0 * side);
    context.lineTo(x1 * side, y1 * side);
  };
  const rising = () => { line(-0.5, 0.5, 0.5, -0.5); line(-0.5, 1.5, 1.5, -0.5); line(0.5, 1.5, 1.5, 0.5); };
  const falling = () => { line(-0.5, 0.5, 0.5, 1.5); line(-0.5, -0.5, 1.5, 1.5); line(0.5, -0.5, 1.5, 0.5); };
  if (pattern === 'diagonal' || pattern === 'crossed') rising();
  if (pattern === 'backDiagonal' || pattern === 'crossed') falling();
  if (pattern === 'horizontal') line(0, 0.5, 1, 0.5);
  if (pattern === 'vertical') line(0.5, 0, 0.5, 1);
  context.stroke();
  if (pattern === 'dotted') {
    for (const [x, y] of [[0.25, 0.25], [0.75, 0.75]]) {
      context.beginPath();
      context.arc(x * side, y * side, 0.9 * ratio, 0, 7);
      context.fill();
    }
  }
  tiles.set(key, tile);
  return tile;
}

/** The fills that the page has figures for. */
function fills() {
  const households = nodes.households.some(value => value > 0);
  const hasOpen = isCounted || isTold(nodes.stated.open);
  const hasOverdue = isCounted ? isDated(cases.due) : isTold(nodes.stated.overdue);
  const hasColor = isCounted ? Boolean(source.gridColors) || isTold(cases.color) : Boolean(nodes.stated.worst);
  return [
    hasOpen && 'open', hasOpen && households && 'rate', hasOverdue && 'overdue', hasColor && 'color',
    nodes.hot && 'hot', hasOpen && nodes.staff.some(value => value > 0) && 'load', households && 'households', 'none',
  ].filter(Boolean);
}

/** What a fill is called; a county's own rule for colours has its own name. */
const fillName = fill =>
  fill === 'color' && source.gridColors ? inLanguage(source.gridColors.name) : say('fill.' + fill);

const perThousand = (value, households) => (value < 0 ? value : households > 0 ? (1000 * value) / households : NaN);

/** The figure that a fill shows of a node. */
function fillFigure(fill, node) {
  switch (fill) {
    case 'open': return openIn(node);
    case 'rate': return perThousand(openIn(node), nodes.households[node]);
    case 'overdue': {
      const [over, all] = [overdueIn(node), allIn(node)];
      return over < 0 || all < 0 ? SUPPRESSED : all > 0 ? over / all : NaN;
    }
    case 'load': {
      const open = openIn(node);
      return open < 0 ? open : nodes.staff[node] > 0 ? open / nodes.staff[node] : NaN;
    }
    case 'households': return nodes.households[node] >= 0 ? nodes.households[node] : NaN;
    default: return NaN;
  }
}

/** A figure as it stands on the ground. */
function fillText(fill, node) {
  const value = fillFigure(fill, node);
  if (fill === 'color') {
    const color = colorOfNode(node);
    return color < 0 ? '' : groundColors[color].letter;
  }
  if (fill === 'hot') return [['H', '+', '', '−', ''][hotClass(node)], clusterSign(node)].filter(Boolean).join(' ');
  if (value === SUPPRESSED) return '×';
  if (Number.isNaN(value)) return '';
  if (fill === 'overdue') return percent(value);
  return value >= 10 || Number.isInteger(value) ? count(Math.round(value)) : value.toFixed(1);
}

/** The sign of the cluster that a node is part of. */
const clusterSign = node => (nodes.hot.cluster[node] > 0 ? 'C' + nodes.hot.cluster[node] : '');

function hotClass(node) {
  const z = nodes.hot.z[node];
  if (z === null || z === undefined) return 4;
  if (nodes.hot.is[node]) return 0;
  return z >= 1.645 ? 1 : z <= -1.645 ? 3 : 2;
}

const fixedBreaks = {overdue: [0.05, 0.15, 0.3, 0.5]};
const knownBreaks = new Map();

/**
 * Where the classes of a fill end: fifths of the figures at the page's own instant without filters, so that colours
 * keep their meaning while time goes on.
 */
function breaksOf(fill, rank) {
  if (fixedBreaks[fill]) return fixedBreaks[fill];
  const key = fill + rank;
  if (!knownBreaks.has(key)) {
    const values = piecesBy(rank).map(node => firstFigure(fill, node)).filter(value => value > 0).sort((a, b) => a - b);
    const isWhole = fill === 'open' || fill === 'households';
    const cut = [0.2, 0.4, 0.6, 0.8].map(share => values[Math.floor(share * values.length)] ?? 0)
      .map(value => (isWhole ? tidy(value) : Number(value.toPrecision(2))));
    knownBreaks.set(key, [...new Set(cut)].filter(value => value > 0 && value < (values[values.length - 1] ?? 0)));
  }
  return knownBreaks.get(key);
}

/** A whole number of two digits that count. */
function tidy(value) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.max(1, Math.round(value / unit) * unit);
}

let firstCounts = null;

/** The figure before anything was filtered. */
function firstFigure(fill, node) {
  if (!isCounted || fill === 'households') return fillFigure(fill, node);
  if (!firstCounts) {
    firstCounts = newNodeCounts();
    const rows = [];
    for (let i = 0; i < cases.length; i++) {
      if (isOpenAt(i, source.asOf)) rows.push(i);
    }
    countNodes(firstCounts, rows);
  }
  const open = firstCounts.open[node];
  if (fill === 'rate') return perThousand(open, nodes.households[node]);
  if (fill === 'load') return nodes.staff[node] > 0 ? open / nodes.staff[node] : NaN;
  return open;
}

/** The classes of the fill in use on a map by a rank, and the class of a node. */
function fillStyles(rank) {
  const {fill} = state;
  const plain = {color: BLANK};
  const suppressed = {...UNKNOWN, letter: '×', words: say('legend.suppressed')};
  if (fill === 'none') return {rank, classes: [plain], of: () => 0};
  if (fill === 'color') {
    const classes = groundColors.map(({hex, hatch, letter, name, meaning}) => ({
      color: tint(hex), hatch: hatch && {pattern: hatch, color: shade(hex)}, letter,
      words: source.gridColors ? dots(inLanguage(name), inLanguage(meaning)) : inLanguage(name),
    }));
    const open = classes.length;
    return {
      rank, classes: [...classes, {...plain, words: say('legend.zero')}, suppressed],
      of: node => (colorOfNode(node) >= 0 ? colorOfNode(node) : !isCounted && openIn(node) !== 0 ? open + 1 : open),
    };
  }
  if (fill === 'hot') {
    return {
      rank, of: hotClass, classes: [
        {color: '#d98a80', hatch: {pattern: 'crossed', color: '#8c1c13'}, letter: 'H', words: say('hot.hot')},
        {color: '#f3d3cc', hatch: {pattern: 'diagonal', color: '#b0665c'}, letter: '+', words: say('hot.raised')},
        {color: '#fbfaf6', letter: '', words: say('hot.usual')},
        {color: '#d5e3ee', letter: '−', words: say('hot.low')},
        {...UNKNOWN, letter: '', words: say('legend.unknown')},
      ],
    };
  }
  const breaks = breaksOf(fill, rank);
  const ramp = RAMPS[fill];
  const isWhole = fill === 'open' || fill === 'households';
  const text = value => (fill === 'overdue' ? percent(value) : count(value));
  const classes = [...breaks, Infinity].map((end, i) => {
    // Fewer classes take colours from all over the ramp.
    const step = breaks.length ? Math.round((i * (ramp.length - 1)) / breaks.length) : 2;
    const from = i === 0 ? 0 : breaks[i - 1];
    // Whole numbers begin after the end of the class before.
    const first = isWhole ? from + 1 : from;
    const words = end === Infinity ? '> ' + text(from) : i === 0 && !isWhole ? '≤ ' + text(end) :
      first === end ? text(end) : `${text(first)} – ${text(end)}`;
    return {
      color: ramp[step], words,
      hatch: step < 3 ? null : {pattern: step === 4 ? 'diagonal' : 'dotted', color: soft(ramp[step])},
    };
  });
  const none = classes.length;
  return {
    rank, classes: [...classes, {...plain, words: '0'}, suppressed, {color: '#efede6', words: say('legend.unknown')}],
    of: node => {
      const value = fillFigure(fill, node);
      if (value === SUPPRESSED) return none + 1;
      if (Number.isNaN(value)) return fill === 'overdue' && allIn(node) === 0 ? none : none + 2;
      if (value === 0) return none;
      const at = breaks.findIndex(end => value <= end);
      return at < 0 ? breaks.length : at;
    },
  };
}

/** A swatch of a class as a picture. */
function swatch({color, hatch}, width = 26, height = 16) {
  const tile = document.createElement('canvas');
  const ratio = 2;
  [tile.width, tile.height] = [width * ratio, height * ratio];
  const context = tile.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, tile.width, tile.height);
  if (hatch) {
    context.fillStyle = context.createPattern(hatchTile(hatch, ratio), 'repeat');
    context.fillRect(0, 0, tile.width, tile.height);
  }
  context.strokeStyle = '#5c5c5c';
  context.lineWidth = ratio;
  context.strokeRect(ratio / 2, ratio / 2, tile.width - ratio, tile.height - ratio);
  return make('img', {class: 'swatch', src: tile.toDataURL(), width, height, alt: ''});
}
