// One stream: what it shows, what it said, how sure the model is.
import { firstTime, stream as fetchInfo } from "./api.js";
import { Alerts } from "./alerts.js";
import { Captions } from "./captions.js";
import { element, setText } from "./dom.js";
import { Episodes } from "./episodes.js";
import { drawAxis, drawCoverage, drawRibbon, drawSpeakers, drawUnits, drawWords } from "./lanes.js";
import { Live } from "./live.js";
import { Picture } from "./picture.js";
import { Probabilities } from "./probabilities.js";
import { lowerBound, Store } from "./store.js";
import { SPANS, View } from "./view.js";
import { clock, duration, EXPRESSIONS, faceName, label, unit, UNITS } from "./vocabulary.js";
import { legend } from "./wall.js";

const FRAME_MILLIS = 80;
const INFO_MILLIS = 1000;
const MAX_SPEAKERS = 6;
const AHEAD = 1.5; // fetches this many spans before the visible one

const MOVES = [" ", "ArrowLeft", "ArrowRight", "Home", "End"];
const RESERVED = { BUTTON: [" "], SELECT: MOVES, INPUT: MOVES }; // keys that an element needs itself

const canvas = (style, text) => element("canvas", { class: style, role: "img", "aria-label": text });
const lane = (name, node) => element("div", { class: "lane" }, typeof name === "string" ? element("span", {}, name) : name, node);

export class Detail {
  constructor(main, id, report, images) {
    this.id = id;
    this.picture = images ? new Picture(id) : null;
    this.report = report;
    this.store = new Store(id);
    this.view = new View();
    this.face = null;
    this.settled = false; // the face no longer changes by itself
    this.first = null; // time of the first row that the topic holds
    this.build(main);
    firstTime(id).then((time) => { this.first = time; }, () => {}); // else the first one in the server's memory
    this.live = new Live(id, (records) => this.store.add(records), (state) => this.report(state));
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
    this.refresh();
    this.schedule();
    document.title = id + " - Affectstream";
  }

  build(main) {
    this.subtitle = element("p", {});
    this.pause = element("button", { type: "button", id: "pause", onclick: () => this.toggle() }, "Pause");
    this.spans = element("select", { "aria-label": "Visible span", onchange: () => this.view.setSeconds(Number(this.spans.value)) },
      ...SPANS.map((seconds) => element("option", { value: seconds, selected: seconds === 60 }, seconds < 60 ? seconds + " s" : seconds / 60 + " min")));
    this.faceChoice = element("select", { "aria-label": "Face", hidden: true, onchange: () => this.select(Number(this.faceChoice.value)) });
    this.readout = element("span", { class: "readout", id: "readout" });
    this.ribbon = canvas("ribbon", "Expressions");
    this.plotBox = element("div", { class: "plot", role: "img", "aria-label": "Probabilities of the expressions" });
    this.units = canvas("units", "Action units");
    this.words = canvas("words", "Words over time");
    this.speech = canvas("speakers", "Who speaks");
    this.speechLane = lane(element("div", { class: "names", "aria-hidden": "true" }), this.speech);
    this.speechLane.hidden = true;
    this.coverage = canvas("coverage", "Coverage of face, voice and words");
    this.axis = canvas("axis", "Time");
    this.cursor = element("div", { class: "cursor", hidden: true });
    this.lanes = element("div", { class: "lanes" }, lane("Expression", this.ribbon), lane("Probability", this.plotBox),
      lane(element("div", { class: "names", "aria-hidden": "true" }, ...UNITS.map((name) => element("div", {}, unit(name)))), this.units),
      lane("Words", this.words), this.speechLane, lane("Face, voice, words present", this.coverage), lane("", this.axis), this.cursor);
    this.scroll = element("input", { class: "scroll", type: "range", min: 0, max: 1000, value: 1000, step: "any", "aria-label": "Time",
      oninput: () => this.scrolled() });
    this.captions = new Captions();
    this.episodes = new Episodes((onset) => this.jump(onset));
    this.alerts = new Alerts((onset) => this.jump(onset));
    this.facts = element("dl", { class: "facts" });
    main.replaceChildren(
      element("div", { class: "title" }, element("a", { href: "#/" }, "← Streams"), element("h1", {}, this.id), this.subtitle),
      element("div", { class: "bar" }, this.pause,
        this.button("←", "Back", () => this.view.moveBy(-0.25)), this.button("→", "Forward", () => this.view.moveBy(0.25)),
        this.spans, this.faceChoice, this.readout),
      element("div", { class: "columns" },
        element("div", {}, element("section", { class: "panel", "aria-label": "Results over time" }, this.lanes, this.scroll, legend(true)), this.captions.node),
        element("aside", {}, this.picture?.node, this.alerts.node, this.episodes.node, element("section", { class: "panel", "aria-label": "State" }, element("h2", {}, "State"), this.facts))));
    this.plot = new Probabilities(this.plotBox);
    this.pointer();
  }

