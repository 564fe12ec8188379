package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.blocks.InceptionResnetV1;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.face.FaceTrainer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SeededEngine.class)
class InceptionResnetV1GraphTest {

  private static final double TOLERANCE = 1e-5;
  private static final InceptionResnetV1Config NARROW =
      new InceptionResnetV1Config(91, List.of(1, 1, 1), 8, 0.6f);

  @TempDir private Path folder;

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void agreesWithTheTrainingFrameworkAtFullWidthAndDepth(int rows) throws Exception {
    InceptionResnetV1Config shape =
        InceptionResnetV1Config.paper().withSide(InceptionResnetV1Config.MIN_SIDE);
    InceptionResnetV1 encoder = settled(shape);
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      Map<String, Double> differences =
          Parity.relative(encoder, session, random(rows, shape), rows);

      assertThat(differences)
          .hasSize(5)
          .allSatisfy(
              (output, difference) -> assertThat(difference).isLessThanOrEqualTo(TOLERANCE));
    }
  }

  @Test
  void agreesWithTheTrainingFrameworkOnFaces() throws Exception {
    FaceImages images =
        FaceFolders.read(TestData.require("fer2013/fer2013-original.tar.gz"), "validation");
    InceptionResnetV1Config shape =
        InceptionResnetV1Config.paper().withSide(InceptionResnetV1Config.MIN_SIDE);
    InceptionResnetV1 encoder = settled(shape);
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      for (int rows : new int[] {1, 32}) {
        float[] faces = PlainFaces.of(images, 100, rows, shape.side(), shape.channels());

        assertThat(Parity.relative(encoder, session, faces, rows))
            .allSatisfy(
                (output, difference) -> assertThat(difference).isLessThanOrEqualTo(TOLERANCE));
      }
    }
  }

  @Test
  void agreesWhereTheLastMapHasSeveralPositions() throws Exception {
    InceptionResnetV1Config shape = NARROW.withSide(107);
    InceptionResnetV1 encoder = settled(shape);
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      assertThat(shape.tokens()).isEqualTo(4);
      assertThat(Parity.relative(encoder, session, random(2, shape), 2))
          .allSatisfy(
              (output, difference) -> assertThat(difference).isLessThanOrEqualTo(TOLERANCE));
    }
  }

  @Test
  void parityNoticesAChangedWeightOfAUnit() throws Exception {
    InceptionResnetV1 encoder = settled(NARROW);
    byte[] before = FaceEncoderGraph.write(encoder);
    for (Pair<String, Parameter> parameter : encoder.unitsB().get(0).getParameters()) {
      if (parameter.getKey().endsWith("beta")) {
        parameter.getValue().getArray().addi(0.1f);
      }
    }
    try (FaceGraphSession session = new FaceGraphSession(before)) {
      assertThat(Parity.relative(encoder, session, random(2, NARROW), 2))
          .allSatisfy((output, difference) -> assertThat(difference).isGreaterThan(TOLERANCE));
    }
  }

  @Test
  void greyImagesAreRepeatedOverTheChannels() throws Exception {
    InceptionResnetV1 encoder = settled(NARROW);
    byte[] pixels = new byte[3 * 48 * 48];
    new Random(5).nextBytes(pixels);
    FaceImages grey =
        new FaceImages(
            48, pixels, Collections.nCopies(3, Expression.NEUTRAL), List.of("a", "b", "c"));
    float[] last = PlainFaces.of(grey, 2, 1, NARROW.side(), 3);
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      FaceOutputs outputs = session.run(grey, NARROW.side(), 3);

      assertThat(outputs.embedding()[2])
          .containsExactly(
              session.run(last, 1, FaceEncoderGraph.EMBEDDING),
              org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void writesABundleForColourFacesThatOpens() throws Exception {
    Path out = folder.resolve("inception");
    new FaceBundle(
            "inception",
            NARROW,
            FaceEncoderGraph.write(settled(NARROW)),
            new float[12],
            List.of(),
            new Manifest.Provenance(Map.of("d", "x"), 5L, "c", 1e-5, Map.of("m", 0.5), "note"))
        .write(out);

    Manifest.Face face = ModelBundle.open(out).manifest().face();
    assertThat(face.input().colour()).isEqualTo(ColourOrder.RGB);
    assertThat(face.input().width()).isEqualTo(91);
    assertThat(face.input().std()).containsExactly(1, 1, 1);
    assertThat(face.outputs().get("pooled").shape()).containsExactly(-1, 64);
    assertThat(face.outputs().get("tokens").shape()).containsExactly(-1, 1, 224);
  }

  /** An encoder with random weights, biases and statistics, so that folding is tested. */
  private InceptionResnetV1 settled(InceptionResnetV1Config shape) {
    InceptionResnetV1 encoder = FaceTrainer.initialised(shape.encoder(), manager);
    Random random = new Random(11);
    for (Pair<String, Parameter> parameter : encoder.getParameters()) {
      NDArray array = parameter.getValue().getArray();
      switch (parameter.getValue().getType()) {
        case BIAS, BETA, RUNNING_MEAN -> array.set(normal(random, array, 0, 0.1f));
        case GAMMA -> array.set(normal(random, array, 1, 0.1f));
        case RUNNING_VAR -> array.set(uniform(random, array));
        default -> assertThat(array.getShape().dimension()).isGreaterThan(1);
      }
    }
    return encoder;
  }

  private static float[] normal(Random random, NDArray like, float mean, float deviation) {
    float[] values = new float[(int) like.size()];
    IntStream.range(0, values.length)
        .forEach(i -> values[i] = mean + deviation * (float) random.nextGaussian());
    return values;
  }

  private static float[] uniform(Random random, NDArray like) {
    float[] values = new float[(int) like.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = 0.5f + random.nextFloat());
    return values;
  }

  private static float[] random(int rows, InceptionResnetV1Config shape) {
    Random random = new Random(3);
    float[] values = new float[rows * 3 * shape.side() * shape.side()];
    IntStream.range(0, values.length).forEach(i -> values[i] = random.nextFloat());
    return values;
  }
}
