// All streams, those that change most first.
import { streams } from "./api.js";
import { clock, colours, duration, EXPRESSIONS, indexOf, label } from "./vocabulary.js";
import { context, element, setText } from "./dom.js";

const PERIOD = 1000;
const LATE = 5000;

export function legend(provisional = false) {
  const entry = (style, text) => element("li", {}, element("i", { class: "key " + style }), text);
  return element("ul", { class: "legend", "aria-label": "Colours" },
    ...EXPRESSIONS.map((name, i) => entry("e" + i, label(name))), entry("", "not measured"),
    provisional ? entry("hatched", "provisional") : null);
}

export class Wall {
  constructor(main, report) {
    this.report = report;
    this.cards = new Map();
    this.count = element("p", { class: "count" });
    this.list = element("ul", { class: "wall", "aria-label": "Streams" });
    this.empty = element("div", { class: "empty", hidden: true },
      element("p", {}, "No stream yet. Feed one:"),
      element("pre", {}, "./affect ingest --bootstrap-servers HOST:PORT talk.mp4"));
    main.replaceChildren(element("h1", {}, "Streams"), this.count, this.list, this.empty, legend());
    document.title = "Affectstream";
    this.refresh();
  }

  async refresh() {
    try {
      const answer = await streams();
      if (this.closed) return;
      this.report(answer.connected ? "live" : { code: "KAFKA", message: "Kafka does not respond" });
      this.show(answer.streams);
    } catch (e) {
      this.report(e);
    }
    if (!this.closed) this.timer = setTimeout(() => this.refresh(), PERIOD);
  }

  show(infos) {
    const open = infos.filter((info) => info.phase === "OPEN").length;
    setText(this.count, `${infos.length} ${infos.length === 1 ? "stream" : "streams"}, ${open} open; by alert, then by change`);
    this.empty.hidden = infos.length > 0;
    const ids = new Set(infos.map((info) => info.stream));
    for (const [id, card] of this.cards) {
      if (!ids.has(id)) {
        card.item.remove();
        this.cards.delete(id);
      }
    }
    infos.forEach((info, i) => {
      let card = this.cards.get(info.stream);
      if (!card) this.cards.set(info.stream, (card = new Card(info.stream)));
      // a card that has the focus stays where it is
      if (this.list.children[i] !== card.item && !card.item.contains(document.activeElement)) {
        this.list.insertBefore(card.item, this.list.children[i] ?? null);
      }
      card.show(info);
    });
  }

  redraw() {
    this.cards.forEach((card) => card.draw());
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

class Card {
  constructor(stream) {
    this.phase = element("span", { class: "phase" });
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.key = element("i", { class: "key" });
    this.expression = element("span", {});
    this.change = element("span", {});
    this.alert = element("span", { class: "alert", hidden: true });
    this.figures = element("p", { class: "figures" });
    this.link = element("a", { class: "card", href: "#/stream/" + encodeURIComponent(stream) },
      element("span", { class: "name" }, element("b", {}, stream), this.phase), this.canvas,
      element("span", { class: "now" }, this.key, this.expression, this.change), this.alert, this.figures);
    this.item = element("li", {}, this.link);
  }

  show(info) {
    this.info = info;
    const late = info.phase === "OPEN" && info.silentMillis > LATE;
    this.link.classList.toggle("closed", info.phase === "CLOSED");
    this.link.toggleAttribute("data-late", late);
    setText(this.phase, info.phase === "CLOSED" ? "closed" : info.phase === "ANNOUNCED" ? "announced"
      : late ? "silent for " + duration(info.silentMillis) : "open");
    const index = info.expression ? indexOf(info.expression) : -1;
    this.key.className = "key" + (index >= 0 ? " e" + index : "");
    setText(this.expression, info.expression ? `${label(info.expression)} ${Math.round(info.probability * 100)} %` : "not measured");
    setText(this.change, `change ${Math.round(info.change * 100)} %`);
    this.alert.hidden = !info.alert;
    if (info.alert) setText(this.alert, `${info.alert.severity.toLowerCase()}: ${info.alert.rule}`);
    const parts = [];
    if (info.lastTime !== undefined) parts.push(clock(info.lastTime, 0));
    if (info.lagMillis !== undefined) parts.push("lag " + duration(info.lagMillis));
    if (info.coverage) {
      const share = (value) => Math.round(value * 100) + " %";
      parts.push(`face ${share(info.coverage.face)}`, `voice ${share(info.coverage.voice)}`, `words ${share(info.coverage.words)}`);
    }
    if (info.descriptor?.role) parts.unshift(info.descriptor.role);
    this.figures.replaceChildren(...parts.map((part) => element("span", {}, part)));
    this.draw();
  }

  draw() {
    const { context: pen, width, height } = context(this.canvas);
    const palette = colours();
    const cell = width / this.info.strip.length;
    for (const run of this.info.strip.matchAll(/([0-7])\1*/g)) {
      pen.fillStyle = palette.expressions[Number(run[1])];
      pen.fillRect(run.index * cell, 0, run[0].length * cell, height);
    }
  }
}
