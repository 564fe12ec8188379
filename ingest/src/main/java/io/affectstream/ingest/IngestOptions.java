package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaOptions;

/**
 * How a source is played.
 *
 * @param media how it is read and how its images are encoded
 * @param speed how fast it is played; live sources set their own pace
 */
public record IngestOptions(MediaOptions media, Speed speed) {

  /** Quality 92, as fast as possible. */
  public static final IngestOptions DEFAULT = new IngestOptions(MediaOptions.DEFAULT, Speed.MAX);
}