  button(text, name, action) {
    return element("button", { type: "button", "aria-label": name, title: name, onclick: action }, text);
  }

  /** Drags move the view; the pointer shows the numbers below it. */
  pointer() {
    this.lanes.addEventListener("pointerdown", (event) => {
      this.drag = { x: event.clientX, end: this.view.end };
      this.lanes.setPointerCapture(event.pointerId);
    });
    this.lanes.addEventListener("pointermove", (event) => {
      const box = this.ribbon.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      if (this.drag && Math.abs(event.clientX - this.drag.x) > 3) {
        this.view.moveTo(this.drag.end - ((event.clientX - this.drag.x) / box.width) * this.view.span);
      }
      this.hover = share >= 0 && share <= 1 ? share : null;
      this.cursor.hidden = this.hover === null;
      this.cursor.style.left = event.clientX - this.lanes.getBoundingClientRect().left + "px";
      this.drawn = null;
    });
    const end = () => { this.drag = null; };
    this.lanes.addEventListener("pointerup", end);
    this.lanes.addEventListener("pointercancel", end);
    this.lanes.addEventListener("pointerleave", () => { this.hover = null; this.cursor.hidden = true; this.drawn = null; });
    this.lanes.addEventListener("wheel", (event) => {
      const amount = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
      if (!amount) return;
      event.preventDefault();
      this.view.moveBy(amount / 1000);
    }, { passive: false });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const reserved = RESERVED[event.target.tagName] ?? [];
    const actions = {
      " ": () => this.toggle(), ArrowLeft: () => this.view.moveBy(-0.25), ArrowRight: () => this.view.moveBy(0.25),
      Home: () => this.view.moveTo(this.view.first), End: () => this.view.follow(),
      "+": () => this.zoom(-1), "-": () => this.zoom(1), j: () => this.neighbour(1), k: () => this.neighbour(-1),
      Escape: () => { location.hash = "#/"; },
    };
    const action = actions[event.key];
    if (!action || reserved.includes(event.key)) return;
    event.preventDefault();
    action();
  }

  zoom(direction) {
    this.view.zoom(direction);
    this.spans.value = String(this.view.seconds);
  }

  neighbour(direction) {
    const onset = this.episodes.neighbour(this.time(), direction);
    if (onset !== undefined) this.jump(onset);
  }

  jump(onset) {
    this.view.show(onset);
    this.marked = onset;
  }

  /** Shows another face, until the page is left. */
  select(face) {
    this.face = face;
    this.settled = true;
    this.drawn = null;
  }

  toggle() {
    if (this.view.following) this.view.pause();
    else this.view.follow();
  }

  scrolled() {
    const share = Number(this.scroll.value) / 1000;
    this.view.moveTo(this.view.first + share * (this.view.last - this.view.first) + (share === 1 ? this.view.span : 0));
  }

  async refresh() {
    try {
      this.info = await fetchInfo(this.id);
      if (this.closed) return;
      this.state(this.info);
      if (this.failed) this.drawn = this.failed = null;
      // after the subscription has begun, so that no row lies between what is fetched and what it delivers
      if (this.store.live.from === null && this.live.position) this.fetch((this.info.lastTime ?? 0) - this.view.span, Infinity);
    } catch (e) {
      if (!this.closed) this.report(e);
    }
    if (!this.closed) this.timer = setTimeout(() => this.refresh(), INFO_MILLIS);
  }

