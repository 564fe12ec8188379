// Which span of time is visible: it follows the newest row, or stays where the user moved it.

export const SPANS = [10, 30, 60, 180, 600];

export class View {
  constructor() {
    this.seconds = 60;
    this.following = true;
    this.end = 0;
    this.first = 0;
    this.last = 0;
  }

  get span() {
    return this.seconds * 1e6;
  }

  get from() {
    return this.end - this.span;
  }

  /** First and last time that there is. */
  bounds(first, last) {
    this.first = first;
    this.last = last;
    if (this.following) this.end = last + this.span * 0.02;
  }

  follow() {
    this.following = true;
    this.bounds(this.first, this.last);
  }

  pause() {
    this.end = Math.min(this.end, this.last);
    this.following = false;
  }

  /** Moves the end; follows again at the newest row. */
  moveTo(end) {
    const newest = this.last + this.span * 0.02;
    const least = Math.min(newest, this.first + this.span * 0.5);
    this.following = end >= newest;
    this.end = Math.min(newest, Math.max(least, end));
  }

  moveBy(share) {
    this.moveTo(this.end + share * this.span);
  }

  /** Puts a time a third from the left. */
  show(time) {
    this.following = false;
    this.end = time + (this.span * 2) / 3;
  }

  zoom(direction) {
    const at = SPANS.indexOf(this.seconds) + direction;
    if (at >= 0 && at < SPANS.length) this.setSeconds(SPANS[at]);
  }

  setSeconds(seconds) {
    const middle = this.end - this.span / 2;
    this.seconds = seconds;
    if (this.following) this.follow();
    else this.end = middle + this.span / 2;
  }
}
