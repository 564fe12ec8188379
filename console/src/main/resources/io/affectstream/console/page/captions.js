// The words around a time as running captions, by speaker if there are several.
import { lowerBound } from "./store.js";
import { element } from "./dom.js";
import { faceName } from "./vocabulary.js";

const BEFORE = 14;
const AFTER = 4;
const REACH = 30e6; // microseconds in which these words are looked for

export class Captions {
  constructor() {
    this.text = element("p", { class: "captions", lang: "" });
    this.node = element("section", { class: "panel", "aria-label": "Words" }, element("h2", {}, "Words"), this.text);
    this.shown = "";
  }

  show(store, time) {
    const words = store.wordsIn(time - REACH, time + REACH);
    const at = lowerBound(words, time + 1);
    const several = store.speakers.size > 1;
    const visible = words.slice(Math.max(0, at - BEFORE), at + AFTER)
      .map((word) => ({ ...word, speaker: several ? store.speaker(word.time, word.end) : null }));
    const signature = visible.map((word) => word.time + "/" + word.speaker).join() + ":" + (visible.length && at);
    if (signature === this.shown) return;
    this.shown = signature;
    if (!visible.length) {
      this.text.replaceChildren(element("span", { class: "later" }, "no words here"));
      return;
    }
    let speaker = null;
    this.text.replaceChildren(...visible.flatMap((word) => {
      const spoken = word.time <= time && time < word.end + 300000;
      const style = [spoken ? "spoken" : "", word.time > time ? "later" : "", word.confidence < 0.5 ? "unsure" : ""];
      const turn = word.speaker !== speaker;
      speaker = word.speaker;
      const name = turn && several ? [element("b", { class: "speaker" }, (speaker === null ? "unknown" : faceName(speaker)) + ":"), " "] : [];
      return [...name, element("span", { class: style.join(" ").trim() || null }, word.text), " "];
    }));
  }
}
