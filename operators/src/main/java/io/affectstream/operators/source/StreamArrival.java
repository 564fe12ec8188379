package io.affectstream.operators.source;

import io.affectstream.schemas.Modality;
import java.util.List;

/**
 * The part of a stream's descriptor that the jobs need.
 *
 * @param stream stream id
 * @param modalities modalities to wait for
 * @param language BCP 47 language of the speech; empty = unknown
 * @param recogniseSpeech whether the transcription job provides its words
 * @param role role of the person or channel; empty = unknown
 */
public record StreamArrival(
    String stream,
    List<Modality> modalities,
    String language,
    boolean recogniseSpeech,
    String role) {

  /** A descriptor without a role. */
  public StreamArrival(
      String stream, List<Modality> modalities, String language, boolean recogniseSpeech) {
    this(stream, modalities, language, recogniseSpeech, "");
  }
}
