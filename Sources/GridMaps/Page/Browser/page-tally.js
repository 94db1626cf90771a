// Which cases are open at the chosen instant, which of them pass the filters, and how many there are of everything.

const isCounted = !nodes.stated;

/** How the cases stand at the chosen instant. */
const now = {
  isOpen: new Uint8Array(cases.length), isOverdue: new Uint8Array(cases.length),
  state: cases.state, tier: cases.tier, color: cases.color,
};
const past = {
  state: new Int32Array(cases.length), tier: new Int32Array(cases.length), color: new Int32Array(cases.length),
};

const hasTimes = cases.submitted.some(instant => !Number.isNaN(instant));

/**
 * Brings `now` to the chosen instant. Of cases that are not open then it says nothing else.
 */
function stand() {
  const {time} = state;
  const isPast = time < source.asOf;
  for (let i = 0; i < cases.length; i++) {
    now.isOpen[i] = isOpenAt(i, time) ? 1 : 0;
    now.isOverdue[i] = now.isOpen[i] && time > cases.due[i] ? 1 : 0;
  }
  if (!isPast || !cases.steps) {
    Object.assign(now, {state: cases.state, tier: cases.tier, color: cases.color});
    return;
  }
  Object.assign(now, past);
  const {start, at, ...told} = cases.steps;
  for (let i = 0; i < cases.length; i++) {
    if (!now.isOpen[i]) continue;
    for (const key of ['state', 'tier', 'color']) past[key][i] = cases[key][i];
    for (let step = start[i]; step < start[i + 1] && at[step] <= time; step++) {
      for (const key of ['state', 'tier', 'color']) if (told[key][step] >= 0) past[key][i] = told[key][step];
    }
  }
}

/** What the page counts, for the map, the table and the numbers beside the filters. */
const tally = {
  // Rows that are open and pass all filters.
  rows: new Int32Array(0),
  isShown: new Uint8Array(cases.length),
  open: 0, overdue: 0, unplaced: 0, outside: 0,
  // By facet the cases of each value that pass all other facets; the last place is for those without a value.
  facets: Object.fromEntries(FACETS.map(facet => [facet.key, new Int32Array(facet.terms.length + 1)])),
  overdueFacet: 0,
  nodes: newNodeCounts(),
};

function newNodeCounts() {
  return {
    open: new Int32Array(nodes.total), overdue: new Int32Array(nodes.total),
    // What shares of overdue cases are of: the filter for these left aside.
    all: new Int32Array(nodes.total),
    byColor: source.colors.map(() => new Int32Array(nodes.total)),
  };
}

/** Counts anew. */
function countAll() {
  stand();
  const chosen = FACETS.map(({key}) => state.chosen[key]);
  const values = FACETS.map(({key}) => now[key] || cases[key]);
  const sums = FACETS.map(({key}) => tally.facets[key].fill(0));
  const area = state.area;
  const rows = [];
  const inTime = [];
  Object.assign(tally, {open: 0, overdue: 0, unplaced: 0, outside: 0, overdueFacet: 0});
  tally.isShown.fill(0);
  for (let i = 0; i < cases.length; i++) {
    if (!now.isOpen[i]) continue;
    tally.open++;
    if (area >= 0 && !liesIn(i, area)) continue;
    // The facet that the case fails, -1 for none; -2 for more than one.
    let failed = -1;
    for (let f = 0; f < chosen.length; f++) {
      if (chosen[f].size && !chosen[f].has(values[f][i])) failed = failed === -1 ? f : -2;
      if (failed === -2) break;
    }
    if (failed === -2) continue;
    if (failed === -1 && now.isOverdue[i]) tally.overdueFacet++;
    if (state.isOverdueOnly && !now.isOverdue[i]) {
      if (failed === -1) inTime.push(i);
      continue;
    }
    for (let f = 0; f < chosen.length; f++) {
      if (failed !== -1 && failed !== f) continue;
      const value = values[f][i];
      sums[f][value < 0 ? sums[f].length - 1 : value]++;
    }
    if (failed !== -1) continue;
    rows.push(i);
    tally.isShown[i] = 1;
    if (now.isOverdue[i]) tally.overdue++;
    if (Number.isNaN(cases.x[i])) tally.unplaced++;
    else if (cases.grid[i] < 0) tally.outside++;
  }
  tally.rows = Int32Array.from(rows);
  countNodes(tally.nodes, tally.rows, inTime);
}

