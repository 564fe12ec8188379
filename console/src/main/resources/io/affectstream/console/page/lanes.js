// The drawings below one time axis. Each takes the visible span [from, to) in microseconds.
import { clock, colours, indexOf, label, UNITS } from "./vocabulary.js";
import { context } from "./dom.js";

const SHORTEST_GAP = 200000; // a row is drawn up to the next one; a longer pause than usual in the stream is a gap
const USUAL = 2.5;

const scale = (width, from, to) => (time) => ((time - from) / (to - from)) * width;

/** How long a row may be: some times the median distance of rows. */
function longest(rows) {
  const distances = rows.slice(1).map((row, i) => row.time - rows[i].time).sort((a, b) => a - b);
  return Math.max(SHORTEST_GAP, USUAL * (distances[distances.length >> 1] ?? 0));
}

/** Where each row ends: where the next one begins. */
function ends(rows, i, limit) {
  const next = rows[i + 1]?.time ?? rows[i].time + 40000;
  return Math.min(next, rows[i].time + limit);
}

/** Diagonal lines over what may still change. */
function hatch(pen, x, width, height, colour) {
  pen.save();
  pen.beginPath();
  pen.rect(x, 0, width, height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  for (let offset = Math.floor(x / 6) * 6 - height; offset < x + width; offset += 6) {
    pen.moveTo(offset, height);
    pen.lineTo(offset + height, 0);
  }
  pen.stroke();
  pen.restore();
}

/** One colour per row by smoothed expression; names where there is space. */
export function drawRibbon(canvas, rows, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  const limit = longest(rows);
  let i = 0;
  while (i < rows.length) {
    const first = i;
    const kind = rows[i].smoothed + rows[i].finality;
    while (i + 1 < rows.length && rows[i + 1].smoothed + rows[i + 1].finality === kind
        && rows[i + 1].time - rows[i].time <= limit) i++;
    const start = x(rows[first].time);
    const end = x(ends(rows, i, limit));
    i++;
    if (!rows[first].smoothed) continue;
    pen.fillStyle = palette.expressions[indexOf(rows[first].smoothed)];
    pen.fillRect(start, 0, Math.max(1, end - start), height);
    if (rows[first].finality !== "FINAL") hatch(pen, start, end - start, height, palette.panel);
    name(pen, rows[first], Math.max(0, start), Math.min(width, end), height, palette);
  }
}

const DARK_TEXT = new Set(["NEUTRAL", "HAPPINESS", "SURPRISE", "DISGUST"]);

/** The name of a row's expression; on a plain ground where it is hatched. */
function name(pen, row, start, end, height, palette) {
  const text = label(row.smoothed);
  pen.font = "600 11px system-ui, sans-serif";
  const wide = pen.measureText(text).width;
  if (end - start < wide + 10) return;
  const isFinal = row.finality === "FINAL";
  if (!isFinal) {
    pen.fillStyle = palette.panel;
    pen.fillRect(start + 2, height / 2 - 9, wide + 6, 18);
  }
  pen.fillStyle = !isFinal ? palette.ink : DARK_TEXT.has(row.smoothed) ? "#14181d" : "#ffffff";
  pen.textBaseline = "middle";
  pen.fillText(text, start + 5, height / 2);
}

/** Twelve action units, from transparent to full; a line below the active ones. */
export function drawUnits(canvas, rows, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  const lane = height / UNITS.length;
  pen.fillStyle = palette.lane;
  for (let u = 0; u < UNITS.length; u++) pen.fillRect(0, u * lane, width, lane - 2);
  pen.fillStyle = palette.accent;
  const limit = longest(rows);
  const perPixel = Math.max(1, Math.floor(rows.length / Math.max(1, width)));
  for (let i = 0; i < rows.length; i += perPixel) {
    const row = rows[i];
    if (!row.actionUnits.length) continue;
    // whole pixels: transparent rectangles that share one would make it darker
    const start = Math.round(x(row.time));
    const long = Math.round(x(ends(rows, Math.min(rows.length - 1, i + perPixel - 1), limit))) - start;
    if (long <= 0) continue;
    for (let u = 0; u < UNITS.length; u++) {
      pen.globalAlpha = row.actionUnits[u] ** 1.4;
      pen.fillRect(start, u * lane, long, lane - 2);
      if (row.activeUnits[u]) {
        pen.globalAlpha = 1;
        pen.fillRect(start, (u + 1) * lane - 3, long, 2);
      }
    }
  }
  pen.globalAlpha = 1;
}

/** Words at their time, without overlap. */
export function drawWords(canvas, words, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  pen.font = "12px system-ui, sans-serif";
  pen.textBaseline = "middle";
  let free = 0;
  for (const word of words) {
    const start = x(word.time);
    pen.fillStyle = palette.line;
    pen.fillRect(start, height - 4, Math.max(1, x(word.end) - start - 1), 3);
    if (start < free) continue;
    pen.fillStyle = word.confidence < 0.5 ? palette.soft : palette.ink;
    pen.fillText(word.text, start, height / 2 - 2);
    free = start + pen.measureText(word.text).width + 5;
  }
}

/** Three thin lanes: face, voice and words. */
export function drawCoverage(canvas, rows, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  const lane = height / 3;
  const limit = longest(rows);
  ["face", "voice", "words"].forEach((modality, lineNumber) => {
    pen.fillStyle = palette.lane;
    pen.fillRect(0, lineNumber * lane, width, lane - 2);
    pen.fillStyle = palette.soft;
    rows.forEach((row, i) => {
      const tall = row.coverage[modality] * (lane - 2);
      const start = Math.round(x(row.time));
      pen.fillRect(start, (lineNumber + 1) * lane - 2 - tall, Math.max(1, Math.round(x(ends(rows, i, limit))) - start), tall);
    });
  });
}

/** A line for each speaker: the more probable that the voice is theirs, the stronger. */
export function drawSpeakers(canvas, rowsOfSpeakers, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  const lane = height / rowsOfSpeakers.length;
  rowsOfSpeakers.forEach((rows, lineNumber) => {
    pen.fillStyle = palette.lane;
    pen.fillRect(0, lineNumber * lane, width, lane - 2);
    pen.fillStyle = palette.accent;
    const limit = longest(rows);
    rows.forEach((row, i) => {
      if (row.speaking === undefined) return;
      const start = Math.round(x(row.time));
      pen.globalAlpha = row.speaking ** 2;
      pen.fillRect(start, lineNumber * lane, Math.round(x(ends(rows, i, limit))) - start, lane - 2);
    });
    pen.globalAlpha = 1;
  });
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** Times along the lower edge. */
export function drawAxis(canvas, from, to) {
  const { context: pen, width, height } = context(canvas);
  const x = scale(width, from, to);
  const palette = colours();
  const wanted = ((to - from) / 1e6 / width) * 80;
  const step = (STEPS.find((seconds) => seconds >= wanted) ?? 1800) * 1e6;
  pen.font = "11px system-ui, sans-serif";
  pen.textBaseline = "top";
  pen.fillStyle = palette.soft;
  pen.strokeStyle = palette.line;
  for (let time = Math.ceil(Math.max(0, from) / step) * step; time < to; time += step) {
    const at = x(time);
    pen.beginPath();
    pen.moveTo(at, 0);
    pen.lineTo(at, 5);
    pen.stroke();
    if (at < width - 34) pen.fillText(clock(time, 0), at + 2, 5);
  }
  return height;
}
