package io.affectstream.console.api;

/** Phase of a stream. */
@Doc("ANNOUNCED: a descriptor, no result yet. OPEN: results arrive. CLOSED: no further result.")
public enum StreamPhase {
  ANNOUNCED,
  OPEN,
  CLOSED
}
