// The words around a time as running captions.
import { lowerBound } from "./store.js";
import { element } from "./dom.js";

const BEFORE = 14;
const AFTER = 4;

export class Captions {
  constructor() {
    this.text = element("p", { class: "captions", lang: "" });
    this.node = element("section", { class: "panel", "aria-label": "Words" }, element("h2", {}, "Words"), this.text);
    this.shown = "";
  }

  show(words, time) {
    const at = lowerBound(words, time + 1);
    const visible = words.slice(Math.max(0, at - BEFORE), at + AFTER);
    const signature = visible.length ? visible[0].time + ":" + visible.length + ":" + at : "none";
    if (signature === this.shown) return;
    this.shown = signature;
    if (!visible.length) {
      this.text.replaceChildren(element("span", { class: "later" }, "no words here"));
      return;
    }
    this.text.replaceChildren(...visible.flatMap((word) => {
      const spoken = word.time <= time && time < word.end + 300000;
      const style = [spoken ? "spoken" : "", word.time > time ? "later" : "", word.confidence < 0.5 ? "unsure" : ""];
      return [element("span", { class: style.join(" ").trim() || null }, word.text), " "];
    }));
  }
}
