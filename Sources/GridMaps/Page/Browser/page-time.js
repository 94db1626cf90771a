// The time line: any instant that the page has cases for, with how many were open behind it.

const hasTimeLine = source.earliest !== null && source.earliest < source.asOf && hasTimes;
const HOUR = 3600000;
const STEPS = {hour: HOUR, hours: 6 * HOUR, day: DAY, week: 7 * DAY};
let playing = 0;

function setTime(instant) {
  const time = Math.max(source.earliest, Math.min(source.asOf, instant));
  if (time === state.time) return;
  state.time = time;
  changed('cases');
}

/** Where steps come to lie: whole hours or days of the county's clocks. */
function stepFrom(instant, direction) {
  const step = STEPS[byId('step').value];
  const ahead = minutesAhead(instant) * 60000;
  const local = (instant + ahead) / step;
  const next = direction > 0 ? Math.floor(local + 1e-9) + 1 : Math.ceil(local - 1e-9) - 1;
  return next * step - ahead;
}

function renderTime() {
  const bar = byId('timebar');
  bar.classList.toggle('single', !hasTimeLine);
  byId('as-of').textContent = say('as-of', clockText(state.time));
  if (!hasTimeLine) {
    byId('time-note').textContent = say(hasTimes ? 'time.single' : 'time.timeless');
    return;
  }
  const slider = byId('slider');
  slider.value = String(state.time);
  slider.setAttribute('aria-valuetext', `${clockText(state.time)}, ${say('count.open', count(tally.open))}`);
  byId('time-now').textContent = clockText(state.time);
  byId('play').textContent = playing ? '❚❚' : '▶';
  byId('play').setAttribute('aria-label', say(playing ? 'time.stop' : 'time.play'));
  byId('latest').disabled = state.time === source.asOf;
  const isFrozen = state.time < source.asOf && !cases.steps;
  byId('time-note').textContent = isFrozen ? say('time.frozen', clockText(source.asOf)) : '';
  drawCurve();
}

const knownCurve = {key: '', values: []};

/** Counted anew only where filters have changed, not with time. */
function curveValues(steps) {
  const chosen = ['class', 'period'].map(facet => [...(state.chosen[facet] || [])].sort());
  const key = [steps, state.area, ...chosen].join('|');
  if (knownCurve.key !== key) Object.assign(knownCurve, {key, values: openOverTime(steps)});
  return knownCurve.values;
}

/** The number of open cases over time, with the chosen instant on it. */
function drawCurve() {
  const curve = byId('curve');
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [width, height] = [curve.clientWidth, curve.clientHeight];
  if (width < 10) return;
  curve.width = width * ratio;
  curve.height = height * ratio;
  const context = curve.getContext('2d');
  context.scale(ratio, ratio);
  const inset = 8;
  const steps = Math.max(2, Math.floor((width - 2 * inset) / 2));
  const values = curveValues(steps);
  const most = values.reduce((a, b) => Math.max(a, b), 1);
  const x = i => inset + ((width - 2 * inset) * i) / (steps - 1);
  const y = value => height - 1 - ((height - 4) * value) / most;
  const share = (state.time - source.earliest) / (source.asOf - source.earliest);
  context.beginPath();
  context.moveTo(x(0), height);
  values.forEach((value, i) => context.lineTo(x(i), y(value)));
  context.lineTo(x(steps - 1), height);
  context.fillStyle = '#cfdbe2';
  context.fill();
  context.save();
  context.beginPath();
  context.rect(0, 0, x(share * (steps - 1)), height);
  context.clip();
  context.beginPath();
  context.moveTo(x(0), height);
  values.forEach((value, i) => context.lineTo(x(i), y(value)));
  context.lineTo(x(steps - 1), height);
  context.fillStyle = '#7fa0b3';
  context.fill();
  context.restore();
  context.beginPath();
  values.forEach((value, i) => context.lineTo(x(i), y(value)));
  context.strokeStyle = '#3f6478';
  context.lineWidth = 1.2;
  context.stroke();
  curve.setAttribute('aria-label', say('time.peak', count(most)));
  byId('time-peak').textContent = say('time.peak', count(most));
}

function play() {
  clearInterval(playing);
  playing = playing ? 0 : setInterval(() => {
    if (state.time >= source.asOf) return play();
    setTime(stepFrom(state.time, 1));
  }, calm.matches ? 1000 : 350);
  if (playing && state.time >= source.asOf) setTime(source.earliest);
  renderTime();
}

function listenToTime() {
  if (!hasTimeLine) return;
  const slider = byId('slider');
  slider.min = String(source.earliest);
  slider.max = String(source.asOf);
  slider.step = '60000';
  const span = source.asOf - source.earliest;
  byId('step').value = span > 120 * DAY ? 'week' : span > 10 * DAY ? 'day' : span > 3 * DAY ? 'hours' : 'hour';
  slider.addEventListener('input', () => {
    const value = Number(slider.value);
    // The last minute of the line is the page's own instant.
    setTime(source.asOf - value < 60000 ? source.asOf : value);
  });
  slider.addEventListener('keydown', event => {
    const direction = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1}[event.key];
    if (!direction) return;
    event.preventDefault();
    setTime(stepFrom(state.time, direction));
  });
  byId('play').addEventListener('click', play);
  byId('back').addEventListener('click', () => setTime(stepFrom(state.time, -1)));
  byId('forth').addEventListener('click', () => setTime(stepFrom(state.time, 1)));
  byId('latest').addEventListener('click', () => setTime(source.asOf));
}