  state(info) {
    const described = info.descriptor ?? {};
    setText(this.subtitle, [described.role, described.language, described.source].filter(Boolean).join(", "));
    const share = (value) => Math.round(value * 100) + " %";
    const facts = {
      Phase: info.phase === "CLOSED" ? "closed, " + info.closed.toLowerCase().replaceAll("_", " ") : info.phase === "OPEN" ? "open" : "announced",
      Time: info.lastTime === undefined ? "-" : clock(info.lastTime),
      Lag: info.lagMillis === undefined ? "-" : duration(info.lagMillis),
      "Last row": info.silentMillis === undefined ? "-" : duration(info.silentMillis) + " ago",
      Face: info.coverage ? share(info.coverage.face) : "-",
      Voice: info.coverage ? share(info.coverage.voice) : "-",
      Words: info.coverage ? share(info.coverage.words) + (info.coverage.noWords === "NONE" ? "" : ", " + info.coverage.noWords) : "-",
      Bundle: info.bundle ?? "-",
    };
    this.facts.replaceChildren(...Object.entries(facts).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  }

  fetch(from, to) {
    this.store.ensure(from, to).catch((e) => {
      this.failed = true; // refresh tries again
      this.report(e);
    });
  }

  schedule() {
    this.frame = setTimeout(() => requestAnimationFrame(() => {
      if (this.closed) return;
      this.draw();
      this.schedule();
    }), FRAME_MILLIS);
  }

  /** Time below the pointer, else the marked one, else the newest visible one. */
  time() {
    if (this.hover !== null && this.hover !== undefined) return this.view.from + this.hover * this.view.span;
    if (!this.view.following && this.marked >= this.view.from && this.marked < this.view.end) return this.marked;
    return Math.min(this.view.end, this.store.lastTime ?? 0);
  }

  draw() {
    const store = this.store;
    if (store.lastTime === null) return;
    const first = Math.min(this.first ?? Infinity, this.info?.firstTime ?? store.live.from ?? store.lastTime);
    this.view.bounds(first, store.lastTime);
    const { from, end: to } = this.view;
    const state = [store.version, from, to, this.hover, this.face, this.ribbon.clientWidth].join();
    if (state === this.drawn) return;
    this.drawn = state;
    this.chooseFace();
    if (store.live.from !== null) this.fetch(Math.max(first, from - (this.view.following ? 0 : AHEAD - 1) * this.view.span), to);
    const rows = store.rowsOf(this.face, from, to);
    drawRibbon(this.ribbon, rows, from, to);
    this.plot.show(rows, from, to);
    drawUnits(this.units, rows, from, to);
    drawWords(this.words, store.wordsIn(from, to), from, to);
    this.drawSpeech(from, to);
    drawCoverage(this.coverage, rows, from, to);
    drawAxis(this.axis, from, to);
    const time = this.time();
    this.captions.show(store, time);
    this.episodes.show(store.episodeList(), time);
    this.alerts.show([...store.alerts.values()]);
    this.describe(rows, time);
    this.picture?.show(time);
    setText(this.pause, this.view.following ? "Pause" : "Follow");
    this.pause.setAttribute("aria-pressed", String(!this.view.following));
    if (document.activeElement !== this.scroll) {
      this.scroll.value = String(this.view.following ? 1000 : (1000 * (to - first)) / Math.max(1, this.view.last - first));
    }
    this.scroll.setAttribute("aria-valuetext", clock(to));
  }

  chooseFace() {
    const ids = this.store.faceIds();
    // before the first span is complete, the rows in the page may be those of one face only
    if (!this.settled || !ids.includes(this.face)) this.face = ids[0];
    this.settled ||= this.store.live.from !== null;
    const listed = [...ids].sort((a, b) => a - b).join();
    if (this.listed !== listed) {
      this.listed = listed;
      this.faceChoice.hidden = ids.length < 2;
      this.faceChoice.replaceChildren(...listed.split(",").map((face) => element("option", { value: face }, faceName(Number(face)))));
    }
    this.faceChoice.value = String(this.face);
  }

  /** One line for each face that spoke; nothing in streams whose speakers are not judged. */
  drawSpeech(from, to) {
    const faces = [...this.store.speakers].sort((a, b) => a - b).slice(0, MAX_SPEAKERS);
    this.speechLane.hidden = !faces.length;
    if (!faces.length) return;
    if (this.speaking !== faces.join()) {
      this.speaking = faces.join();
      this.speechLane.firstChild.replaceChildren(...faces.map((face) => element("div", {}, faceName(face))));
      this.speech.style.height = faces.length * 14 + "px";
    }
    drawSpeakers(this.speech, faces.map((face) => this.store.rowsOf(face, from, to)), from, to);
  }

  /** The numbers at a time, also for those who do not see the drawings. */
  describe(rows, time) {
    const row = rows[Math.max(0, lowerBound(rows, time + 1) - 1)];
    let text = clock(time) + "  ";
    if (!row || Math.abs(row.time - time) > 1e6) text += "no row";
    else if (row.reason !== "MEASURED") text += row.reason.toLowerCase().replaceAll("_", " ");
    else {
      const best = row.probabilities.map((value, i) => [value, EXPRESSIONS[i]]).sort((a, b) => b[0] - a[0]).slice(0, 3);
      const active = UNITS.filter((_, i) => row.activeUnits[i]).map(unit);
      text += best.map(([value, name]) => `${label(name)} ${Math.round(value * 100)} %`).join(", ") + (active.length ? "; " + active.join(" ") : "")
        + (row.speaking === undefined ? "" : `; speaks: ${Math.round(row.speaking * 100)} %`);
    }
    setText(this.readout, text);
    if (!this.view.following || Date.now() - (this.described ?? 0) > 5000) {
      this.described = Date.now();
      this.ribbon.setAttribute("aria-label", "Expressions. " + text);
    }
  }

  redraw() {
    this.drawn = null;
    this.plot.create();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.frame);
    document.removeEventListener("keydown", this.keys);
    this.live.close();
    this.plot.close();
    this.picture?.close();
  }
}
