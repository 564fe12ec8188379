// Rows, words and episodes of one stream in the page, bounded: the newest ones, and one earlier span.
import { span } from "./api.js";

const MAX_ROWS = 40000; // of a face
const MAX_EPISODES = 5000;
const MAX_ALERTS = 1000;
const JOIN = 200000; // microseconds
const CHUNK = 60e6; // microseconds fetched at once
const AROUND = 50000; // to each side of a word, so that a short one has a row
const SPEAKS = 0.5;

/** Index of the first element whose time is not before `time`. */
export function lowerBound(list, time) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows and words of a contiguous span of time. */
class Part {
  constructor(from, to) {
    this.from = from; // everything from here to `to` is in the page; null = nothing was fetched yet
    this.to = to;
    this.faces = new Map(); // face -> rows by time
    this.words = []; // {time, end, text, confidence}
  }

  row(row) {
    let rows = this.faces.get(row.face);
    if (!rows) this.faces.set(row.face, (rows = []));
    if (!rows.length || rows[rows.length - 1].time < row.time) {
      rows.push(row);
      return rows.length;
    }
    const at = lowerBound(rows, row.time);
    const same = rows[at]?.time === row.time;
    if (!same) rows.splice(at, 0, row);
    else if (row.finality === "FINAL" || rows[at].finality !== "FINAL") rows[at] = row;
    return rows.length;
  }

  spoken(words) {
    for (const word of words.words) {
      const at = lowerBound(this.words, word.start);
      if (this.words[at]?.time !== word.start) {
        this.words.splice(at, 0, { time: word.start, end: word.end, text: word.text, confidence: word.confidence });
      }
    }
  }

  /** Forgets what is before a time. */
  forget(time) {
    for (const rows of this.faces.values()) rows.splice(0, lowerBound(rows, time));
    this.words.splice(0, lowerBound(this.words, time));
    this.from = Math.max(this.from ?? time, time);
  }

  size() {
    return Math.max(0, ...[...this.faces.values()].map((rows) => rows.length));
  }
}

