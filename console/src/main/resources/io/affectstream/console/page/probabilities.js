// Probabilities of the expressions over time, by uPlot.
import uPlot from "/uplot/uPlot.esm.js";
import { colours, EXPRESSIONS, label } from "./vocabulary.js";

const MAX_POINTS = 1500;
const LONGEST_GAP = 1e6; // microseconds
const DASHES = [[], [], [6, 3], [2, 3], [], [8, 3, 2, 3], [4, 2], [1, 3]]; // not by colour alone

export class Probabilities {
  constructor(box) {
    this.box = box;
    this.observer = new ResizeObserver(() => this.plot?.setSize(this.size()));
    this.observer.observe(box);
    this.create();
  }

  size() {
    return { width: Math.max(50, this.box.clientWidth), height: Math.max(50, this.box.clientHeight) };
  }

  create() {
    this.plot?.destroy();
    const palette = colours();
    const axis = { stroke: palette.soft, grid: { stroke: palette.line, width: 1 }, ticks: { show: false }, font: "11px system-ui" };
    this.plot = new uPlot({
      ...this.size(),
      padding: [6, 0, 2, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, auto: false }, y: { auto: false, range: [0, 1] } },
      axes: [{ show: false }, { ...axis, show: true, side: 3, size: 0, gap: -36, splits: () => [0, 0.5, 1], values: () => ["", "50 %", "100 %"] }],
      series: [{}, ...EXPRESSIONS.map((name, i) => ({
        label: label(name), stroke: palette.expressions[i], width: name === "NEUTRAL" || name === "OTHER" ? 1 : 1.8,
        dash: DASHES[i], points: { show: false }, spanGaps: false,
      }))],
    }, [[], ...EXPRESSIONS.map(() => [])], this.box);
  }

  /** Shows the rows of the span. */
  show(rows, from, to) {
    const stride = Math.max(1, Math.ceil(rows.length / MAX_POINTS));
    const data = [[], ...EXPRESSIONS.map(() => [])];
    for (let i = 0; i < rows.length; i += stride) {
      if (i > 0 && rows[i].time - rows[i - 1].time > LONGEST_GAP) { // no line across what was not measured
        data[0].push(rows[i - 1].time / 1e6 + 1e-3);
        for (let e = 0; e < EXPRESSIONS.length; e++) data[e + 1].push(null);
      }
      data[0].push(rows[i].time / 1e6);
      for (let e = 0; e < EXPRESSIONS.length; e++) data[e + 1].push(rows[i].probabilities[e] ?? null);
    }
    this.plot.batch(() => {
      this.plot.setData(data, false);
      this.plot.setScale("x", { min: from / 1e6, max: to / 1e6 });
    });
  }

  close() {
    this.observer.disconnect();
    this.plot.destroy();
  }
}
