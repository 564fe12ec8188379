package io.affectstream.operators.vision;

import io.affectstream.features.vision.ClaimCheckReader;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.ImageDecoder;
import io.affectstream.features.vision.ImageException;
import io.affectstream.features.vision.ImageNeed;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Reason;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by block of frames, so that one stream uses all instances: decodes a frame, finds its faces
 * and cuts them out. Every n-th frame is searched whole; within a block, faces are followed from
 * frame to frame ({@link FaceFollower}). An unusable frame continues without faces and with its
 * reason; its refusal goes to {@link Refusal#TAG}.
 *
 * <p>Keyed state, owned by this stage: {@code faces}, those of the block's last frame (at most
 * {@code vision.max-faces}); cleared with the last frame of the block or of the stream.
 */
public final class FindFacesFunction
    extends KeyedProcessFunction<FrameBlock, VideoArrival, FoundFrame> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "find-faces";

  public static final ValueStateDescriptor<FaceFollower.State> FACES =
      new ValueStateDescriptor<>("faces", TypeInformation.of(FaceFollower.State.class));

  private static final int DEFAULT_KEY_GROUPS = 128;
  private static final String NO_FOLDER =
      "image reference '%s': expected the setting vision.claim-check-folder, found none; set it"
          + " or send the image itself";

  private final ModelSource source;
  private final RuntimeConfig runtimeConfig;
  private final VisionConfig config;
  private final FrameBlocks blocks;

  private transient ModelRuntime.Lease models;
  private transient Optional<FaceFinder> finder;
  private transient ImageDecoder decoder;
  private transient Optional<ClaimCheckReader> claimChecks;
  private transient ValueState<FaceFollower.State> faces;

  /** The stage on the models of {@code source}; {@code blocks} defines its keys. */
  FindFacesFunction(
      ModelSource source, RuntimeConfig runtimeConfig, VisionConfig config, FrameBlocks blocks) {
    this.source = source;
    this.runtimeConfig = runtimeConfig;
    this.config = config;
    this.blocks = blocks;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<FoundFrame> attach(
      DataStream<VideoArrival> admitted,
      ModelSource source,
      RuntimeConfig runtimeConfig,
      VisionConfig config) {
    int keyGroups = admitted.getExecutionEnvironment().getMaxParallelism();
    FrameBlocks blocks =
        new FrameBlocks(config.schedule(), keyGroups > 0 ? keyGroups : DEFAULT_KEY_GROUPS);
    return admitted
        .keyBy(blocks, TypeInformation.of(FrameBlock.class))
        .process(
            new FindFacesFunction(source, runtimeConfig, config, blocks),
            TypeInformation.of(FoundFrame.class))
        .uid(UID)
        .name("find faces");
  }

  @Override
  public void open(OpenContext context) throws Exception {
    models = ModelRuntime.lease(source, runtimeConfig);
    finder = models.runtime().faces().map(FaceAnalyser::finder);
    decoder = new ImageDecoder(config.limits(), finder.map(FaceFinder::need).orElse(ImageNeed.ALL));
    claimChecks =
        config.claimCheckFolder().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ClaimCheckReader(Path.of(config.claimCheckFolder()), config.limits()));
    faces = getRuntimeContext().getState(FACES);
  }

  @Override
  public void processElement(VideoArrival frame, Context context, Collector<FoundFrame> out)
      throws Exception {
    if (frame.end() || finder.isEmpty()) {
      out.collect(FoundFrame.empty(frame, Reason.NO_FACE));
    } else {
      try (Image image =
          decoder.decode(frame.encoding(), frame.width(), frame.height(), bytes(frame))) {
        out.collect(find(frame, image, finder.get()));
      } catch (ImageException e) {
        out.collect(FoundFrame.empty(frame, Reason.DECODE_FAILED));
        context.output(Refusal.TAG, Refusal.of(frame, frame.data(), e.reason(), e.getMessage()));
      }
    }
    if (blocks.endsWith(frame)) {
      faces.clear();
    }
  }

  private FoundFrame find(VideoArrival frame, Image image, FaceFinder eyes) throws Exception {
    FaceFollower.State before = faces.value();
    FaceFollower.State now =
        eyes.next(
            before == null ? FaceFollower.State.NONE : before,
            config.schedule().depth(frame.ordinal()),
            image);
    if (!blocks.endsWith(frame)) {
      faces.update(now);
    }
    return FoundFrame.of(frame, now, eyes.cut(image, now.faces()));
  }

  private byte[] bytes(VideoArrival frame) throws ImageException {
    if (frame.encoding() != FrameEncoding.REFERENCE) {
      return frame.data();
    }
    return claimChecks
        .orElseThrow(() -> ImageException.unsafe(NO_FOLDER.formatted(frame.uri())))
        .read(frame.uri());
  }

  @Override
  public void close() {
    if (finder != null) {
      finder.ifPresent(FaceFinder::close);
    }
    if (models != null) {
      models.close();
    }
  }
}