function bound(map, most) {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

export class Store {
  constructor(stream) {
    this.stream = stream;
    this.live = new Part(null, Infinity);
    this.past = null; // a span before `live`, around what was shown last
    this.episodes = new Map(); // number -> newest event
    this.early = new Map(); // provisional episodes, with numbers of their own
    this.alerts = new Map(); // by id
    this.speakers = new Set(); // faces that spoke; -1 = somebody off screen
    this.lastTime = null;
    this.liveFrom = null; // time of the first final row of the live subscription
    this.loading = null;
    this.version = 0;
  }

  /** Adds records of the live subscription or of a GAP. */
  add(records) {
    for (const record of records) {
      if (record.row) {
        if (record.row.finality === "FINAL") this.liveFrom ??= record.row.time;
        this.row(this.live, record.row);
      }
      if (record.words) this.live.spoken(record.words);
      if (record.event) this.event(record.event);
      if (record.alert) this.alert(record.alert);
    }
    this.version++;
  }

  row(part, row) {
    if (this.lastTime === null || row.time > this.lastTime) this.lastTime = row.time;
    if (row.speaking >= SPEAKS) this.speakers.add(row.face);
    if (part.row(row) > MAX_ROWS && part === this.live) part.forget(part.faces.get(row.face)[MAX_ROWS / 10].time);
  }

  event(event) {
    if (event.finality === "PROVISIONAL") {
      if (event.kind === "EPISODE_OPENED") this.early.set(event.episode, event);
      else this.early.delete(event.episode); // confirmed or withdrawn
      bound(this.early, MAX_EPISODES);
      return;
    }
    if (event.episode >= 0) {
      const known = this.episodes.get(event.episode);
      if (known?.kind !== "EPISODE_CLOSED") this.episodes.set(event.episode, event);
      bound(this.episodes, MAX_EPISODES);
    }
  }

  alert(alert) {
    this.alerts.set(alert.id, alert);
    bound(this.alerts, MAX_ALERTS);
  }

  /** What is to be fetched next for a visible span: {part, since, until}, or null. */
  missing(from, to) {
    if (this.live.from === null) return { part: this.live, since: from, until: (this.lastTime ?? 0) + 3600e6 };
    const end = Math.min(to, this.live.from);
    if (from >= end) return null;
    const past = this.past;
    const apart = !past || end < past.from || from > past.to;
    if (apart || (past.size() > MAX_ROWS && past.to - past.from > 3 * (to - from))) this.past = new Part(end, end);
    const part = this.past;
    if (part.to < end) return { part, since: part.to, until: Math.min(end, part.to + CHUNK) };
    if (part.from > from) return { part, since: Math.max(from, part.from - CHUNK), until: part.from };
    return null;
  }

  /** Fetches a piece of what is missing of a span, one at a time. */
  async ensure(from, to) {
    if (this.loading) return;
    const piece = this.missing(from, to);
    if (!piece) return;
    this.loading = this.fetch(piece).finally(() => { this.loading = null; });
    await this.loading;
  }

  async fetch({ part, since, until }) {
    const [rows, words, events, alerts] = await Promise.all(
      ["rows", "words", "events", "alerts"].map((kind) => span(this.stream, kind, since, until)));
    alerts.forEach((alert) => this.alert(alert));
    rows.forEach((row) => this.row(part, row));
    words.forEach((spoken) => part.spoken(spoken));
    events.forEach((event) => this.event(event));
    this.version++;
    if (part !== this.live) {
      part.from = Math.min(part.from, since);
      part.to = Math.max(part.to, until);
      return;
    }
    // a server that has just started may not have read yet what precedes the live rows
    const reached = rows.reduce((last, row) => Math.max(last, row.time), -Infinity);
    if (this.liveFrom === null || reached >= this.liveFrom - JOIN) part.from = since;
  }

  parts() {
    return this.past ? [this.past, this.live] : [this.live];
  }

  /** Elements of each part's list of a span, with one before it. */
  slice(listOf, from, to) {
    const found = [];
    for (const part of this.parts()) {
      const list = listOf(part) ?? [];
      const end = Math.min(to, part === this.live ? Infinity : this.live.from ?? Infinity);
      found.push(...list.slice(Math.max(0, lowerBound(list, from) - 1), lowerBound(list, end) + (part === this.live ? 1 : 0)));
    }
    return found;
  }

  /** Rows of a face. */
  rowsOf(face, from, to) {
    return this.slice((part) => part.faces.get(face), from, to);
  }

  /** Words that start in a span, and one before it. */
  wordsIn(from, to) {
    return this.slice((part) => part.words, from, to);
  }

  /** Faces by number of rows, most first; -1 only if there is no other, or somebody off screen speaks. */
  faceIds() {
    const count = (id) => this.parts().reduce((sum, part) => sum + (part.faces.get(id)?.length ?? 0), 0);
    const all = [...new Set(this.parts().flatMap((part) => [...part.faces.keys()]))];
    const ids = all.filter((id) => id >= 0).sort((a, b) => count(b) - count(a) || a - b);
    if (!ids.length) return all;
    return this.speakers.has(-1) ? [...ids, -1] : ids;
  }

  /** The face that most probably speaks in a span, -1 = off screen; null if none is more probable than not. */
  speaker(from, to) {
    let best = null;
    let most = SPEAKS;
    for (const face of this.speakers) {
      const judged = this.rowsOf(face, from - AROUND, to + AROUND)
        .filter((row) => row.time >= from - AROUND && row.speaking !== undefined);
      const mean = judged.reduce((sum, row) => sum + row.speaking, 0) / (judged.length || 1);
      if (judged.length && mean >= most) {
        most = mean;
        best = face;
      }
    }
    return best;
  }

  /** Episodes by onset. */
  episodeList() {
    return [...this.episodes.values(), ...this.early.values()].sort((a, b) => (a.onset ?? a.time) - (b.onset ?? b.time));
  }
}
