package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.Word;
import java.util.List;
import java.util.Optional;

/**
 * One source to be played as one stream.
 *
 * @param stream stream id
 * @param source what is played
 * @param words transcript of the whole source on its clock; empty = the stream has none
 * @param recogniseSpeech whether its words are to come from the transcription job
 * @param labels what its descriptor says
 * @param options how it is played
 * @param published what an earlier run published already
 */
public record StreamPlan(
    String stream,
    MediaSource source,
    Optional<List<Word>> words,
    boolean recogniseSpeech,
    StreamLabels labels,
    IngestOptions options,
    Positions published) {

  /** A plan without transcript and labels, from the start. */
  public static StreamPlan of(String stream, MediaSource source) {
    return new StreamPlan(
        stream,
        source,
        Optional.empty(),
        false,
        StreamLabels.NONE,
        IngestOptions.DEFAULT,
        Positions.NONE);
  }

  /** The same with a transcript. */
  public StreamPlan withWords(List<Word> transcript) {
    return new StreamPlan(
        stream, source, Optional.of(List.copyOf(transcript)), false, labels, options, published);
  }

  /** The same with its words from the transcription job; a transcript it was given is left out. */
  public StreamPlan withRecognisedSpeech() {
    return new StreamPlan(stream, source, Optional.empty(), true, labels, options, published);
  }

  /** The same with labels. */
  public StreamPlan withLabels(StreamLabels others) {
    return new StreamPlan(stream, source, words, recogniseSpeech, others, options, published);
  }

  /** The same played another way. */
  public StreamPlan withOptions(IngestOptions others) {
    return new StreamPlan(stream, source, words, recogniseSpeech, labels, others, published);
  }

  /** The same, continued after what was published before. */
  public StreamPlan resumeAfter(Positions positions) {
    return new StreamPlan(stream, source, words, recogniseSpeech, labels, options, positions);
  }
}
