package io.affectstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.FakeTicker;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Live sources, and the speed of playing. */
class IngestLiveTest extends PlayedPlans {

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
