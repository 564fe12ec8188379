// Rows, words and episodes of one stream in the page, bounded.
import { span } from "./api.js";

const MAX_ROWS = 40000;
const JOIN = 200000; // microseconds
const CHUNK = 60e6; // microseconds fetched at once

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

export class Store {
  constructor(stream) {
    this.stream = stream;
    this.faces = new Map(); // face -> rows by time
    this.words = []; // {time, end, text, confidence}
    this.episodes = new Map(); // number -> newest event
    this.early = new Map(); // provisional episodes, with numbers of their own
    this.alerts = new Map(); // by id
    this.lastTime = null;
    this.loadedFrom = null; // everything from here on is in the page
    this.liveFrom = null; // time of the first row of the live subscription
    this.loading = null;
    this.version = 0;
  }

  /** Adds records of the live subscription or of a GAP. */
  add(records) {
    for (const record of records) {
      if (record.row) {
        this.liveFrom ??= record.row.time;
        this.row(record.row);
      }
      if (record.words) this.spoken(record.words);
      if (record.event) this.event(record.event);
      if (record.alert) this.alerts.set(record.alert.id, record.alert);
    }
    this.version++;
  }

  row(row) {
    let rows = this.faces.get(row.face);
    if (!rows) this.faces.set(row.face, (rows = []));
    if (this.lastTime === null || row.time > this.lastTime) this.lastTime = row.time;
    if (!rows.length || rows[rows.length - 1].time < row.time) {
      rows.push(row);
      if (rows.length > MAX_ROWS) {
        rows.splice(0, MAX_ROWS / 10);
        this.loadedFrom = Math.max(this.loadedFrom ?? 0, rows[0].time);
      }
      return;
    }
    const at = lowerBound(rows, row.time);
    const same = rows[at]?.time === row.time;
    if (!same) rows.splice(at, 0, row);
    else if (row.finality === "FINAL" || rows[at].finality !== "FINAL") rows[at] = row;
  }

  spoken(words) {
    for (const word of words.words) {
      const at = lowerBound(this.words, word.start);
      if (this.words[at]?.time !== word.start) {
        this.words.splice(at, 0, { time: word.start, end: word.end, text: word.text, confidence: word.confidence });
      }
    }
  }

  event(event) {
    if (event.finality === "PROVISIONAL") {
      if (event.kind === "EPISODE_OPENED") this.early.set(event.episode, event);
      else this.early.delete(event.episode); // confirmed or withdrawn
      return;
    }
    if (event.episode >= 0) {
      const known = this.episodes.get(event.episode);
      if (known?.kind !== "EPISODE_CLOSED") this.episodes.set(event.episode, event);
    }
  }

  /** Fetches what is missing of a span that ends where the page's records begin. */
  async ensure(from, firstTime) {
    const begin = Math.max(from, firstTime ?? from);
    if (this.loading || (this.loadedFrom !== null && begin >= this.loadedFrom)) return;
    const until = this.loadedFrom ?? (this.lastTime ?? 0) + 3600e6;
    const since = this.loadedFrom === null ? begin : Math.max(begin, until - CHUNK);
    this.loading = Promise.all(["rows", "words", "events", "alerts"].map((kind) => span(this.stream, kind, since, until)))
      .then(([rows, words, events, alerts]) => {
        alerts.forEach((alert) => this.alerts.set(alert.id, alert));
        rows.forEach((row) => this.row(row));
        words.forEach((spoken) => this.spoken(spoken));
        events.forEach((event) => this.event(event));
        this.version++;
        // a server that has just started may not have read yet what precedes the live rows
        const reached = rows.reduce((last, row) => Math.max(last, row.time), -Infinity);
        if (this.loadedFrom !== null || this.liveFrom === null || reached >= this.liveFrom - JOIN) this.loadedFrom = since;
      })
      .finally(() => { this.loading = null; });
    await this.loading;
    if (this.loadedFrom === since && since > begin) await this.ensure(from, firstTime);
  }

  /** Rows of a face, and before and between them those that name no face. */
  rowsOf(face, from, to) {
    const own = this.faces.get(face) ?? [];
    return own.slice(Math.max(0, lowerBound(own, from) - 1), lowerBound(own, to) + 1);
  }

  /** Faces by number of rows, most first; -1 only if there is no other. */
  faceIds() {
    const ids = [...this.faces.keys()].filter((id) => id >= 0);
    ids.sort((a, b) => this.faces.get(b).length - this.faces.get(a).length || a - b);
    return ids.length ? ids : [...this.faces.keys()];
  }

  /** Episodes by onset. */
  episodeList() {
    return [...this.episodes.values(), ...this.early.values()].sort((a, b) => (a.onset ?? a.time) - (b.onset ?? b.time));
  }
}
