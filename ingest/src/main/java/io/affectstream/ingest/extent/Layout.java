package io.affectstream.ingest.extent;

import java.io.IOException;

/** How one family of formats divides a file. Reading past the end throws PastEndException. */
interface Layout {

  /** Whether a file begins like this format. */
  boolean matches(FileBytes file) throws IOException;

  /** Follows the file from its start to its end. */
  Extent follow(FileBytes file) throws IOException;
}
