package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.Word;
import java.util.List;
import java.util.Optional;

/**
 * A source to play as one stream.
 *
 * @param stream stream id
 * @param source the source
 * @param words transcript of the whole source on its clock; empty = the stream has none
 * @param recogniseSpeech whether the transcription job provides its words
 * @param channel the only channel of its sound to play, without images; empty = all
 * @param labels metadata of its descriptor
 * @param options how it is played
 * @param published positions published by an earlier run
 */
public record StreamPlan(
    String stream,
    MediaSource source,
    Optional<List<Word>> words,
    boolean recogniseSpeech,
    Optional<Channel> channel,
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
        Optional.empty(),
        StreamLabels.NONE,
        IngestOptions.DEFAULT,
        Positions.NONE);
  }

  /** The same with a transcript. */
  public StreamPlan withWords(List<Word> transcript) {
    return new StreamPlan(
        stream,
        source,
        Optional.of(List.copyOf(transcript)),
        false,
        channel,
        labels,
        options,
        published);
  }

  /** The same with words from the transcription job in place of any transcript. */
  public StreamPlan withRecognisedSpeech() {
    return new StreamPlan(
        stream, source, Optional.empty(), true, channel, labels, options, published);
  }

  /** One channel of its sound as a separate stream. */
  public StreamPlan ofChannel(Channel one, String id) {
    return new StreamPlan(
        id, source, words, recogniseSpeech, Optional.of(one), labels, options, published);
  }

  /** The same with labels. */
  public StreamPlan withLabels(StreamLabels others) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, others, options, published);
  }

  /** The same with other options. */
  public StreamPlan withOptions(IngestOptions others) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, labels, others, published);
  }

  /** The same, continued after the published positions. */
  public StreamPlan resumeAfter(Positions positions) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, labels, options, positions);
  }

  /**
   * Compares the plan with the content of the source.
   *
   * @throws MediaException if the plan selects a channel and the number of channels differs from
   *     the number of streams
   */
  public void check(MediaInfo info) throws MediaException {
    int channels = info.audio().map(MediaInfo.Audio::channels).orElse(0);
    if (channel.isPresent() && channels != channel.get().count()) {
      throw new MediaException(
          MediaException.Reason.NO_TRACK,
          "%s: expected sound of %d channels to split, found %d; %s"
              .formatted(
                  source.describe(),
                  channel.get().count(),
                  channels,
                  channels > 1
                      ? "give --split-channels a name for each"
                      : "play it without --split-channels"));
    }
  }

  /**
   * A channel of a sound whose channels are separate streams.
   *
   * @param number counted from 0
   * @param count expected number of channels
   */
  public record Channel(int number, int count) {}
}
