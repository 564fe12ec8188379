package io.affectstream.console.api;

/** Whether a row may be replaced. */
@Doc(
    "FINAL rows never change. PROVISIONAL ones are replaced by the final row of the same frame and face.")
public enum Finality {
  FINAL,
  PROVISIONAL
}
