package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaInfo;
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
 * @param channel the one channel of its sound that is played, without the pictures; empty = all
 * @param labels what its descriptor says
 * @param options how it is played
 * @param published what an earlier run published already
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

  /** The same with its words from the transcription job; a transcript it was given is left out. */
  public StreamPlan withRecognisedSpeech() {
    return new StreamPlan(
        stream, source, Optional.empty(), true, channel, labels, options, published);
  }

  /** One channel of its sound as a stream of its own. */
  public StreamPlan ofChannel(Channel one, String id) {
    return new StreamPlan(
        id, source, words, recogniseSpeech, Optional.of(one), labels, options, published);
  }

  /** The same with labels. */
  public StreamPlan withLabels(StreamLabels others) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, others, options, published);
  }

  /** The same played another way. */
  public StreamPlan withOptions(IngestOptions others) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, labels, others, published);
  }

  /** The same, continued after what was published before. */
  public StreamPlan resumeAfter(Positions positions) {
    return new StreamPlan(
        stream, source, words, recogniseSpeech, channel, labels, options, positions);
  }

  /**
   * Compares the plan with what the source holds.
   *
   * @throws MediaException if a channel is to be played and its sound does not have as many
   *     channels as there are streams for them
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
   * A channel of a sound whose channels are streams of their own.
   *
   * @param number counted from 0
   * @param count how many there are to be
   */
  public record Channel(int number, int count) {}
}
