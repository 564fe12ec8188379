package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.transcript.TranscriptTimeline;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the events of one source into numbered records. Numbers count every image, chunk and
 * transcript from 0, including those published by earlier runs, so they do not depend on where a
 * run started.
 */
final class StreamPublisher {

  private final RecordSink sink;
  private final StreamPlan plan;
  private final MediaInfo info;
  private final Optional<MediaInfo.Video> video;
  private final Optional<TranscriptTimeline> timeline;
  private final long interval;
  private long videoSequence;
  private long audioSequence;
  private long records;
  private MediaInfo.Audio soundFormat;

  StreamPublisher(RecordSink sink, StreamPlan plan, MediaInfo info) {
    this.sink = sink;
    this.plan = plan;
    this.info = info;
    this.timeline = plan.words().map(words -> new TranscriptTimeline(plan.stream(), words));
    this.video = plan.channel().isPresent() ? Optional.empty() : info.video();
    this.interval = video.map(MediaInfo.Video::intervalMicros).orElse(0L);
    this.soundFormat = info.audio().orElse(new MediaInfo.Audio("", 0, 0));
  }

  /** Records published. */
  long records() {
    return records;
  }

  /** Publishes the descriptor unless it was published before. */
  void describe(StreamIdentity identity) throws IOException {
    if (plan.published().descriptor().isPresent()) {
      return;
    }
    List<Modality> modalities = new ArrayList<>();
    video.ifPresent(images -> modalities.add(Modality.FACE));
    info.audio().ifPresent(audio -> modalities.add(Modality.VOICE));
    boolean recognised = plan.recogniseSpeech() && info.audio().isPresent();
    if (recognised || timeline.isPresent()) {
      modalities.add(Modality.WORDS);
    }
    Double frameRate =
        video.isPresent() && video.get().frameRate().isPresent()
            ? video.get().frameRate().getAsDouble()
            : null;
    StreamLabels labels = plan.labels();
    sink.descriptor(
        new StreamDescriptor(
            plan.stream(),
            modalities,
            frameRate,
            labels.language().orElse(null),
            labels.role().orElse(null),
            labels.purpose().orElse(null),
            labels.consent().orElse(null),
            recognised,
            plan.source().describe(),
            identity.content().orElse(null),
            identity.settings()));
  }

  /** Whether publishing this event, the next of its kind, would write a record. */
  boolean wants(MediaEvent event) {
    return event instanceof MediaEvent.Image
        ? video.isPresent() && !plan.published().video().covers(videoSequence)
        : !plan.published().audio().covers(audioSequence);
  }

  /** Publishes the words due before an event, then the event. */
  void publish(MediaEvent event) throws IOException {
    if (timeline.isPresent()) {
      for (Transcript transcript : timeline.get().until(event.time())) {
        transcript(transcript);
      }
    }
    if (event instanceof MediaEvent.Image image) {
      video(image);
    } else {
      audio((MediaEvent.Sound) event);
    }
  }

  /** Publishes the rest of the words and the end of each modality. */
  void end(long imageEnd, long soundEnd) throws IOException {
    if (timeline.isPresent()) {
      for (Transcript transcript : timeline.get().finish(Math.max(imageEnd, soundEnd))) {
        transcript(transcript);
      }
    }
    if (video.isPresent() && !plan.published().video().covers(videoSequence)) {
      sink.video(frame(imageEnd, 0, 0, new byte[0], true));
      records++;
    }
    if (info.audio().isPresent() && !plan.published().audio().covers(audioSequence)) {
      sink.audio(
          chunk(soundEnd, soundFormat.sampleRate(), soundFormat.channels(), new byte[0], true));
      records++;
    }
  }

  private void video(MediaEvent.Image image) throws IOException {
    if (video.isPresent()
        && !plan.published().video().covers(videoSequence)
        && image.jpeg().length > 0) {
      sink.video(frame(image.time(), image.width(), image.height(), image.jpeg(), false));
      records++;
    }
    videoSequence++;
  }

  private void audio(MediaEvent.Sound whole) throws IOException {
    MediaEvent.Sound sound =
        plan.channel().isPresent() ? Channels.one(whole, plan.channel().get().number()) : whole;
    soundFormat = new MediaInfo.Audio(soundFormat.codec(), sound.sampleRate(), sound.channels());
    if (!plan.published().audio().covers(audioSequence)) {
      sink.audio(chunk(sound.time(), sound.sampleRate(), sound.channels(), sound.pcm(), false));
      records++;
    }
    audioSequence++;
  }

  private void transcript(Transcript transcript) throws IOException {
    if (!plan.published().transcripts().covers(transcript.getSequence())) {
      sink.transcript(transcript);
      records++;
    }
  }

  private VideoFrame frame(long time, int width, int height, byte[] jpeg, boolean end) {
    return new VideoFrame(
        plan.stream(),
        videoSequence,
        time,
        interval,
        FrameEncoding.JPEG,
        width,
        height,
        ByteBuffer.wrap(jpeg),
        null,
        end);
  }

  private AudioChunk chunk(long time, int rate, int channels, byte[] pcm, boolean end) {
    return new AudioChunk(
        plan.stream(),
        audioSequence,
        time,
        rate,
        channels,
        AudioEncoding.PCM_S16LE,
        ByteBuffer.wrap(pcm),
        end);
  }
}
