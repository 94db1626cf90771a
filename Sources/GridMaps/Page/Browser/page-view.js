// Where the map stands: the cell in its middle and pixels to a cell; and the hands that move it.

const canvas = document.getElementById('map');
const view = {x: 0, y: 0, scale: 1, width: 1, height: 1, ratio: 1};
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The box of the whole county. */
const county = (() => {
  const box = {x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity};
  const stretch = (x, y) => {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  };
  for (const node of [...nodes.leaves, ...nodes.overlays]) {
    stretch(ground.x0[node], ground.y0[node]);
    stretch(ground.x1[node], ground.y1[node]);
  }
  if (box.x0 > box.x1) {
    for (let i = 0; i < cases.length; i++) if (!Number.isNaN(cases.x[i])) stretch(cases.x[i], cases.y[i]);
  }
  return box.x0 > box.x1 ? {x0: 0, y0: 0, x1: 1000, y1: 1000} : box;
})();

const toX = x => (x - view.x) * view.scale + view.width / 2;
const toY = y => (view.y - y) * view.scale + view.height / 2;
const fromX = px => (px - view.width / 2) / view.scale + view.x;
const fromY = py => view.y - (py - view.height / 2) / view.scale;

/** The view that shows a box with a margin in pixels. */
function viewOf(box, margin = 36, most = Infinity) {
  const scale = Math.min(viewScale(box, margin), most);
  return {x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2, scale: limited(scale)};
}

const leastScale = () => viewScale(county) / 3;
const viewScale = (box, margin = 36) => Math.min(
  (view.width - 2 * margin) / Math.max(1, box.x1 - box.x0), (view.height - 2 * margin) / Math.max(1, box.y1 - box.y0));
// 12 cm to a pixel at the closest.
const mostScale = () => source.ground.step / 0.12;
const limited = scale => Math.max(leastScale(), Math.min(mostScale(), Number.isFinite(scale) && scale > 0 ? scale : 1));

/** Keeps some of the county in sight. */
function setView({x, y, scale}) {
  view.scale = limited(scale);
  view.x = Math.max(county.x0, Math.min(county.x1, x));
  view.y = Math.max(county.y0, Math.min(county.y1, y));
  changed('view');
}

let flight = 0;

/** Goes there smoothly, or at once for readers who ask for calm. */
function flyTo(target) {
  cancelAnimationFrame(flight);
  if (calm.matches) return setView(target);
  const from = {x: view.x, y: view.y, scale: view.scale};
  const begun = performance.now();
  const step = () => {
    const t = Math.min(1, (performance.now() - begun) / 260);
    const eased = t * (2 - t);
    const scale = from.scale * (target.scale / from.scale) ** eased;
    // The way on the ground goes with the zoom, so that the target comes in from where it is.
    const isZoom = Math.abs(target.scale / from.scale - 1) > 1e-9;
    const share = isZoom ? (1 / scale - 1 / from.scale) / (1 / target.scale - 1 / from.scale) : eased;
    setView({x: from.x + (target.x - from.x) * share, y: from.y + (target.y - from.y) * share, scale});
    if (t < 1) flight = requestAnimationFrame(step);
  };
  flight = requestAnimationFrame(step);
}

/** Zooms by a factor; the ground under a pixel stays there. */
function zoomBy(factor, px = view.width / 2, py = view.height / 2) {
  cancelAnimationFrame(flight);
  const [x, y] = [fromX(px), fromY(py)];
  const scale = limited(view.scale * factor);
  setView({x: x - (px - view.width / 2) / scale, y: y + (py - view.height / 2) / scale, scale});
}

/** The view in words for the address: plan metres and metres to a pixel; nothing for the whole county. */
function placeOfView() {
  const whole = viewOf(county);
  if (Math.abs(view.scale / whole.scale - 1) < 1e-6 && view.x === whole.x && view.y === whole.y) return '';
  const {origin, step} = source.ground;
  return [origin[0] + view.x * step, origin[1] + view.y * step].map(value => value.toFixed(1)).join(',') + ',' +
    (step / view.scale).toPrecision(5);
}

function viewOfPlace(text) {
  const [x, y, meters] = (text || '').split(',').map(Number);
  if (![x, y, meters].every(Number.isFinite) || meters <= 0) return viewOf(county);
  const {origin, step} = source.ground;
  return {x: (x - origin[0]) / step, y: (y - origin[1]) / step, scale: step / meters};
}

/** Fits the canvas to its room. */
function resizeView() {
  const {clientWidth, clientHeight} = canvas.parentElement;
  view.ratio = Math.min(2, window.devicePixelRatio || 1);
  const isWhole = placeOfView() === '';
  view.width = Math.max(50, clientWidth);
  view.height = Math.max(50, clientHeight);
  canvas.width = Math.round(view.width * view.ratio);
  canvas.height = Math.round(view.height * view.ratio);
  if (isWhole) setView(viewOf(county)); else changed('view');
}

/** Mouse, fingers, wheel and keys. `pick` and `hover` get pixels. */
function listenToHands({pick, hover, leave}) {
  const fingers = new Map();
  let moved = 0;
  const middle = () => {
    const all = [...fingers.values()];
    return {x: all.reduce((sum, p) => sum + p.x, 0) / all.length, y: all.reduce((sum, p) => sum + p.y, 0) / all.length};
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  const place = event => {
    const box = canvas.getBoundingClientRect();
    return {x: event.clientX - box.left, y: event.clientY - box.top};
  };
  canvas.addEventListener('pointerdown', event => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    cancelAnimationFrame(flight);
    if (fingers.size === 0) moved = 0;
    fingers.set(event.pointerId, place(event));
  });
  canvas.addEventListener('pointermove', event => {
    const at = place(event);
    if (!fingers.has(event.pointerId)) return hover(at.x, at.y);
    const [before, width] = [middle(), spread()];
    fingers.set(event.pointerId, at);
    const after = middle();
    moved += Math.abs(after.x - before.x) + Math.abs(after.y - before.y) + Math.abs(spread() - width);
    if (moved < 4) return;
    leave();
    canvas.classList.add('moving');
    setView({...view, x: view.x - (after.x - before.x) / view.scale, y: view.y + (after.y - before.y) / view.scale});
    if (width > 0 && spread() > 0) zoomBy(spread() / width, after.x, after.y);
  });
  const lift = event => {
    if (!fingers.delete(event.pointerId)) return;
    canvas.classList.remove('moving');
    const at = place(event);
    if (event.type === 'pointerup' && moved < 4 && fingers.size === 0) pick(at.x, at.y);
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('dblclick', event => {
    const at = place(event);
    zoomBy(event.shiftKey ? 0.5 : 2, at.x, at.y);
  });
  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    const at = place(event);
    const lines = event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 400 : 1;
    zoomBy(2 ** (-Math.max(-240, Math.min(240, event.deltaY * lines)) / 240), at.x, at.y);
  }, {passive: false});
  canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stride = (event.shiftKey ? 300 : 80) / view.scale;
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    if (event.key in moves) {
      const [dx, dy] = moves[event.key];
      setView({...view, x: view.x + dx * stride, y: view.y + dy * stride});
    } else if (event.key === '+' || event.key === '=') zoomBy(1.5);
    else if (event.key === '-') zoomBy(1 / 1.5);
    else if (event.key === '0' || event.key === 'Home') flyTo(viewOf(county));
    else if (event.key === 'Enter' || event.key === ' ') pick(view.width / 2, view.height / 2);
    else return;
    event.preventDefault();
  });
}