/** Cases by grid, and by the areas above; those in time that a filter leaves out count among all. */
function countNodes({open, overdue, all, byColor}, rows, inTime = []) {
  const sums = [open, overdue, all, ...byColor];
  for (const counts of sums) counts.fill(0);
  const add = (i, node) => {
    open[node]++;
    all[node]++;
    overdue[node] += now.isOverdue[i];
    if (now.color[i] >= 0) byColor[now.color[i]][node]++;
  };
  for (const i of rows) if (cases.grid[i] >= 0) add(i, cases.grid[i]);
  for (const i of inTime) if (cases.grid[i] >= 0) all[cases.grid[i]]++;
  for (let i = nodes.total - 1; i >= 0; i--) {
    const node = nodes.order[i];
    const above = nodes.parent[node];
    if (above >= 0) for (const counts of sums) counts[above] += counts[node];
  }
  // What lies in a grid laid over others counts there too, and in no sum twice.
  if (!cases.overlays.size) return;
  for (const i of rows) for (const node of cases.overlays.get(i) || []) add(i, node);
  for (const i of inTime) for (const node of cases.overlays.get(i) || []) all[node]++;
}

// Figures of a node: a number, or SUPPRESSED, or NaN for what is not known.
const SUPPRESSED = -1;
const stated = value => (value === undefined || value === -2 ? NaN : value);

const openIn = node => (isCounted ? tally.nodes.open[node] : stated(nodes.stated.open[node]));
const allIn = node => (isCounted ? tally.nodes.all[node] : openIn(node));
const overdueIn = node => (isCounted ? tally.nodes.overdue[node] : stated(nodes.stated.overdue[node]));
const closedIn = node => (nodes.stated && nodes.stated.closed ? stated(nodes.stated.closed[node]) : NaN);
const colorIn = (node, color) =>
  isCounted ? tally.nodes.byColor[color][node] : stated(nodes.stated.byColor[node][color]);

/** The worst colour open in a node; -1 for none. */
function worstIn(node) {
  if (!isCounted) return nodes.stated.worst ? nodes.stated.worst[node] : -1;
  return source.colors.findIndex((_, color) => tally.nodes.byColor[color][node] > 0);
}

const HOLDS = {
  atLeast: (value, bound) => value >= bound, moreThan: (value, bound) => value > bound,
  atMost: (value, bound) => value <= bound, lessThan: (value, bound) => value < bound,
};

/** The colours that ground can have: those of the county's rule, else those of cases. */
const groundColors = source.gridColors ? source.gridColors.colors : source.colors;

/** The colour of a node among these: by the county's rule, else the worst open in it; -1 for none. */
function colorOfNode(node) {
  if (!source.gridColors) return worstIn(node);
  const [open, overdue, all] = [openIn(node), overdueIn(node), allIn(node)];
  // A share of nothing is not known, and nothing holds of it.
  const figures = {open, overdue, overdueShare: all > 0 ? overdue / all : NaN};
  const holds = ({figure, relation, bound}) => HOLDS[relation](figures[figure], bound);
  return source.gridColors.rules.findIndex(rules => rules.some(conditions => conditions.every(holds)));
}

/** A figure as it is told. */
const figure = value => (value === SUPPRESSED ? say('count.suppressed') : Number.isNaN(value) ? '–' : count(value));

/** How many were open at each of some instants, of the cases that pass the filters now, whatever their state then. */
function openOverTime(steps) {
  const {earliest, asOf} = source;
  const change = new Int32Array(steps + 1);
  const at = instant => Math.ceil(((instant - earliest) / (asOf - earliest)) * (steps - 1));
  const facets = FACETS.filter(({key}) => state.chosen[key].size && ['class', 'period'].includes(key));
  for (let i = 0; i < cases.length; i++) {
    if (state.area >= 0 && !liesIn(i, state.area)) continue;
    if (facets.some(({key}) => !state.chosen[key].has(cases[key][i]))) continue;
    const from = Number.isNaN(cases.submitted[i]) ? 0 : Math.max(0, at(cases.submitted[i]));
    const to = Number.isNaN(cases.closed[i]) ? steps : Math.min(steps, at(cases.closed[i]));
    if (to <= from) continue;
    change[from]++;
    change[to]--;
    const {start, from: closings, until} = cases.closures;
    for (let k = start[i]; k < start[i + 1]; k++) {
      change[Math.max(0, Math.min(steps, at(closings[k])))]--;
      change[Math.max(0, Math.min(steps, at(until[k])))]++;
    }
  }
  for (let i = 1; i < steps; i++) change[i] += change[i - 1];
  return change.subarray(0, steps);
}
