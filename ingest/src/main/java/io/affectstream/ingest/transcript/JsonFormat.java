package io.affectstream.ingest.transcript;

import java.util.List;

/** One recogniser's JSON. */
interface JsonFormat {

  /** Whether a document is of this format. */
  boolean knows(JsonPlace root);

  /**
   * Adds the texts of a document.
   *
   * @throws TranscriptException if a value is missing or makes no sense; the message names the
   *     place
   */
  void read(JsonPlace root, List<TimedText> into) throws TranscriptException;
}
