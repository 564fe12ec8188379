package io.affectstream.ingest.extent;

import java.io.IOException;
import java.io.Serial;

/** A file ends before something that it declares; the message names it. */
final class PastEndException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  PastEndException(String what, long end, long size) {
    super(
        "the file ends within %s: expected at least %d bytes, found %d".formatted(what, end, size));
  }
}
