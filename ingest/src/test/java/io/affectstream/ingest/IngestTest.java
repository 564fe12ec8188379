package io.affectstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.FakeTicker;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.testing.MemorySink;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {

  private static final Path CLIP = TestData.require("media/id2_vcd_swwp2s.mpg");

  private static final List<Word> WORDS =
      List.of(
          new Word("late", 5_000_000L, 5_100_000L, 1f),
          new Word("one", 100_000L, 300_000L, 0.5f),
          new Word("two", 450_000L, 800_000L, 1f),
          new Word("three", 900_000L, 1_100_000L, 1f));

  @TempDir Path folder;
  private final MemorySink sink = new MemorySink();
  private final Cancellation cancellation = new Cancellation();

  @Test
  void aClipOfTheDataFolder() throws Exception {
    List<Word> words = TranscriptFile.read(TestData.require("media/swwp2s.align"));
    StreamPlan plan =
        StreamPlan.of("s1", new MediaSource.File(CLIP))
            .withWords(words)
            .withLabels(
                new StreamLabels(
                    Optional.of("en"),
                    Optional.of("speaker"),
                    Optional.of("test"),
                    Optional.of("GRID")));
    IngestOutcome outcome = play(plan);

    assertThat(outcome).isInstanceOf(IngestOutcome.Completed.class);
    assertThat(outcome.summary().remarks()).isEmpty();
    assertThat(outcome.summary().records()).isEqualTo(sink.records().size() - 1);
    StreamDescriptor descriptor = sink.of(StreamDescriptor.class).get(0);
    assertThat(descriptor.getSourceDigest()).startsWith("%d bytes, ".formatted(Files.size(CLIP)));
    assertThat(sink.records().get(0))
        .isEqualTo(
            new StreamDescriptor(
                "s1",
                List.of(Modality.FACE, Modality.VOICE, Modality.WORDS),
                25.0,
                "en",
                "speaker",
                "test",
                "GRID",
                false,
                CLIP.toString(),
                descriptor.getSourceDigest(),
                descriptor.getSettingsDigest()));
    List<VideoFrame> video = sink.of(VideoFrame.class);
    assertThat(video).hasSize(76);
    for (int i = 0; i < 75; i++) {
      VideoFrame frame = video.get(i);
      assertThat(frame.getSequence()).isEqualTo(i);
      assertThat(frame.getTime()).isEqualTo(i * 40_000L);
      assertThat(frame.getInterval()).isEqualTo(40_000);
      assertThat(frame.getEncoding()).isEqualTo(FrameEncoding.JPEG);
      assertThat(frame.getWidth()).isEqualTo(360);
      assertThat(frame.getHeight()).isEqualTo(288);
      assertThat(frame.getEndOfStream()).isFalse();
      assertThat(frame.getData().remaining()).isGreaterThan(5_000);
    }
    assertEnd(video.get(75).getEndOfStream(), video.get(75).getTime(), 3_000_000);
    assertThat(video.get(75).getSequence()).isEqualTo(75);
    assertThat(video.get(75).getData().remaining()).isZero();

    List<AudioChunk> audio = sink.of(AudioChunk.class);
    for (int i = 0; i < audio.size(); i++) {
      assertThat(audio.get(i).getSequence()).isEqualTo(i);
      assertThat(audio.get(i).getSampleRate()).isEqualTo(44_100);
      assertThat(audio.get(i).getChannels()).isEqualTo(2);
      assertThat(audio.get(i).getEncoding()).isEqualTo(AudioEncoding.PCM_S16LE);
    }
    AudioChunk audioEnd = audio.get(audio.size() - 1);
    assertEnd(audioEnd.getEndOfStream(), audioEnd.getTime(), 3_000_000);
    assertThat(audio).hasSize(31);

    List<Transcript> transcripts = sink.of(Transcript.class);
    assertThat(transcripts.stream().flatMap(t -> t.getWords().stream())).isEqualTo(words);
    Transcript wordsEnd = transcripts.get(transcripts.size() - 1);
    assertEnd(wordsEnd.getEndOfStream(), wordsEnd.getCompleteThrough(), 3_000_000);
  }

  @Test
  void recordsAreInterleavedByTimeAndWordsComeBeforeTheMediaTheySpeakOf() throws Exception {
    play(StreamPlan.of("s", clip(1.5)).withWords(WORDS));
    long media = 0;
    long through = 0;
    for (var record : sink.records()) {
      if (record instanceof VideoFrame frame && !frame.getEndOfStream()) {
        assertThat(frame.getTime()).isGreaterThanOrEqualTo(media);
        media = frame.getTime();
      } else if (record instanceof AudioChunk chunk && !chunk.getEndOfStream()) {
        assertThat(chunk.getTime()).isGreaterThanOrEqualTo(media);
        media = chunk.getTime();
      } else if (record instanceof Transcript words) {
        long before = through;
        through = words.getCompleteThrough();
        assertThat(through).isGreaterThanOrEqualTo(before);
        assertThat(words.getFinal$()).isTrue();
        assertThat(words.getWords()).extracting(Word::getStart).allMatch(start -> start >= before);
      }
      assertThat(media).isLessThan(through + 500_000);
    }
    List<Transcript> transcripts = sink.of(Transcript.class);
    assertThat(transcripts).extracting(Transcript::getSequence).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(transcripts)
        .extracting(t -> t.getWords().stream().map(Word::getText).toList())
        .containsExactly(
            List.of("one", "two"), List.of("three"), List.of(), List.of("late"), List.of());
  }

  @Test
  void aRunCutOffAnywhereAndContinuedYieldsTheSameRecords() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6)).withWords(WORDS);
    play(plan);
    int total = sink.records().size();
    assertThat(total).isGreaterThan(15);
    for (int cut = 0; cut <= total; cut++) {
      MemorySink broken = new MemorySink();
      broken.breakAfter(cut);
      if (cut < total) {
        assertThatThrownBy(
                () -> new Ingest(broken).play(plan, IngestListener.NONE, new Cancellation()))
            .isInstanceOf(IOException.class);
      } else {
        new Ingest(broken).play(plan, IngestListener.NONE, new Cancellation());
      }
      assertThat(broken.records()).hasSize(cut);
      broken.breakAfter(Integer.MAX_VALUE);
      new Ingest(broken)
          .play(plan.resumeAfter(broken.positions()), IngestListener.NONE, new Cancellation());
      assertSameTopics(broken, sink);
    }
  }

  @Test
  void aCancelledFileIsLeftOpenAndContinued() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(1));
    MemorySink whole = new MemorySink();
    new Ingest(whole).play(plan, IngestListener.NONE, new Cancellation());

    IngestOutcome outcome =
        new Ingest(sink)
            .play(
                plan,
                progress -> {
                  if (progress.images() == 4) {
                    cancellation.cancel();
                  }
                },
                cancellation);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IngestOutcome.Cancelled.class, cancelled -> assertThat(cancelled.closed()).isFalse());
    assertThat(sink.of(VideoFrame.class)).hasSize(4).noneMatch(VideoFrame::getEndOfStream);
    assertThat(sink.of(AudioChunk.class)).noneMatch(AudioChunk::getEndOfStream);
    assertThat(sink.flushed()).isEqualTo(sink.records().size());

    new Ingest(sink)
        .play(plan.resumeAfter(sink.positions()), IngestListener.NONE, new Cancellation());
    assertSameTopics(sink, whole);
  }

  @Test
  void anInterruptCancelsAndStaysSet() throws Exception {
    StreamPlan plan =
        StreamPlan.of("s", clip(1))
            .withOptions(new IngestOptions(MediaOptions.DEFAULT, Speed.REALTIME));
    IngestOutcome outcome =
        new Ingest(sink, new FakeTicker())
            .play(
                plan,
                progress -> {
                  if (progress.images() == 3) {
                    Thread.currentThread().interrupt();
                  }
                },
                cancellation);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(IngestOutcome.Cancelled.class);
    assertThat(sink.of(VideoFrame.class)).hasSize(3);
    assertThat(sink.flushed()).isEqualTo(sink.records().size());
  }

  @Test
  void mediaIsHeldBackToItsSpeed() throws Exception {
    FakeTicker ticker = new FakeTicker();
    StreamPlan plan =
        StreamPlan.of("s", clip(1))
            .withOptions(new IngestOptions(MediaOptions.DEFAULT, new Speed(2)));
    new Ingest(sink, ticker).play(plan, IngestListener.NONE, cancellation);
    long last =
        Math.max(
            sink.of(VideoFrame.class).stream()
                .filter(frame -> !frame.getEndOfStream())
                .mapToLong(VideoFrame::getTime)
                .max()
                .orElseThrow(),
            sink.of(AudioChunk.class).stream()
                .filter(chunk -> !chunk.getEndOfStream())
                .mapToLong(AudioChunk::getTime)
                .max()
                .orElseThrow());
    assertThat(ticker.nanoTime()).isCloseTo(last * 1_000 / 2, within(1_000L));
    assertThat(ticker.sleeps()).containsOnly(50_000_000L).hasSize(9);
  }

  @Test
  void whatWasPublishedIsNotWaitedForAgain() throws Exception {
    StreamPlan plan =
        StreamPlan.of("s", clip(1))
            .withOptions(new IngestOptions(MediaOptions.DEFAULT, Speed.REALTIME));
    new Ingest(sink).play(StreamPlan.of("s", plan.source()), IngestListener.NONE, cancellation);
    FakeTicker ticker = new FakeTicker();
    int before = sink.records().size();
    new Ingest(sink, ticker)
        .play(plan.resumeAfter(sink.positions()), IngestListener.NONE, cancellation);
    assertThat(sink.records()).hasSize(before);
    assertThat(ticker.sleeps()).isEmpty();
  }

  @Test
  void progressGoesFromTheStartToTheDeclaredEnd() throws Exception {
    List<IngestProgress> seen = new ArrayList<>();
    new Ingest(sink).play(StreamPlan.of("s", clip(1)), seen::add, cancellation);
    assertThat(seen).extracting(IngestProgress::mediaMicros).isSorted().first().isEqualTo(0L);
    IngestProgress last = seen.get(seen.size() - 1);
    assertThat(last.images()).isEqualTo(10);
    assertThat(last.totalMicros()).isNotEqualTo(OptionalLong.empty());
    assertThat(last.totalMicros().getAsLong()).isCloseTo(1_000_000, within(60_000L));
  }

  @Test
  void missingModalitiesAreNotPromised() throws Exception {
    Path silent =
        MediaTools.ffmpeg(
            folder.resolve("silent.mp4"),
            "-f lavfi -i testsrc2=size=64x48:rate=10:duration=1 -c:v libx264".split(" "));
    IngestOutcome outcome = play(StreamPlan.of("v", new MediaSource.File(silent)));
    assertThat(sink.of(StreamDescriptor.class).get(0).getModalities())
        .containsExactly(Modality.FACE);
    assertThat(sink.of(AudioChunk.class)).isEmpty();
    assertThat(outcome.summary().remarks()).containsExactly("no sound: images only");
  }

  @Test
  void soundWithWordsButNoImages() throws Exception {
    Path call =
        MediaTools.ffmpeg(
            folder.resolve("call.wav"),
            "-f lavfi -i sine=duration=1:sample_rate=8000 -ac 1".split(" "));
    IngestOutcome outcome =
        play(StreamPlan.of("a", new MediaSource.File(call)).withWords(List.of()));
    assertThat(sink.of(StreamDescriptor.class).get(0).getModalities())
        .containsExactly(Modality.VOICE, Modality.WORDS);
    assertThat(sink.of(StreamDescriptor.class).get(0).getFrameRate()).isNull();
    assertThat(sink.of(VideoFrame.class)).isEmpty();
    assertThat(sink.of(AudioChunk.class)).hasSize(11);
    assertThat(sink.of(Transcript.class))
        .extracting(Transcript::getCompleteThrough)
        .containsExactly(500_000L, 1_000_000L, 1_000_000L);
    assertThat(outcome.summary().remarks()).containsExactly("no images: sound only");
  }

  @Test
  void aTruncatedFileIsClosedAndSaidToBeTruncated() throws Exception {
    MediaSource.File source = clip(4);
    byte[] bytes = Files.readAllBytes(source.path());
    Files.write(source.path(), Arrays.copyOf(bytes, bytes.length / 2));
    IngestOutcome outcome = play(StreamPlan.of("s", source));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IngestOutcome.BrokenOff.class,
            broken -> assertThat(broken.reason()).contains("breaks off after"));
    List<VideoFrame> video = sink.of(VideoFrame.class);
    assertThat(video.get(video.size() - 1).getEndOfStream()).isTrue();
  }

  @Test
  void aCancelledLiveSourceIsClosed() throws Exception {
    try (LiveServer live = new LiveServer(clip(3, "live.ts", "-f mpegts"))) {
      StreamPlan plan = StreamPlan.of("live", live.source());
      IngestOutcome outcome =
          new Ingest(sink)
              .play(
                  plan,
                  progress -> {
                    if (progress.images() == 5) {
                      cancellation.cancel();
                    }
                  },
                  cancellation);
      assertThat(outcome.summary().media().live()).isTrue();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              IngestOutcome.Cancelled.class, cancelled -> assertThat(cancelled.closed()).isTrue());
    }
    List<VideoFrame> video = sink.of(VideoFrame.class);
    assertThat(video).hasSize(6);
    assertThat(video.get(5).getEndOfStream()).isTrue();
    assertThat(video.get(5).getSequence()).isEqualTo(5);
    List<AudioChunk> audio = sink.of(AudioChunk.class);
    assertThat(audio.get(audio.size() - 1).getEndOfStream()).isTrue();
  }

  @Test
  void anInterruptedLiveSourceThatSendsNothingIsClosed() throws Exception {
    try (LiveServer live = new LiveServer(clip(3, "live.ts", "-f mpegts"))) {
      Thread player = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                live.awaitSent();
                player.interrupt();
              });
      interrupter.start();
      IngestOutcome outcome;
      try {
        outcome = play(StreamPlan.of("live", live.source()));
      } catch (MediaException e) {
        // On a busy machine the interrupt may arrive before the source is open.
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
        assertThat(e).hasMessageContaining("cancelled while opening");
        assertThat(sink.records()).isEmpty();
        return;
      }
      assertThat(Thread.interrupted()).isTrue();
      interrupter.join();
      assertThat(outcome).isInstanceOf(IngestOutcome.Cancelled.class);
      List<VideoFrame> video = sink.of(VideoFrame.class);
      assertThat(video.get(video.size() - 1).getEndOfStream()).isTrue();
    }
  }

  @Test
  void anotherFileUnderAPublishedIdIsRefused() throws Exception {
    MediaSource.File file = clip(0.6);
    play(StreamPlan.of("s", file).withWords(WORDS));
    Positions published = sink.positions();
    List<SpecificRecord> before = sink.records();
    clip(0.5, "clip.mkv", "-metadata title=another");

    assertRefused(StreamPlan.of("s", file).withWords(WORDS).resumeAfter(published))
        .hasMessageContaining("it was made of '" + file.path() + "' (")
        .hasMessageContaining("under another id with --stream");
    assertThat(sink.records()).isEqualTo(before);
  }

  @Test
  void theSameFilePlayedAnotherWayIsRefused() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6)).withWords(WORDS);
    play(plan);
    StreamPlan again = plan.resumeAfter(sink.positions());
    StreamLabels english =
        new StreamLabels(Optional.of("en"), Optional.empty(), Optional.empty(), Optional.empty());
    for (StreamPlan other :
        List.of(again.withLabels(english), again.withWords(WORDS.subList(0, 1)))) {
      assertRefused(other).hasMessageContaining("another transcript, other labels or options");
    }
    assertThat(play(again).summary().records()).isZero();
    assertThat(play(again.withOptions(new IngestOptions(MediaOptions.DEFAULT, new Speed(50)))))
        .isInstanceOf(IngestOutcome.Completed.class);
  }

  @Test
  void aStreamOfUnknownOriginIsRefused() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6));
    Positions.Position begun = new Positions.Position(3, false);
    assertRefused(
            plan.resumeAfter(
                new Positions(
                    Optional.empty(), begun, Positions.Position.NONE, Positions.Position.NONE)))
        .hasMessageContaining("its descriptor is missing");
    StreamDescriptor foreign =
        StreamDescriptor.newBuilder().setStream("s").setModalities(List.of(Modality.FACE)).build();
    assertRefused(
            plan.resumeAfter(
                new Positions(
                    Optional.of(foreign), begun, Positions.Position.NONE, Positions.Position.NONE)))
        .hasMessageContaining("cannot be compared with this source");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(StreamPlan plan) {
    return assertThatThrownBy(() -> play(plan))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.OTHER_SOURCE));
  }

  @Test
  void aLiveSourceIsNotContinued() throws Exception {
    try (LiveServer live = new LiveServer(clip(3, "live.ts", "-f mpegts"))) {
      Positions published =
          new Positions(
              Optional.empty(),
              new Positions.Position(7, false),
              Positions.Position.NONE,
              Positions.Position.NONE);
      assertThatThrownBy(() -> play(StreamPlan.of("live", live.source()).resumeAfter(published)))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NOT_RESUMABLE))
          .hasMessageContaining("choose another stream id");
      assertThat(sink.records()).isEmpty();
    }
  }

  @Test
  void speedsAreRead() {
    assertThat(Speed.parse("realtime")).isEqualTo(Speed.REALTIME);
    assertThat(Speed.parse("MAX")).isEqualTo(Speed.MAX);
    assertThat(Speed.parse("2.5")).isEqualTo(new Speed(2.5));
    for (String wrong : List.of("fast", "0", "-1", "NaN", "infinity", "")) {
      assertThatThrownBy(() -> Speed.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected realtime, max or a factor above 0, found '" + wrong);
    }
  }

  private IngestOutcome play(StreamPlan plan) throws MediaException, IOException {
    return new Ingest(sink).play(plan, IngestListener.NONE, cancellation);
  }

  private MediaSource.File clip(double seconds) throws IOException {
    return clip(seconds, "clip.mkv", "");
  }

  private MediaSource.File clip(double seconds, String name, String format) throws IOException {
    String arguments =
        "-f lavfi -i testsrc2=size=64x48:rate=10:duration=%s -f lavfi -i sine=sample_rate=16000:duration=%s -c:v libx264 -bf 2 -g 5 -c:a %s %s"
            .formatted(seconds, seconds, format.isEmpty() ? "pcm_s16le" : "mp2", format)
            .strip();
    return new MediaSource.File(MediaTools.ffmpeg(folder.resolve(name), arguments.split(" +")));
  }

  private static void assertEnd(boolean flag, long time, long expected) {
    assertThat(flag).isTrue();
    assertThat(time).isCloseTo(expected, within(60_000L));
  }

  private static void assertSameTopics(MemorySink found, MemorySink expected) {
    assertThat(found.of(StreamDescriptor.class)).isEqualTo(expected.of(StreamDescriptor.class));
    assertThat(found.of(VideoFrame.class)).isEqualTo(expected.of(VideoFrame.class));
    assertThat(found.of(AudioChunk.class)).isEqualTo(expected.of(AudioChunk.class));
    assertThat(found.of(Transcript.class)).isEqualTo(expected.of(Transcript.class));
  }

  /** Sends a file to each client and then stops sending. */
  private static final class LiveServer implements AutoCloseable {

    private final ServerSocket server;
    private final Thread thread;
    private final CountDownLatch sent = new CountDownLatch(1);

    LiveServer(MediaSource.File file) throws IOException {
      byte[] bytes = Files.readAllBytes(file.path());
      server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      thread = new Thread(() -> send(bytes));
      thread.start();
    }

    MediaSource source() {
      return new MediaSource.Address("tcp://127.0.0.1:" + server.getLocalPort());
    }

    void awaitSent() {
      try {
        sent.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void send(byte[] bytes) {
      try (var client = server.accept();
          OutputStream out = client.getOutputStream()) {
        out.write(bytes);
        out.flush();
        sent.countDown();
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        sent.countDown();
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      server.close();
      thread.join();
    }
  }
}
