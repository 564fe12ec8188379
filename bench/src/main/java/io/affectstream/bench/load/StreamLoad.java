package io.affectstream.bench.load;

import io.affectstream.bench.figures.Quantiles;
import io.affectstream.bench.load.RecordedMedia.Image;
import io.affectstream.bench.load.RecordedMedia.Item;
import io.affectstream.bench.load.RecordedMedia.Sound;
import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Plays recordings in a loop as many concurrent streams, from one thread. Originating times are
 * those of the wall clock at which a live source would have the record, so that the time of a
 * result shows its age. The starts of the streams are spread over one frame.
 */
public final class StreamLoad {

  private static final double NANOS_PER_MICRO = 1_000;
  private static final long SOUND_SPREAD = 100_000;

  /** One played stream. */
  private static final class Player {
    private final RecordedMedia recording;
    private final String stream;
    private final long start;
    private int next;
    private long loop;
    private long imagesOfLoop;
    private long soundsOfLoop;
    private Sound lastSound;

    Player(RecordedMedia recording, String stream, long start) {
      this.recording = recording;
      this.stream = stream;
      this.start = start;
    }

    long due() {
      return start + loop * recording.period() + recording.items().get(next).due();
    }
  }

  private final RecordSink sink;
  private final WallClock clock;
  private final boolean paced;
  private final List<Player> players = new ArrayList<>();
  private final Quantiles lateness = new Quantiles(0, 60_000);
  private volatile long until;
  private volatile boolean stopped;

  /**
   * @param recordings recordings to play, used cyclically
   * @param streams number of streams
   * @param start wall clock at the start of the first one
   * @param until wall clock at which all end; a first bound, see {@link #stop}
   * @param paced whether records are delayed until they are due
   */
  public StreamLoad(
      List<RecordedMedia> recordings,
      int streams,
      long start,
      long until,
      boolean paced,
      RecordSink sink,
      WallClock clock) {
    this.sink = sink;
    this.clock = clock;
    this.paced = paced;
    this.until = until;
    for (int i = 0; i < streams; i++) {
      RecordedMedia recording = recordings.get(i % recordings.size());
      long spread = recording.interval() > 0 ? recording.interval() : SOUND_SPREAD;
      players.add(new Player(recording, name(i), start + i * spread / streams));
    }
  }

  /** Id of the i-th stream. */
  public static String name(int i) {
    return "live-%03d".formatted(i);
  }

  /** Wall clock at the start of the i-th stream. */
  public long start(int i) {
    return players.get(i).start;
  }

  /** Ends every stream at its next record. */
  public void stop() {
    stopped = true;
  }

  /** How late records were sent, in milliseconds; valid after {@link #play} has returned. */
  public Quantiles lateness() {
    return lateness;
  }

  /** Frames (or, without frames, chunks of sound) each stream has sent, in order of streams. */
  public long[] sent() {
    return players.stream()
        .mapToLong(
            player ->
                player.recording.images() > 0
                    ? player.loop * player.recording.images() + player.imagesOfLoop
                    : player.loop * player.recording.sounds() + player.soundsOfLoop)
        .toArray();
  }

  /** Plays until the end, ends every stream and flushes. Blocks. */
  public void play() throws IOException, InterruptedException {
    PriorityQueue<Player> queue = new PriorityQueue<>(Comparator.comparingLong(Player::due));
    for (Player player : players) {
      describe(player);
      queue.add(player);
    }
    while (!stopped && queue.element().due() < until) {
      Player player = queue.remove();
      hold(player.due());
      send(player);
      queue.add(player);
    }
    for (Player player : players) {
      end(player);
    }
    sink.flush();
  }

  private void hold(long due) throws InterruptedException {
    if (!paced) {
      return;
    }
    long wait = due - clock.micros();
    if (wait > 0) {
      Thread.sleep(wait / 1_000, (int) (wait % 1_000 * NANOS_PER_MICRO));
    }
    lateness.add((clock.micros() - due) / NANOS_PER_MICRO);
  }

  private void describe(Player player) throws IOException {
    sink.descriptor(
        StreamDescriptor.newBuilder()
            .setStream(player.stream)
            .setModalities(player.recording.modalities())
            .setFrameRate(
                player.recording.interval() > 0 ? 1e6 / player.recording.interval() : null)
            .build());
  }

  private void send(Player player) throws IOException {
    Item item = player.recording.items().get(player.next);
    if (item instanceof Image image) {
      sink.video(
          player.recording.frame(
              player.stream, player.start, player.loop, player.imagesOfLoop++, image));
    } else {
      player.lastSound = (Sound) item;
      sink.audio(
          player.recording.chunk(
              player.stream, player.start, player.loop, player.soundsOfLoop++, player.lastSound));
    }
    if (++player.next == player.recording.items().size()) {
      player.next = 0;
      player.loop++;
      player.imagesOfLoop = 0;
      player.soundsOfLoop = 0;
    }
  }

  private void end(Player player) throws IOException {
    RecordedMedia recording = player.recording;
    long time = player.due();
    if (recording.images() > 0) {
      sink.video(
          new VideoFrame(
              player.stream,
              player.loop * recording.images() + player.imagesOfLoop,
              time,
              recording.interval(),
              FrameEncoding.JPEG,
              0,
              0,
              ByteBuffer.allocate(0),
              null,
              true));
    }
    if (player.lastSound != null) {
      sink.audio(
          new AudioChunk(
              player.stream,
              player.loop * recording.sounds() + player.soundsOfLoop,
              time,
              player.lastSound.rate(),
              player.lastSound.channels(),
              AudioEncoding.PCM_S16LE,
              ByteBuffer.allocate(0),
              true));
    }
  }
}
