// The list of episodes and alerts; a click shows one.
import { clock, EXPRESSIONS, faceName, label, movement, unit } from "./vocabulary.js";
import { element, setText } from "./dom.js";

const MAX_SHOWN = 300;

export class Episodes {
  /** @param jump called with the onset of the chosen episode */
  constructor(jump) {
    this.jump = jump;
    this.kind = "expressions";
    this.shown = "";
    this.list = element("ol", { class: "episodes", "aria-label": "Episodes" });
    this.buttons = ["expressions", "units"].map((kind) =>
      element("button", { type: "button", "aria-pressed": String(kind === this.kind), onclick: () => this.choose(kind) },
        kind === "units" ? "Action units" : "Expressions"));
    this.title = element("h2", {}, "Episodes");
    this.node = element("section", { class: "panel", "aria-label": "Episodes" },
      this.title, element("div", { class: "tabs" }, ...this.buttons), this.list);
  }

  choose(kind) {
    this.kind = kind;
    this.shown = "";
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String((i === 1) === (kind === "units"))));
    this.show(this.all, this.at);
  }

  /** Shows the newest ones first; marks those around a time. */
  show(all, at) {
    this.all = all;
    this.at = at;
    const chosen = all.filter((event) => Boolean(event.actionUnit) === (this.kind === "units"));
    const signature = this.kind + chosen.map((event) => event.finality + event.episode + event.kind + event.frames).join();
    if (signature !== this.shown) {
      this.shown = signature;
      this.items = chosen.slice(-MAX_SHOWN).reverse().map((event) => ({ event, node: this.item(event) }));
      this.list.replaceChildren(...this.items.map((item) => item.node));
      setText(this.title, `Episodes (${chosen.length})`);
      if (!chosen.length) this.list.append(element("li", { class: "empty" }, "none yet"));
    }
    for (const { event, node } of this.items ?? []) {
      const here = event.onset <= at && (event.offset ?? event.onset) >= at;
      if (here) node.firstChild.setAttribute("aria-current", "true");
      else node.firstChild.removeAttribute("aria-current");
    }
  }

  item(event) {
    const name = event.actionUnit ? unit(event.actionUnit) + ", " + movement(event.actionUnit) : label(event.expression);
    const onset = event.onset ?? event.time;
    const open = event.kind !== "EPISODE_CLOSED";
    const seconds = ((event.offset ?? onset) - onset) / 1e6;
    const style = event.expression ? "key e" + EXPRESSIONS.indexOf(event.expression) : "key";
    return element("li", {}, element("button", { type: "button", onclick: () => this.jump(onset) },
      element("i", { class: style, "aria-hidden": "true" }), element("span", {}, name), element("span", {}, clock(onset)),
      element("small", {}, `${event.finality === "PROVISIONAL" ? "provisional" : open ? "open" : seconds.toFixed(1) + " s"}, ${Math.round(event.confidence * 100)} %, ${faceName(event.face)}`)));
  }

  /** Onset of the next (1) or previous (-1) episode. */
  neighbour(time, direction) {
    const onsets = (this.all ?? []).filter((event) => Boolean(event.actionUnit) === (this.kind === "units"))
      .map((event) => event.onset ?? event.time);
    return direction > 0 ? onsets.find((onset) => onset > time + 1000) : onsets.filter((onset) => onset < time - 1000).pop();
  }
}
