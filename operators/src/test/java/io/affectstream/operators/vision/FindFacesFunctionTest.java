package io.affectstream.operators.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FindFacesFunctionTest {

  private static final SearchSchedule SCHEDULE = new SearchSchedule(1);
  private static final int BLOCK = SCHEDULE.block();
  private static final int SIDE = 64;

  private static KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame>
      harness() throws Exception {
    FrameBlocks blocks = new FrameBlocks(SCHEDULE, 128);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new FindFacesFunction(
                ModelSource.shipped("face-3"),
                RuntimeConfig.DEFAULT,
                new VisionConfig(ImageLimits.DEFAULT, "", SCHEDULE, 4),
                blocks)),
        blocks,
        TypeInformation.of(FrameBlock.class));
  }

  private static VideoArrival frame(long ordinal, int width, int height, byte[] bgr) {
    return arrival(ordinal, width, height, bgr, false);
  }

  private static VideoArrival end(long ordinal) {
    return arrival(ordinal, 0, 0, new byte[0], true);
  }

  private static VideoArrival arrival(
      long ordinal, int width, int height, byte[] data, boolean end) {
    return new VideoArrival(
        "s",
        100 + ordinal,
        ordinal,
        ordinal * 40_000,
        40_000,
        FrameEncoding.BGR24,
        width,
        height,
        data,
        "",
        end,
        new Origin("affect.video", 0, ordinal));
  }

  /** The first frames of a clip. */
  private static List<VideoArrival> clip(int frames) throws IOException {
    List<VideoArrival> arrivals = new ArrayList<>();
    try (FFmpegFrameGrabber grabber =
            new FFmpegFrameGrabber(TestData.require("media/lbax4n.mpg").toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      for (int i = 0; i < frames; i++) {
        Frame frame = grabber.grabImage();
        try (Mat image = converter.convert(frame).clone()) {
          byte[] bgr = new byte[(int) (image.total() * image.elemSize())];
          image.data().get(bgr);
          arrivals.add(frame(i, image.cols(), image.rows(), bgr));
        }
      }
    }
    return arrivals;
  }

  /** The exact output, bit by bit. */
  private static List<String> described(List<FoundFrame> frames) {
    List<String> described = new ArrayList<>();
    for (FoundFrame frame : frames) {
      StringBuilder text =
          new StringBuilder(frame.frame().ordinal() + " " + frame.frame().reason());
      for (FoundFace face : frame.found()) {
        text.append(' ').append(face.detected().box()).append(' ').append(face.quality());
        text.append(' ').append(Arrays.hashCode(face.crop()));
      }
      described.add(text.toString());
    }
    return described;
  }

  private static List<FoundFrame> run(List<VideoArrival> frames) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> harness =
        harness()) {
      harness.open();
      for (VideoArrival frame : frames) {
        harness.processElement(new StreamRecord<>(frame));
      }
      return harness.extractOutputValues();
    }
  }

  @Test
  void findsTheSpeakerInEveryFrameAndLeavesNoState() throws Exception {
    List<VideoArrival> frames = clip(2 * BLOCK);
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> harness =
        harness()) {
      harness.open();
      for (VideoArrival frame : frames) {
        harness.processElement(new StreamRecord<>(frame));
        boolean ends = frame.ordinal() % BLOCK == BLOCK - 1;
        assertThat(harness.numKeyedStateEntries()).isEqualTo(ends ? 0 : 1);
      }
      harness.processElement(new StreamRecord<>(end(2L * BLOCK)));
      assertThat(harness.numKeyedStateEntries()).isZero();
      List<FoundFrame> found = harness.extractOutputValues();
      assertThat(found).hasSize(2 * BLOCK + 1);
      assertThat(found.get(2 * BLOCK).frame().end()).isTrue();
      assertThat(found.subList(0, 2 * BLOCK))
          .allSatisfy(
              frame -> {
                assertThat(frame.frame().reason()).isEqualTo(Reason.MEASURED);
                assertThat(frame.found()).hasSize(1);
                assertThat(frame.found().get(0).crop()).hasSize(48 * 48);
              });
      FaceBox first = found.get(0).found().get(0).detected().box();
      FaceBox last = found.get(2 * BLOCK - 1).found().get(0).detected().box();
      assertThat(first.iou(last)).as("the speaker hardly moves").isGreaterThan(0.6f);
    }
  }

  @Test
  void blocksAreWorkedOnInAnyOrder() throws Exception {
    List<VideoArrival> frames = clip(3 * BLOCK);
    List<VideoArrival> turned = new ArrayList<>(frames.subList(BLOCK, frames.size()));
    turned.addAll(frames.subList(0, BLOCK));
    List<String> expected = described(run(frames));
    assertThat(described(run(turned))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aFreshInstanceGoesOnFromASnapshot() throws Exception {
    List<VideoArrival> frames = clip(BLOCK);
    List<String> expected = described(run(frames));
    OperatorSubtaskState snapshot;
    List<FoundFrame> found = new ArrayList<>();
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> before =
        harness()) {
      before.open();
      before.processElement(new StreamRecord<>(frames.get(0)));
      before.processElement(new StreamRecord<>(frames.get(1)));
      snapshot = before.snapshot(1, 1);
      found.addAll(before.extractOutputValues());
    }
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> after =
        harness()) {
      after.initializeState(snapshot);
      after.open();
      for (VideoArrival frame : frames.subList(2, BLOCK)) {
        after.processElement(new StreamRecord<>(frame));
      }
      found.addAll(after.extractOutputValues());
      assertThat(after.numKeyedStateEntries()).isZero();
    }
    assertThat(described(found)).isEqualTo(expected);
  }

  @Test
  void aImageThatCannotBeDecodedGoesOnWithItsReasonAndARefusal() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> harness =
        harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(frame(0, SIDE, SIDE, new byte[SIDE * SIDE * 3])));
      harness.processElement(new StreamRecord<>(frame(1, SIDE, SIDE, new byte[] {1, 2, 3})));
      assertThat(described(harness.extractOutputValues()))
          .containsExactly("0 NO_FACE", "1 DECODE_FAILED");
      assertThat(harness.getSideOutput(Refusal.TAG)).hasSize(1);
      Refusal refusal = harness.getSideOutput(Refusal.TAG).element().getValue();
      assertThat(refusal.reason()).isEqualTo(DeadLetterReason.UNDECODABLE_PICTURE);
      assertThat(refusal.origin().offset()).isEqualTo(1);
      assertThat(refusal.head()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aReferenceWithoutAFolderIsRefused() throws Exception {
    VideoArrival reference =
        new VideoArrival(
            "s",
            0,
            0,
            0,
            0,
            FrameEncoding.REFERENCE,
            0,
            0,
            new byte[0],
            "a.jpg",
            false,
            Origin.NONE);
    try (KeyedOneInputStreamOperatorTestHarness<FrameBlock, VideoArrival, FoundFrame> harness =
        harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(reference));
      Refusal refusal = harness.getSideOutput(Refusal.TAG).element().getValue();
      assertThat(refusal.reason()).isEqualTo(DeadLetterReason.UNSAFE_REFERENCE);
      assertThat(refusal.message()).contains("vision.claim-check-folder");
    }
  }
}
