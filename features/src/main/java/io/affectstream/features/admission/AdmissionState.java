package io.affectstream.features.admission;

/**
 * State of {@link Admission} for one stream in one topic. Fields are public and primitive so that
 * state back ends can store it; only Admission changes them. Size is constant: {@link
 * Admission#MEMORY} recent records.
 */
public final class AdmissionState {

  /** Records admitted so far; the next ordinal. */
  public long admitted;

  /** Whether the end-of-stream record was admitted. */
  public boolean closed;

  /** Sequence number of the first record admitted. */
  public long firstSequence;

  /** Sequence number of the last record admitted. */
  public long lastSequence;

  /** Originating time of the last record admitted that carries media, microseconds. */
  public long lastTime;

  /** Whether {@link #lastTime} is set. */
  public boolean timed;

  /** Records dropped as repeats. */
  public long duplicates;

  /** Sequence numbers that were skipped. */
  public long missing;

  /** Records refused. */
  public long refused;

  /** Sequence numbers of recent records; record n is at {@code n % MEMORY}. */
  public long[] sequences = new long[Admission.MEMORY];

  /** Their originating times. */
  public long[] times = new long[Admission.MEMORY];

  /** Their fingerprints. */
  public int[] fingerprints = new int[Admission.MEMORY];
}
