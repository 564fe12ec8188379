package io.affectstream.training.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.affectstream.schemas.Expression;
import io.affectstream.training.StepListener;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.CameraEffects;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.data.fec.FecFaces;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a very small encoder on generated images: bright above, or bright below. */
class FaceTrainerTest {

  private static final int SIDE = 16;
  private static final FaceEncoderConfig SHAPE =
      new FaceEncoderConfig(SIDE, 4, List.of(4, 8), List.of(1, 1), 1, 0.1f);

  @TempDir private Path folder;

  @Test
  void learnsWhatTheImagesShow() throws Exception {
    try (FaceTrainer trainer = trainer(settings(0.1, 0, 6), folder)) {
      assertThat(trainer.run(StepListener.NONE)).isGreaterThan(0.95);
    }
  }

  @Test
  void killAndResumeGivesTheWeightsOfAnUninterruptedRun() throws Exception {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (FaceTrainer trainer = trainer(settings(0.05, 0.2f, 4), whole)) {
      trainer.run(StepListener.NONE);
    }
    try (FaceTrainer killed = trainer(settings(0.05, 0.2f, 4), parts)) {
      killed.run(2, StepListener.NONE);
    }
    try (FaceTrainer resumed = trainer(settings(0.05, 0.2f, 4), parts)) {
      resumed.run(StepListener.NONE);
    }

    Checkpoint expected = Checkpoint.read(whole.resolve(EpochLoop.LAST));
    Checkpoint found = Checkpoint.read(parts.resolve(EpochLoop.LAST));
    assertThat(found.epoch()).isEqualTo(4);
    assertThat(found.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected
        .arrays()
        .forEach((name, values) -> assertThat(found.arrays().get(name)).as(name).isEqualTo(values));
    assertThat(withoutSeconds(parts)).isEqualTo(withoutSeconds(whole)).hasSize(5);
  }

  @Test
  void actionUnitHeadFollowsItsTable() throws Exception {
    FaceTrainingConfig settings = settings(0.1, 0, 6);
    FaceImages faces = images(256, 1);
    Map<String, float[]> rows = new TreeMap<>();
    for (int i = 0; i < faces.size(); i++) {
      float[] row = new float[12];
      row[0] = faces.labels().get(i) == Expression.HAPPINESS ? 1 : 0;
      rows.put(faces.names().get(i), row);
    }
    try (FaceTrainer trainer =
        new FaceTrainer(
            settings,
            SHAPE,
            LabelledFaces.of(faces),
            faces,
            Optional.of(new ActionUnitTable(rows)),
            Optional.empty(),
            folder)) {
      trainer.run(StepListener.NONE);
    }

    List<String> log = Files.readAllLines(folder.resolve(EpochLoop.LOG));
    double first = Double.parseDouble(log.get(1).split(",")[6]);
    double last = Double.parseDouble(log.get(6).split(",")[6]);
    assertThat(last).isLessThan(0.5 * first);
  }

  @Test
  void onlyTheActionUnitHeadChangesWhenItIsFittedAlone() throws Exception {
    FaceImages faces = images(64, 1);
    Map<String, float[]> rows = new TreeMap<>();
    faces.names().forEach(name -> rows.put(name, new float[12]));
    Path out = folder.resolve("head");
    Checkpoint before;
    try (FaceTrainer trainer =
        new FaceTrainer(
            headOnly(settings(0.1, 0, 2)),
            SHAPE,
            LabelledFaces.of(faces),
            faces,
            Optional.of(new ActionUnitTable(rows)),
            Optional.empty(),
            out)) {
      before = Checkpoint.of(0, 0, 0, trainer.net(), Map.of());
      trainer.run(StepListener.NONE);
    }

    Checkpoint after = Checkpoint.read(out.resolve(EpochLoop.LAST));
    before
        .arrays()
        .forEach(
            (name, values) -> {
              if (name.contains("action_units")) {
                assertThat(after.arrays().get(name)).as(name).isNotEqualTo(values);
              } else {
                assertThat(after.arrays().get(name)).as(name).isEqualTo(values);
              }
            });
  }

  @Test
  void onlyTheNamedPartsChangeAndTheNormalisationStaysFrozen() throws Exception {
    Checkpoint before;
    try (FaceTrainer trainer = trainer(refined(0, List.of("stage1", "expression")), folder)) {
      before = Checkpoint.of(0, 0, 0, trainer.net(), Map.of());
      trainer.run(StepListener.NONE);
    }

    Checkpoint after = Checkpoint.read(folder.resolve(EpochLoop.LAST));
    before
        .arrays()
        .forEach(
            (name, values) -> {
              boolean trained = name.contains("stage1") || name.contains("expression");
              if (trained && !name.contains("running")) {
                assertThat(after.arrays().get(name)).as(name).isNotEqualTo(values);
              } else {
                assertThat(after.arrays().get(name)).as(name).isEqualTo(values);
              }
            });
  }

  @Test
  void theAverageOfTheWeightsIsWhatIsKept() throws Exception {
    try (FaceTrainer trainer = trainer(refined(0.999f, List.of()), folder)) {
      trainer.run(StepListener.NONE);
    }

    Checkpoint last = Checkpoint.read(folder.resolve(EpochLoop.LAST));
    Checkpoint best = Checkpoint.read(folder.resolve(EpochLoop.BEST));
    String name =
        best.arrays().keySet().stream().filter(n -> n.contains("expression")).findFirst().get();
    assertThat(best.epoch()).isEqualTo(2);
    assertThat(best.arrays().get(name))
        .isEqualTo(last.arrays().get("momentum/average/" + name))
        .isNotEqualTo(last.arrays().get(name));
  }

  @Test
  void anExportedEncoderIsTheStartOnlyIfTheNormalisationIsFrozen() throws Exception {
    try (FaceTrainer trainer = trainer(settings(0.05, 0, 2), folder)) {
      assertThatThrownBy(() -> trainer.startFrom(encoder -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("frozenNormalisation");
    }
    List<Encoder> started = new ArrayList<>();
    try (FaceTrainer trainer = trainer(refined(0, List.of()), folder)) {
      trainer.startFrom(started::add);
      trainer.run(1, StepListener.NONE);
      assertThat(started).containsExactly(trainer.net());
    }
    assertThat(Files.readAllLines(folder.resolve(EpochLoop.LOG)).get(1)).startsWith("0,16,");
  }

  private static FaceTrainingConfig refined(float averaging, List<String> parts) {
    FaceTrainingConfig base = settings(0.02, 0, 2);
    FaceTrainingConfig.Optimiser o = base.optimiser();
    return copy(
        base,
        base.phases(),
        false,
        base.network(),
        new FaceTrainingConfig.Optimiser(
            o.batch(),
            o.balance(),
            o.learningRate(),
            o.minLearningRate(),
            o.warmUpSteps(),
            o.firstCycleEpochs(),
            o.cycleGrowth(),
            o.momentum(),
            o.weightDecay(),
            new FaceTrainingConfig.Refinement(averaging, true, parts)));
  }

  private static FaceTrainingConfig headOnly(FaceTrainingConfig c) {
    return copy(c, c.phases(), true, c.network(), c.optimiser());
  }

  private static FaceTrainingConfig copy(
      FaceTrainingConfig c,
      List<FaceTrainingConfig.Phase> phases,
      boolean headOnly,
      FaceTrainingConfig.Network network,
      FaceTrainingConfig.Optimiser optimiser) {
    return new FaceTrainingConfig(
        c.data(),
        c.start(),
        c.seed(),
        phases,
        c.variation(),
        optimiser,
        c.losses(),
        headOnly,
        network,
        c.triplets());
  }

  @Test
  void trainsThePapersNetworkOnGreyImages() throws Exception {
    int side = InceptionResnetV1Config.MIN_SIDE;
    InceptionResnetV1Config shape = new InceptionResnetV1Config(side, List.of(1, 1, 1), 8, 0.2f);
    FaceTrainingConfig base = settings(0.02, 0, 1);
    FaceTrainingConfig settings =
        copy(
            base,
            List.of(new FaceTrainingConfig.Phase(side, 5)),
            false,
            base.network(),
            optimiser(16, 0.02));
    FaceImages faces = images(32, 1);
    try (FaceTrainer trainer =
        new FaceTrainer(
            settings,
            shape,
            LabelledFaces.of(faces),
            faces,
            Optional.empty(),
            Optional.empty(),
            folder)) {
      trainer.run(StepListener.NONE);
    }

    List<String> log = Files.readAllLines(folder.resolve(EpochLoop.LOG));
    assertThat(loss(log.get(5))).isLessThan(0.7 * loss(log.get(1)));
    assertThat(Checkpoint.read(folder.resolve(EpochLoop.LAST)).epoch()).isEqualTo(5);
  }

  @Test
  void tripletsShapeTheEmbeddingBeyondTheLabels() throws Exception {
    FecFaces faces = triplets(64);
    double without;
    try (FaceTrainer trainer = trainer(settings(0.1, 0, 6), folder.resolve("without"))) {
      trainer.run(StepListener.NONE);
      without = satisfied(trainer, faces);
    }
    try (FaceTrainer trainer =
        new FaceTrainer(
            settings(0.1, 0, 6),
            SHAPE,
            LabelledFaces.of(images(256, 1)),
            images(64, 2),
            Optional.empty(),
            Optional.of(faces),
            folder.resolve("with"))) {
      trainer.run(StepListener.NONE);

      assertThat(satisfied(trainer, faces)).isGreaterThan(0.9).isGreaterThan(without + 0.3);
    }
  }

  /** Share of the triplets whose pair is nearer than the odd one to either, by the margin. */
  private static double satisfied(FaceTrainer trainer, FecFaces faces) {
    float[] plain = new float[faces.pixels().length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (faces.pixels()[i] & 0xff) / 255f;
    }
    int count = plain.length / (SIDE * SIDE);
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] vectors =
          trainer
              .net()
              .forward(
                  new ParameterStore(manager, false),
                  new NDList(trainer.net().input(manager, plain, count, SIDE)),
                  false)
              .get(Encoder.Output.EMBEDDING.index())
              .toFloatArray();
      int kept = 0;
      for (int i = 0; i < faces.triplets(); i++) {
        int[] m = Arrays.copyOfRange(faces.members(), 3 * i, 3 * i + 3);
        double near = distance(vectors, m[0], m[1]) + faces.margins()[i];
        boolean first = near < distance(vectors, m[0], m[2]);
        boolean second = near < distance(vectors, m[1], m[2]);
        kept += first && second ? 1 : 0;
      }
      return kept / (double) faces.triplets();
    }
  }

  private static double distance(float[] vectors, int first, int second) {
    double sum = 0;
    for (int i = 0; i < Encoder.EMBEDDING; i++) {
      double difference =
          vectors[first * Encoder.EMBEDDING + i] - vectors[second * Encoder.EMBEDDING + i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Alike: both with a dark middle, or both with a bright one, independent of the label. */
  private static FecFaces triplets(int count) {
    byte[] pixels = images(3 * count, 9).pixels();
    int[] members = new int[3 * count];
    float[] margins = new float[count];
    Arrays.fill(margins, 0.2f);
    for (int i = 0; i < members.length; i++) {
      members[i] = i;
      boolean dark = i / 3 % 2 == 0 == i % 3 < 2;
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean middle = Math.abs(p % SIDE - SIDE / 2) < SIDE / 4;
        pixels[i * SIDE * SIDE + p] =
            middle ? (byte) (dark ? 10 : 245) : pixels[i * SIDE * SIDE + p];
      }
    }
    return new FecFaces(SIDE, pixels, members, margins);
  }

  private static double loss(String line) {
    return Double.parseDouble(line.split(",")[3]);
  }

  @Test
  void settingsWithoutANetworkMeanTheCompactOne() throws Exception {
    assertThat(read("").shape()).isEqualTo(FaceEncoderConfig.shipped());
  }

  @Test
  void settingsChooseThePapersNetworkAtTheSideOfTheLastPhase() throws Exception {
    assertThat(read(", \"network\": \"inception-resnet-v1\"").shape())
        .isEqualTo(InceptionResnetV1Config.paper());
  }

  @Test
  void settingsMayNameTriplets() throws Exception {
    assertThat(read("").triplets()).isNull();
    assertThat(
            read(", \"triplets\": {\"csv\": \"t.csv\", \"images\": \"p\", \"minShare\": 0.5,"
                    + " \"batch\": 8, \"weight\": 1}")
                .triplets())
        .isEqualTo(new FaceTrainingConfig.Triplets(Path.of("t.csv"), Path.of("p"), 0.5, 8, 1));
  }

  @Test
  void anUnknownNetworkIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> read(", \"network\": \"resnet\""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("face-encoder")
        .hasMessageContaining("inception-resnet-v1");
  }

  @Test
  void aMissingKeyIsStillRefused() {
    assertThatThrownBy(() -> FaceTrainingConfig.read(write("{\"phases\": []}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("seed");
  }

  private FaceTrainingConfig read(String network) throws IOException {
    return FaceTrainingConfig.read(
        write(
            """
            {"data": {"faces": "f", "votes": null, "voteWeight": 0, "chooseShare": 0.1,
              "others": [], "actionUnits": null},
             "start": null, "seed": 1,
             "phases": [{"side": 128, "epochs": 1}, {"side": 160, "epochs": 2}],
             "variation": {
              "augmentation": {"rotationDegrees": 1, "scale": 0, "shift": 0, "gamma": 1,
               "occlusion": 0, "lowResolution": 0},
              "camera": null, "remixAlpha": 0},
             "optimiser": {"batch": 8, "balance": 0, "learningRate": 0.1, "minLearningRate": 0,
              "warmUpSteps": 0, "firstCycleEpochs": 0, "cycleGrowth": 1, "momentum": 0.9,
              "weightDecay": 0},
             "losses": {"labelSmoothing": 0, "contrastive": 0, "temperature": 1, "actionUnits": 0},
             "onlyActionUnits": false%s}
            """
                .formatted(network)));
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("settings.json"), json);
  }

  @Test
  void stopsWhenTheLossIsNoLongerFinite() {
    assertThatThrownBy(
            () -> {
              try (FaceTrainer trainer = trainer(settings(1e12, 0, 4), folder)) {
                trainer.run(StepListener.NONE);
              }
            })
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("lower learningRate");
  }

  private static FaceTrainer trainer(FaceTrainingConfig settings, Path out) {
    return new FaceTrainer(
        settings,
        SHAPE,
        LabelledFaces.of(images(256, 1)),
        images(64, 2),
        Optional.empty(),
        Optional.empty(),
        out);
  }

  private static List<String> withoutSeconds(Path run) throws Exception {
    return Files.readAllLines(run.resolve(EpochLoop.LOG)).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private static FaceTrainingConfig settings(double rate, float remix, int epochs) {
    return new FaceTrainingConfig(
        new FaceTrainingConfig.Data(Path.of("generated"), null, 0, 0.1, List.of(), null, null),
        null,
        11,
        List.of(
            new FaceTrainingConfig.Phase(SIDE / 2, 1),
            new FaceTrainingConfig.Phase(SIDE, epochs - 1)),
        new FaceTrainingConfig.Variation(
            new FaceAugmentation(5, 0.05, 0.05, 1.2, 0.2, 0.1),
            new CameraEffects(0.1, 1.1, 0.2, 0.02, 0.2),
            remix),
        optimiser(32, rate),
        new FaceTrainingConfig.LossWeights(0.05f, 0.1f, 0.2f, 1),
        false,
        FaceTrainingConfig.Network.FACE_ENCODER,
        new FaceTrainingConfig.Triplets(Path.of("csv"), Path.of("images"), 0, 16, 2));
  }

  private static FaceTrainingConfig.Optimiser optimiser(int batch, double rate) {
    return new FaceTrainingConfig.Optimiser(
        batch, 0.5, rate, rate / 100, 4, 0, 1, 0.9f, 1e-4f, null);
  }

  private static FaceImages images(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * SIDE * SIDE];
    List<Expression> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean above = i % 2 == 0;
      labels.add(above ? Expression.HAPPINESS : Expression.SADNESS);
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bright = p / SIDE < SIDE / 2 == above;
        pixels[i * SIDE * SIDE + p] = (byte) ((bright ? 150 : 60) + random.nextInt(50));
      }
    }
    String[] names = new String[count];
    Arrays.setAll(names, i -> "train/x/%d.jpg".formatted(i));
    return new FaceImages(SIDE, pixels, labels, List.of(names));
  }
}
