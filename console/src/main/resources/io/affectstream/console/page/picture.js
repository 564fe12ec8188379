// The image of a stream at a time, if the operator shows images; at most one request at once.
import { image } from "./api.js";
import { element } from "./dom.js";
import { clock } from "./vocabulary.js";

const PAUSE_MILLIS = 250;

export class Picture {
  constructor(id) {
    this.id = id;
    this.img = element("img", { alt: "" });
    this.caption = element("figcaption", {});
    this.node = element("section", { class: "panel picture", "aria-label": "Image", hidden: true },
      element("figure", {}, this.img, this.caption));
  }

  /** Shows the image at a time, or what is wanted after the request that runs. */
  async show(time) {
    this.wanted = Math.floor(time);
    if (this.busy || this.wanted === this.asked) return;
    this.busy = true;
    this.asked = this.wanted;
    try {
      const found = await image(this.id, this.asked);
      if (!this.closed) this.display(found);
    } catch (e) {
      if (!this.closed) this.caption.textContent = e.code === "NO_IMAGE" ? "no image here" : e.message;
    }
    setTimeout(() => {
      this.busy = false;
      if (!this.closed && this.wanted !== this.asked) this.show(this.wanted);
    }, PAUSE_MILLIS);
  }

  display({ blob, time }) {
    const previous = this.img.src;
    this.img.src = URL.createObjectURL(blob);
    if (previous) URL.revokeObjectURL(previous);
    const text = clock(time);
    this.img.alt = "Image at " + text;
    this.caption.textContent = text;
    this.node.hidden = false;
  }

  close() {
    this.closed = true;
    if (this.img.src) URL.revokeObjectURL(this.img.src);
  }
}
