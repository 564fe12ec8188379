// Names and colours. The order of expressions and units is that of the API.
export const EXPRESSIONS = ["NEUTRAL", "ANGER", "DISGUST", "FEAR", "HAPPINESS", "SADNESS", "SURPRISE", "OTHER"];
export const UNITS = ["AU1", "AU2", "AU4", "AU6", "AU7", "AU10", "AU12", "AU15", "AU23", "AU24", "AU25", "AU26"];
const MOVEMENTS = {
  AU1: "inner brow", AU2: "outer brow", AU4: "brow lower", AU6: "cheek", AU7: "lids", AU10: "upper lip",
  AU12: "lip corner up", AU15: "lip corner down", AU23: "lip tight", AU24: "lip press", AU25: "lips part", AU26: "jaw",
};

export const label = (name) => name.charAt(0) + name.slice(1).toLowerCase();
export const unit = (name) => "AU" + name.slice(2).padStart(2, "0");
export const movement = (name) => MOVEMENTS[name];
export const indexOf = (expression) => EXPRESSIONS.indexOf(expression);

let cached = null;

/** Colours of the present theme, read once per theme from the style sheet. */
export function colours() {
  if (!cached) {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue("--" + name).trim();
    cached = {
      expressions: EXPRESSIONS.map((_, i) => of("e" + i)),
      ink: of("ink"), soft: of("soft"), line: of("line"), lane: of("lane"), panel: of("panel"), accent: of("accent"),
      warn: of("warn"),
    };
  }
  return cached;
}

/** The theme changed. */
export function forgetColours() {
  cached = null;
}

/** 83.4 s as "1:23.4". */
export function clock(micros, digits = 1) {
  const sign = micros < 0 ? "-" : "";
  const seconds = Math.abs(micros) / 1e6;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = (seconds % 60).toFixed(digits).padStart(digits ? 3 + digits : 2, "0");
  return sign + (hours ? hours + ":" + String(minutes).padStart(2, "0") : minutes) + ":" + rest;
}

/** 1500 ms as "1.5 s". */
export function duration(millis) {
  if (millis < 1000) return Math.round(millis) + " ms";
  if (millis < 120000) return (millis / 1000).toFixed(1) + " s";
  if (millis < 7200000) return Math.round(millis / 60000) + " min";
  return Math.round(millis / 3600000) + " h";
}
