package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images that cannot be used. */
class BadImagesITCase {

  /** Pixels of an image of 10 MB as packed BGR, and more. */
  private static final int LARGE_WIDTH = 1920;

  private static final int LARGE_HEIGHT = 1800;

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  static void publish(Feed feed, Path folder) throws Exception {
    byte[] jpeg = feed.image(3);
    image(feed, "header-only", f -> f.setData(ByteBuffer.wrap(Images.headerOnly(jpeg))));
    image(feed, "giant", f -> f.setData(ByteBuffer.wrap(Images.claiming(jpeg, 60_000, 60_000))));
    image(feed, "zero-bytes", f -> f.setData(ByteBuffer.allocate(0)));
    image(feed, "climbing", f -> reference(f, "../outside.jpg"));
    image(feed, "absolute", f -> reference(f, folder.resolve("outside.jpg").toUri().toString()));
    image(feed, "remote", f -> reference(f, "https://example.org/outside.jpg"));
    byte[] noise = Images.noise(3_250, 3_250);
    assertThat(noise.length).isGreaterThan(10_000_000);
    image(
        feed, "large-noise", f -> f.setEncoding(FrameEncoding.PNG).setData(ByteBuffer.wrap(noise)));
    byte[] large = Images.raw(jpeg, LARGE_WIDTH, LARGE_HEIGHT);
    assertThat(large.length).isGreaterThan(10_000_000);
    put(
        feed,
        "large",
        f ->
            f.setEncoding(FrameEncoding.BGR24)
                .setWidth(LARGE_WIDTH)
                .setHeight(LARGE_HEIGHT)
                .setData(ByteBuffer.wrap(large)));
    put(feed, "inside", f -> reference(f, "inside.jpg"));
  }

  private static VideoFrame.Builder reference(VideoFrame.Builder frame, String uri) {
    return frame.setEncoding(FrameEncoding.REFERENCE).setData(ByteBuffer.allocate(0)).setUri(uri);
  }

  private interface Change {
    VideoFrame.Builder of(VideoFrame.Builder frame);
  }

  /** A stream whose frame 3 is changed and must be refused. */
  private static void image(Feed feed, String stream, Change change) throws Exception {
    byte[] frame = begin(feed, stream, change);
    feed.bad(stream, feed.topics().video(), frame);
    finish(feed, stream);
  }

  /** A stream whose frame 3 is changed but valid. */
  private static void put(Feed feed, String stream, Change change) throws Exception {
    byte[] frame = begin(feed, stream, change);
    feed.put(feed.topics().video(), stream, frame);
    finish(feed, stream);
  }

  private static byte[] begin(Feed feed, String stream, Change change) throws Exception {
    feed.open(stream, Modality.FACE);
    feed.frames(stream, 0, 3);
    return feed.encoded(change.of(feed.frame(stream, 3)).build());
  }

  private static void finish(Feed feed, String stream) throws Exception {
    feed.frames(stream, 4, 6);
    feed.endVideo(stream, 6);
  }

  @Test
  void imagesThatCannotBeDecodedAreRefused() {
    run.assertFrame3Refused("header-only", DeadLetterReason.UNDECODABLE_PICTURE, "truncated");
    run.assertFrame3Refused("zero-bytes", DeadLetterReason.UNDECODABLE_PICTURE, "zero bytes");
  }

  @Test
  void aImageThatClaimsToBeHugeIsRefusedByItsHeader() {
    run.assertFrame3Refused("giant", DeadLetterReason.PICTURE_TOO_LARGE, "60000x60000");
  }

  @Test
  void aFrameOf10MegabytesIsAnalysedOrRefusedAsTheLimitOfPixelsSays() {
    run.assertFrame3Refused(
        "large-noise",
        DeadLetterReason.PICTURE_TOO_LARGE,
        BadInputRun.MAX_PIXELS + " pixels",
        "3250x3250");
    run.assertMeasured("large", 0, 1, 2, 3, 4, 5);
    assertThat(run.out().rows("large").get(3).getBox().getWidth())
        .as("the face is as much larger as the image")
        .isGreaterThan(3 * run.out().rows("large").get(2).getBox().getWidth());
  }

  @Test
  void aReferenceOutsideTheClaimCheckFolderIsNotFollowed() {
    run.assertFrame3Refused("climbing", DeadLetterReason.UNSAFE_REFERENCE, "../outside.jpg");
    run.assertFrame3Refused("absolute", DeadLetterReason.UNSAFE_REFERENCE, "outside.jpg");
    run.assertFrame3Refused("remote", DeadLetterReason.UNSAFE_REFERENCE, "example.org");
    run.assertMeasured("inside", 0, 1, 2, 3, 4, 5);
    assertThat(run.out().rows("inside").get(3).getProbabilities())
        .isEqualTo(run.out().rows("not-avro").get(3).getProbabilities());
  }
}
