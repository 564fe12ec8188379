// The alerts of a stream, newest first; hidden while there is none.
import { clock } from "./vocabulary.js";
import { element } from "./dom.js";

const MAX_SHOWN = 50;

export class Alerts {
  /** @param jump called with the onset of the chosen alert */
  constructor(jump) {
    this.jump = jump;
    this.shown = 0;
    this.list = element("ol", { class: "episodes" });
    this.node = element("section", { class: "panel", "aria-label": "Alerts", "aria-live": "polite", hidden: true },
      element("h2", {}, "Alerts"), this.list);
  }

  show(alerts) {
    if (alerts.length === this.shown) return;
    this.shown = alerts.length;
    this.node.hidden = false;
    const newest = alerts.sort((a, b) => b.time - a.time).slice(0, MAX_SHOWN);
    this.list.replaceChildren(...newest.map((alert) => element("li", {},
      element("button", { type: "button", title: alert.text, onclick: () => this.jump(alert.onset) },
        element("i", { class: "sign " + alert.severity.toLowerCase(), "aria-hidden": "true" }), element("span", {}, alert.rule),
        element("span", {}, clock(alert.time)), element("small", {}, (alert.finality === "PROVISIONAL" ? "early, " : "") + alert.severity.toLowerCase() + (alert.words.length ? ": " + alert.words.join(" ") : ""))))));
  }
}
