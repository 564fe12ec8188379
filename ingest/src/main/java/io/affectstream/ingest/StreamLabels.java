package io.affectstream.ingest;

import java.util.Optional;

/**
 * Metadata of a stream's descriptor that the media does not contain.
 *
 * @param language BCP 47 language of the speech
 * @param role role of the person or channel
 * @param purpose why the stream is analysed
 * @param consent reference to the consent or legal basis
 */
public record StreamLabels(
    Optional<String> language,
    Optional<String> role,
    Optional<String> purpose,
    Optional<String> consent) {

  /** No metadata. */
  public static final StreamLabels NONE =
      new StreamLabels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
