package io.affectstream.app.pipeline;

import static io.affectstream.app.pipeline.Feed.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.pipeline.Feed.Sent;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.wire.Topics;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends every known kind of invalid record through the real job. All cases run concurrently: each
 * publishes a separate stream before the tests start, and its test checks the output after the job
 * has stopped, when it is final.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputITCase {

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final int NAN_FRAMES = 20;

  /** Nanoseconds since 1970, from a producer with the wrong unit. */
  private static final long NANOS = 1_750_000_000_000_000_000L;

  /** Pixels of an image of 10 MB as packed BGR, and more. */
  private static final int LARGE_WIDTH = 1920;

  private static final int LARGE_HEIGHT = 1800;
  private static final int MAX_PIXELS = 4_000_000;

  private Feed feed;
  private Feed nanFeed;
  private Committed out;
  private Committed nanOut;
  private Optional<String> failure;
  private Optional<String> nanFailure;
  private double duplicates;
  private double missing;

  @BeforeAll
  @Timeout(300)
  void run(@TempDir Path folder) throws Exception {
    ModelBundle reference =
        ReferenceBundle.assemble(
            TestData.require("models").getParent(), folder.resolve("reference"));
    NanBundle.assemble(
        reference, Files.createDirectories(folder.resolve("work")), folder.resolve("nan"));
    List<byte[]> images = Images.ofClip(24);
    Path claims = Files.createDirectories(folder.resolve("claims"));
    Files.write(claims.resolve("inside.jpg"), images.get(3));
    Files.write(folder.resolve("outside.jpg"), images.get(3));
    int metrics = freePort();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                folder.resolve("flink"),
                config(kafka, "flink.parallelism=3", "flink.prometheus-port=" + metrics).flink())) {
      AffectConfig config =
          config(
              kafka,
              "flink.parallelism=2",
              "vision.max-image-pixels=" + MAX_PIXELS,
              "vision.claim-check-folder=" + claims);
      AffectConfig nanConfig =
          config(
              kafka,
              "flink.parallelism=1",
              "kafka.topic-prefix=nan",
              "kafka.group=nan",
              "kafka.transactional-id-prefix=nan");
      RunningJob job = submit(flink, config, folder.resolve("reference"));
      RunningJob nanJob = submit(flink, nanConfig, folder.resolve("nan"));
      try (Feed all = new Feed(kafka.bootstrapServers(), Topics.DEFAULT, images);
          Feed bright = new Feed(kafka.bootstrapServers(), new Topics("nan"), images);
          Committed results = new Committed(config.kafka());
          Committed nanResults = new Committed(nanConfig.kafka())) {
        feed = all;
        nanFeed = bright;
        out = results;
        nanOut = nanResults;
        publish(folder);
        publishNan();
        results.await(job, feed.opened(), feed.bad().size(), LIMIT);
        nanResults.await(nanJob, nanFeed.opened(), nanFeed.bad().size(), LIMIT);
        failure = job.lastFailure();
        nanFailure = nanJob.lastFailure();
        String page = get("http://127.0.0.1:" + metrics + "/metrics");
        duplicates = metric(page, job, "admit video", "duplicates");
        missing = metric(page, job, "admit video", "missing");
        stop(job, folder);
        stop(nanJob, folder);
        results.drain();
        nanResults.drain();
      }
    }
  }

  private static AffectConfig config(EmbeddedKafka kafka, String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "topics.partitions=2",
                "flink.checkpoint-interval=300 ms",
                "flink.restart-attempts=1",
                "model.sessions=1",
                "alignment.mode=strict"));
    all.addAll(Arrays.asList(flags));
    return ConfigReader.read(Optional.empty(), all);
  }

  private static RunningJob submit(EmbeddedFlink flink, AffectConfig config, Path bundle)
      throws Exception {
    try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
      topics.create();
    }
    ModelSource source = ModelSource.at(bundle);
    PipelineSettings settings = SettingsFactory.of(config, source, source.open());
    return flink.submit(
        AffectJob.on(config, settings, flink.checkpoints().toUri().toString()).getStreamGraph());
  }

  /** On return, all results of the records read are committed. */
  private static void stop(RunningJob job, Path folder) throws Exception {
    assertThat(job.stopWithSavepoint(folder.resolve("savepoints"))).exists();
    assertThat(job.outcome().get().end()).isEqualTo(RunningJob.End.FINISHED);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  /** A counter of the job's stage, summed over its instances. */
  private static double metric(String page, RunningJob job, String stage, String name) {
    List<String> lines =
        page.lines()
            .filter(line -> line.startsWith("flink_taskmanager_job_task_operator_" + name + "{"))
            .filter(line -> line.contains("job_id=\"" + job.id() + "\""))
            .filter(line -> line.contains("operator_name=\"" + stage + "\""))
            .toList();
    assertThat(lines).as("%s of %s", name, stage).hasSize(2);
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void publish(Path folder) throws Exception {
    feed.good();
    publishUnreadable();
    publishImages(folder);
    publishSounds();
    publishOrder();
    publishTwice();
    publishEarlyWords();
    feed.endGood();
  }

  // Records that cannot be read.

  private void publishUnreadable() throws Exception {
    Topics topics = feed.topics();
    unreadable("not-avro", "{\"stream\": \"x\"}".getBytes(StandardCharsets.UTF_8));
    unreadable("no-bytes", new byte[0]);
    byte[] frame = feed.encoded(feed.frame("x", 0).build());
    byte[] unknown = frame.clone();
    Arrays.fill(unknown, 2, 10, (byte) 0x5A);
    unreadable("unknown-schema", unknown);
    unreadable("other-contract", feed.encoded(feed.chunk("x", 0, 16_000, 1).build()));
    unreadable("cut-off", Arrays.copyOf(frame, frame.length / 2));
    unreadable("nanoseconds", feed.encoded(feed.frame("nanoseconds", 3).setTime(NANOS).build()));
    feed.open("nano-words", Modality.FACE, Modality.WORDS);
    feed.bad(
        "nano-words",
        topics.transcripts(),
        feed.encoded(transcript("nano-words", 0, NANOS, NANOS + 1_000_000)));
    endWords("nano-words", 1, 0);
    feed.frames("nano-words", 0, 6);
    feed.endVideo("nano-words", 6);
    feed.bad("no-descriptor", topics.streams(), new byte[] {1, 2, 3});
    feed.bad("no-sound", topics.audio(), new byte[] {1, 2, 3});
    feed.bad("no-words", topics.transcripts(), new byte[] {1, 2, 3});
  }

  private void unreadable(String stream, byte[] value) throws Exception {
    feed.open(stream, Modality.FACE);
    feed.frames(stream, 0, 3);
    feed.bad(stream, feed.topics().video(), value);
    feed.frames(stream, 3, 6);
    feed.endVideo(stream, 6);
  }

  @Test
  void recordsThatAreNotAvroAreRefused() {
    assertRefused("not-avro", DeadLetterReason.NOT_AVRO, "marker C3 01", "7B 22");
    assertRefused("no-bytes", DeadLetterReason.NOT_AVRO, "marker C3 01", "0 bytes");
    assertRefused("no-descriptor", DeadLetterReason.NOT_AVRO, "StreamDescriptor", "3 bytes");
    assertRefused("no-sound", DeadLetterReason.NOT_AVRO, "AudioChunk", "3 bytes");
    assertRefused("no-words", DeadLetterReason.NOT_AVRO, "Transcript", "3 bytes");
    assertMeasured("not-avro", 0, 1, 2, 3, 4, 5);
    assertMeasured("no-bytes", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void recordsOfAnotherSchemaAreRefused() {
    assertRefused("unknown-schema", DeadLetterReason.UNKNOWN_SCHEMA, "5a5a5a5a5a5a5a5a");
    assertRefused("other-contract", DeadLetterReason.UNKNOWN_SCHEMA, "VideoFrame");
    assertMeasured("unknown-schema", 0, 1, 2, 3, 4, 5);
    assertMeasured("other-contract", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void aRecordThatIsCutOffIsRefused() {
    assertRefused("cut-off", DeadLetterReason.MALFORMED, "body of a VideoFrame");
    assertMeasured("cut-off", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void timesInTheWrongUnitAreRefused() {
    assertRefused("nanoseconds", DeadLetterReason.MALFORMED, "microseconds", "" + NANOS);
    assertRefused("nano-words", DeadLetterReason.MALFORMED, "time unit", "" + NANOS);
    assertMeasured("nanoseconds", 0, 1, 2, 3, 4, 5);
    assertMeasured("nano-words", 0, 1, 2, 3, 4, 5);
  }

  // Images that cannot be used.

  private void publishImages(Path folder) throws Exception {
    byte[] jpeg = feed.image(3);
    image("header-only", f -> f.setData(ByteBuffer.wrap(Images.headerOnly(jpeg))));
    image("giant", f -> f.setData(ByteBuffer.wrap(Images.claiming(jpeg, 60_000, 60_000))));
    image("zero-bytes", f -> f.setData(ByteBuffer.allocate(0)));
    image("climbing", f -> reference(f, "../outside.jpg"));
    image("absolute", f -> reference(f, folder.resolve("outside.jpg").toUri().toString()));
    image("remote", f -> reference(f, "https://example.org/outside.jpg"));
    byte[] noise = Images.noise(3_250, 3_250);
    assertThat(noise.length).isGreaterThan(10_000_000);
    image("large-noise", f -> f.setEncoding(FrameEncoding.PNG).setData(ByteBuffer.wrap(noise)));
    byte[] large = Images.raw(jpeg, LARGE_WIDTH, LARGE_HEIGHT);
    assertThat(large.length).isGreaterThan(10_000_000);
    put(
        "large",
        f ->
            f.setEncoding(FrameEncoding.BGR24)
                .setWidth(LARGE_WIDTH)
                .setHeight(LARGE_HEIGHT)
                .setData(ByteBuffer.wrap(large)));
    put("inside", f -> reference(f, "inside.jpg"));
  }

  private static VideoFrame.Builder reference(VideoFrame.Builder frame, String uri) {
    return frame.setEncoding(FrameEncoding.REFERENCE).setData(ByteBuffer.allocate(0)).setUri(uri);
  }

  private interface Change {
    VideoFrame.Builder of(VideoFrame.Builder frame);
  }

  /** A stream whose frame 3 is changed and must be refused. */
  private void image(String stream, Change change) throws Exception {
    byte[] frame = begin(stream, change);
    feed.bad(stream, feed.topics().video(), frame);
    finish(stream);
  }

  /** A stream whose frame 3 is changed but valid. */
  private void put(String stream, Change change) throws Exception {
    byte[] frame = begin(stream, change);
    feed.put(feed.topics().video(), stream, frame);
    finish(stream);
  }

  private byte[] begin(String stream, Change change) throws Exception {
    feed.open(stream, Modality.FACE);
    feed.frames(stream, 0, 3);
    return feed.encoded(change.of(feed.frame(stream, 3)).build());
  }

  private void finish(String stream) throws Exception {
    feed.frames(stream, 4, 6);
    feed.endVideo(stream, 6);
  }

  @Test
  void imagesThatCannotBeDecodedAreRefused() {
    assertFrame3Refused("header-only", DeadLetterReason.UNDECODABLE_PICTURE, "truncated");
    assertFrame3Refused("zero-bytes", DeadLetterReason.UNDECODABLE_PICTURE, "zero bytes");
  }

  @Test
  void aImageThatClaimsToBeHugeIsRefusedByItsHeader() {
    assertFrame3Refused("giant", DeadLetterReason.PICTURE_TOO_LARGE, "60000x60000");
  }

  @Test
  void aFrameOf10MegabytesIsAnalysedOrRefusedAsTheLimitOfPixelsSays() {
    assertFrame3Refused(
        "large-noise", DeadLetterReason.PICTURE_TOO_LARGE, MAX_PIXELS + " pixels", "3250x3250");
    assertMeasured("large", 0, 1, 2, 3, 4, 5);
    assertThat(out.rows("large").get(3).getBox().getWidth())
        .as("the face is as much larger as the image")
        .isGreaterThan(3 * out.rows("large").get(2).getBox().getWidth());
  }

  @Test
  void aReferenceOutsideTheClaimCheckFolderIsNotFollowed() {
    assertFrame3Refused("climbing", DeadLetterReason.UNSAFE_REFERENCE, "../outside.jpg");
    assertFrame3Refused("absolute", DeadLetterReason.UNSAFE_REFERENCE, "outside.jpg");
    assertFrame3Refused("remote", DeadLetterReason.UNSAFE_REFERENCE, "example.org");
    assertMeasured("inside", 0, 1, 2, 3, 4, 5);
    assertThat(out.rows("inside").get(3).getProbabilities())
        .isEqualTo(out.rows("not-avro").get(3).getProbabilities());
  }

  // Sound.

  private void publishSounds() throws Exception {
    sound(
        "odd-bytes",
        chunk -> chunk.setData(ByteBuffer.wrap(Arrays.copyOf(chunk.getData().array(), 3_201))));
    sound("zero-hertz", chunk -> chunk.setSampleRate(0));
    sound("no-channels", chunk -> chunk.setChannels(0));
    feed.open("three-channels", Modality.FACE, Modality.VOICE);
    for (int i = 0; i < 5; i++) {
      feed.put(
          feed.topics().audio(),
          "three-channels",
          feed.encoded(feed.chunk("three-channels", i, 48_000, 3).build()));
    }
    seen("three-channels");
  }

  private interface Spoil {
    AudioChunk.Builder of(AudioChunk.Builder chunk);
  }

  /** 0.5 s of sound and video, of which the third chunk, 200 to 300 ms, is invalid. */
  private void sound(String stream, Spoil spoil) throws Exception {
    String topic = feed.topics().audio();
    feed.open(stream, Modality.FACE, Modality.VOICE);
    for (int i = 0; i < 5; i++) {
      AudioChunk.Builder chunk = feed.chunk(stream, i, 16_000, 1);
      if (i == 2) {
        feed.bad(stream, topic, feed.encoded(spoil.of(chunk).build()));
      } else {
        feed.put(topic, stream, feed.encoded(chunk.build()));
      }
    }
    seen(stream);
  }

  private void seen(String stream) throws Exception {
    feed.endAudio(stream, 5);
    feed.frames(stream, 0, 12);
    feed.endVideo(stream, 12);
  }

  @Test
  void soundOfNoKnownFormatIsRefusedAndTheRestIsUsed() {
    assertRefused("odd-bytes", DeadLetterReason.BAD_AUDIO_FORMAT, "2 bytes", "3201 bytes");
    assertRefused("zero-hertz", DeadLetterReason.BAD_AUDIO_FORMAT, "sample rate", "0 Hz");
    assertRefused("no-channels", DeadLetterReason.BAD_AUDIO_FORMAT, "1 channel", "0 channels");
    for (String stream : List.of("odd-bytes", "zero-hertz", "no-channels")) {
      assertMeasured(stream, LongStream.range(0, 12).toArray());
      assertThat(voice(stream).get(6)).as("240 ms of %s", stream).isZero();
      assertThat(Stream.of(0, 1, 2, 3, 4, 8, 9, 10, 11).map(voice(stream)::get))
          .as("around the hole of %s", stream)
          .containsOnly(1f);
    }
  }

  @Test
  void threeChannelsAreMixed() {
    assertMeasured("three-channels", LongStream.range(0, 12).toArray());
    assertThat(voice("three-channels")).containsOnly(1f);
  }

  private List<Float> voice(String stream) {
    return out.rows(stream).stream().map(row -> row.getCoverage().getVoice()).toList();
  }

  // Order.

  private void publishOrder() throws Exception {
    String topic = feed.topics().video();
    feed.open("backwards", Modality.FACE);
    feed.frames("backwards", 0, 3);
    feed.bad("backwards", topic, feed.encoded(feed.frame("backwards", 3).setTime(1).build()));
    feed.frames("backwards", 4, 6);
    feed.endVideo("backwards", 6);

    feed.open("repeated", Modality.FACE);
    feed.frames("repeated", 0, 4);
    feed.frames("repeated", 1, 4);
    feed.frames("repeated", 4, 6);
    feed.endVideo("repeated", 6);
    feed.endVideo("repeated", 6);

    feed.open("gap", Modality.FACE);
    feed.frames("gap", 0, 3);
    feed.frames("gap", 8, 10);
    feed.endVideo("gap", 10);

    feed.open("after-the-end", Modality.FACE);
    feed.frames("after-the-end", 0, 3);
    feed.endVideo("after-the-end", 3);
    feed.bad("after-the-end", topic, feed.encoded(feed.frame("after-the-end", 4).build()));
  }

  @Test
  void aFrameWhoseTimeGoesBackwardsIsRefused() {
    assertRefused("backwards", DeadLetterReason.TIME_REVERSED, 2 * INTERVAL + " us", "1 us");
    assertMeasured("backwards", 0, 1, 2, 4, 5);
  }

  @Test
  void repeatsAreDroppedAndCounted() {
    assertMeasured("repeated", 0, 1, 2, 3, 4, 5);
    assertThat(duplicates).as("three frames and an end of 'repeated'").isEqualTo(4);
  }

  @Test
  void aGapIsPassedOverAndCounted() {
    assertMeasured("gap", 0, 1, 2, 8, 9);
    assertThat(missing).as("5 of 'gap', 1 refused of 'backwards'").isEqualTo(6);
  }

  @Test
  void whatComesAfterTheEndIsRefused() {
    assertRefused("after-the-end", DeadLetterReason.STREAM_CLOSED, "record 3", "record 4");
    assertMeasured("after-the-end", 0, 1, 2);
  }

  // Two producers.

  private void publishTwice() throws Exception {
    feed.open("twice", Modality.FACE);
    for (int i = 0; i < 6; i++) {
      feed.frames("twice", i, i + 1);
      feed.bad(
          "twice",
          feed.topics().video(),
          feed.encoded(feed.frame("twice", i).setData(ByteBuffer.wrap(feed.image(i + 7))).build()));
    }
    feed.endVideo("twice", 6);
  }

  @Test
  void theSecondProducerOfAStreamIsRefused() {
    assertThat(feed.bad("twice")).hasSize(6);
    assertRefused("twice", DeadLetterReason.DUPLICATE_PRODUCER, "stream id of its own");
    assertMeasured("twice", 0, 1, 2, 3, 4, 5);
    assertThat(out.rows("twice"))
        .extracting(AffectFrame::getProbabilities)
        .as("those of the first producer's images")
        .isEqualTo(
            out.rows(Feed.GOOD.get(0)).subList(0, 6).stream()
                .map(AffectFrame::getProbabilities)
                .toList());
  }

  // Words.

  private void publishEarlyWords() throws Exception {
    String topic = feed.topics().transcripts();
    long start = 1_000_000;
    feed.put(topic, "early-words", feed.encoded(transcript("early-words", 0, -400_000, -100_000)));
    feed.put(topic, "early-words", feed.encoded(transcript("early-words", 1, 100_000, 400_000)));
    feed.put(
        topic, "early-words", feed.encoded(transcript("early-words", 2, start, start + 100_000)));
    endWords("early-words", 3, start + 100_000);
    feed.open("early-words", Modality.FACE, Modality.WORDS);
    for (int i = 0; i < 6; i++) {
      feed.put(
          feed.topics().video(),
          "early-words",
          feed.encoded(feed.frame("early-words", i).setTime(start + i * INTERVAL).build()));
    }
    feed.endVideo("early-words", 6);
  }

  private static Transcript transcript(String stream, long sequence, long start, long end) {
    return Transcript.newBuilder()
        .setStream(stream)
        .setSequence(sequence)
        .setWords(List.of(Word.newBuilder().setText("early").setStart(start).setEnd(end).build()))
        .setCompleteThrough(end)
        .build();
  }

  private void endWords(String stream, long sequence, long completeThrough) throws Exception {
    feed.put(
        feed.topics().transcripts(),
        stream,
        feed.encoded(
            Transcript.newBuilder()
                .setStream(stream)
                .setSequence(sequence)
                .setCompleteThrough(completeThrough)
                .setEndOfStream(true)
                .build()));
  }

  @Test
  void wordsBeforeTheStreamStartsDoNotHoldItUp() {
    assertMeasured("early-words", 0, 1, 2, 3, 4, 5);
    assertThat(out.rows("early-words"))
        .extracting(row -> row.getCoverage().getWords())
        .as("the word from the first frame on covers three frames")
        .containsExactly(1f, 1f, 1f, 0f, 0f, 0f);
  }

  // A model that returns NaN.

  private void publishNan() throws Exception {
    String topic = nanFeed.topics().video();
    nanFeed.open("nan", Modality.FACE);
    for (int i = 0; i < NAN_FRAMES; i++) {
      byte[] jpeg = Images.lit(nanFeed.image(i), 0.5, isBright(i) ? 120 : 0);
      byte[] frame =
          nanFeed.encoded(nanFeed.frame("nan", i).setData(ByteBuffer.wrap(jpeg)).build());
      if (isBright(i)) {
        nanFeed.bad("nan", topic, frame);
      } else {
        nanFeed.put(topic, "nan", frame);
      }
    }
    nanFeed.endVideo("nan", NAN_FRAMES);
    nanFeed.endGood();
  }

  private static boolean isBright(int frame) {
    return frame % 5 == 3;
  }

  @Test
  void aModelThatAnswersNanGivesADeadLetterAndSparesTheNeighbours() {
    List<Integer> bright =
        LongStream.range(0, NAN_FRAMES)
            .mapToInt(i -> (int) i)
            .filter(i -> isBright(i))
            .boxed()
            .toList();
    List<DeadLetter> letters =
        nanOut.letters().stream().filter(letter -> letter.getStream().equals("nan")).toList();
    assertThat(letters)
        .extracting(
            letter -> new Sent(letter.getTopic(), letter.getPartition(), letter.getOffset()))
        .containsExactlyInAnyOrderElementsOf(nanFeed.bad("nan"));
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.MODEL_OUTPUT_NOT_FINITE);
              assertThat(letter.getMessage()).contains("expected finite values", "found NaN");
            })
        .extracting(letter -> (int) (letter.getTime() / INTERVAL))
        .containsExactlyInAnyOrderElementsOf(bright);
    assertThat(nanOut.rows("nan"))
        .extracting(AffectFrame::getFrame, AffectFrame::getReason)
        .containsExactlyElementsOf(
            LongStream.range(0, NAN_FRAMES)
                .mapToObj(i -> tuple(i, isBright((int) i) ? Reason.MODEL_FAILED : Reason.MEASURED))
                .toList());
    assertThat(nanOut.rows("nan"))
        .filteredOn(row -> row.getReason() == Reason.MEASURED)
        .allSatisfy(
            row ->
                assertThat(row.getProbabilities())
                    .containsExactly(0.1f, 0.1f, 0.1f, 0.1f, 0.4f, 0.1f, 0.1f, 0f));
    assertThat(nanOut.rows("nan"))
        .filteredOn(row -> row.getReason() == Reason.MODEL_FAILED)
        .allSatisfy(row -> assertThat(row.getProbabilities()).isEmpty());
  }

  // All cases.

  @Test
  void theJobsNeverFailed() {
    assertThat(failure).isEmpty();
    assertThat(nanFailure).isEmpty();
  }

  @Test
  void everyFrameOfTheGoodStreamsIsThereOnce() {
    for (String stream : Feed.GOOD) {
      assertThat(feed.good(stream)).isGreaterThan(2L * feed.bad().size());
      assertMeasured(stream, LongStream.range(0, feed.good(stream)).toArray());
    }
  }

  @Test
  void everyStreamOpensAndClosesOnce() {
    assertThat(feed.opened()).hasSizeGreaterThan(20);
    for (String stream : feed.opened()) {
      assertClosed(out, stream);
    }
    assertClosed(nanOut, "nan");
  }

  @Test
  void nothingElseIsADeadLetter() {
    assertThat(out.letters())
        .extracting(
            letter -> new Sent(letter.getTopic(), letter.getPartition(), letter.getOffset()))
        .containsExactlyInAnyOrderElementsOf(feed.bad());
    assertThat(out.letters())
        .allSatisfy(letter -> assertThat(letter.getHead().remaining()).isLessThanOrEqualTo(256));
  }

  private static void assertClosed(Committed out, String stream) {
    List<AffectEvent> own =
        out.events(stream).stream().filter(event -> event.getEpisode() < 0).toList();
    assertThat(own)
        .as(stream)
        .extracting(AffectEvent::getKind)
        .containsExactly(EventKind.STREAM_OPENED, EventKind.STREAM_CLOSED);
    assertThat(own.get(1).getDetail()).as(stream).isEqualTo("END_OF_STREAM");
    assertThat(own.get(1).getFrames()).as(stream).isEqualTo(out.rows(stream).size());
  }

  /** Each bad record of the case is one dead letter that states what was expected and found. */
  private void assertRefused(String name, DeadLetterReason reason, String... words) {
    assertThat(feed.bad(name)).as(name).isNotEmpty();
    for (Sent sent : feed.bad(name)) {
      List<DeadLetter> letters =
          out.letters().stream()
              .filter(
                  letter ->
                      letter.getTopic().equals(sent.topic())
                          && letter.getPartition() == sent.partition()
                          && letter.getOffset() == sent.offset())
              .toList();
      assertThat(letters).as("%s at %s", name, sent).hasSize(1);
      DeadLetter letter = letters.get(0);
      assertThat(letter.getReason()).as(name).isEqualTo(reason);
      assertThat(letter.getMessage()).as(name).contains("expected", "found").contains(words);
    }
  }

  private void assertFrame3Refused(String stream, DeadLetterReason reason, String... words) {
    assertRefused(stream, reason, words);
    DeadLetter letter =
        out.letters().stream().filter(l -> stream.equals(l.getStream())).findFirst().orElseThrow();
    assertThat(letter.getTime()).as(stream).isEqualTo(3 * INTERVAL);
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getFrame, AffectFrame::getReason)
        .containsExactly(
            tuple(0L, Reason.MEASURED),
            tuple(1L, Reason.MEASURED),
            tuple(2L, Reason.MEASURED),
            tuple(3L, Reason.DECODE_FAILED),
            tuple(4L, Reason.MEASURED),
            tuple(5L, Reason.MEASURED));
  }

  /** The stream's rows, in order: exactly these frames, each with one face. */
  private void assertMeasured(String stream, long... frames) {
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getFrame)
        .containsExactlyElementsOf(LongStream.of(frames).boxed().toList());
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getReason)
        .containsOnly(Reason.MEASURED);
  }
}
