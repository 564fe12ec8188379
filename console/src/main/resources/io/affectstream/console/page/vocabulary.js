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

const SINCE_1970 = 3e14; // microseconds; no other clock of a stream gets there within nine years

/** "face 0"; rows of face -1 beside those of faces are of a voice whose speaker is not in the image. */
export const faceName = (face) => (face < 0 ? "off screen" : "face " + face);

/** 83.4 s as "1:23.4"; on a clock that counts from 1970 the time of day. */
export function clock(micros, digits = 1) {
  if (micros > SINCE_1970) {
    const date = new Date(micros / 1000);
    const pad = (value) => String(value).padStart(2, "0");
    const fraction = digits ? "." + String(date.getMilliseconds()).padStart(3, "0").slice(0, digits) : "";
    return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}${fraction}`;
  }
  const sign = micros < 0 ? "-" : "";
  const seconds = Number((Math.abs(micros) / 1e6).toFixed(digits)); // rounded first: 59.96 s are 1:00.0
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
