package io.affectstream.ingest.transcript;

import java.util.List;

/** One recogniser's JSON. */
interface JsonFormat {

  /** Whether a document has this format. */
  boolean knows(JsonPlace root);

  /**
   * Adds the texts of a document.
   *
   * @throws TranscriptException if a value is missing or invalid; the message names its path
   */
  void read(JsonPlace root, List<TimedText> into) throws TranscriptException;
}
