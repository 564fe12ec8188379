package io.affectstream.models.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.Expression;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole recipe on a generated miniature of the data set: videos alone, images alone, both, two
 * people of one video, gaps, skipped frames, files with more lines than frames.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AffWildCommandTest {

  private static final int FRAMES = 30;
  private static final String EXPRESSIONS = "EXPR_Classification_Challenge";
  private static final String UNITS = "AU_Detection_Challenge";
  private static final Map<String, String> HEADERS =
      Map.of(
          EXPRESSIONS,
          "Neutral,Anger,Disgust,Fear,Happiness,Sadness,Surprise,Other",
          UNITS,
          "AU1,AU2,AU4,AU6,AU7,AU10,AU12,AU15,AU23,AU24,AU25,AU26");
  private static final String SETTINGS =
      """
      {"bundle": "face-3", "network": "SHIPPED", "memory": "POOLED", "folds": 2,
       "foldValidation": false, "minorityFrames": 20, "majorityFrames": 5, "framesPerSecond": 25,
       "training": {"seed": 3, "epochs": 2, "steps": 3, "patience": 0, "validation": 16,
         "optimiser": {"kind": "SGD", "batch": 8, "learningRate": 0.01, "minLearningRate": 0.001,
           "warmUpSteps": 0, "firstCycleEpochs": 1, "cycleGrowth": 2, "weightDecay": 0.0001,
           "momentum": 0.9},
         "variation": {"remixAlpha": 0.2, "modalityDropout": 0.2},
         "losses": {"labelSmoothing": 0, "actionUnits": 1, "circle": 1}}}
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsTheWholeRecipeAndGoesOnAfterAStop() throws Exception {
    Path root = miniature(folder.resolve("root"));
    Path out = folder.resolve("out");

    assertThat(run(root, out, "--ablations")).as(err.toString(UTF_8)).isZero();

    assertThat(said.toString(UTF_8))
        .contains("people: 4 to learn from, 2 to measure on, 4 to predict")
        .contains("not learned from, as a task validates on their video: torn")
        .contains("with a voice: 5, with words: 1 of 7");
    assertSubmission(out);
    assertTable(out);

    Map<String, String> whole = results(out);
    delete(out.resolve("fold-1"));
    delete(out.resolve("predictions"));
    delete(out.resolve("submission"));
    delete(out.resolve("features"));
    Files.delete(out.resolve("results.csv"));
    assertThat(run(root, out, "--ablations")).as(err.toString(UTF_8)).isZero();
    assertThat(results(out)).isEqualTo(whole);
  }

  /** The default without settings: recurrent, trained with Remix and circle loss. */
  @Test
  void thePapersNetworkLearnsAndIsMeasured() throws Exception {
    Path root = miniature(folder.resolve("paper-root"));
    Path out = folder.resolve("paper-out");
    String settings =
        SETTINGS
            .replace("\"SHIPPED\"", "\"PAPER\"")
            .replace("\"folds\": 2", "\"folds\": 0")
            .replace("\"epochs\": 2", "\"epochs\": 1");

    assertThat(run(settings, root, out)).as(err.toString(UTF_8)).isZero();

    List<String> rows = Files.readAllLines(out.resolve("results.csv"));
    assertThat(rows).anyMatch(row -> row.startsWith("official split,"));
    assertThat(rows).noneMatch(row -> row.startsWith("fold "));
    assertThat(names(out.resolve("validation/official").resolve(EXPRESSIONS)))
        .containsExactly("valid.txt");
    assertThat(out.resolve("submission")).doesNotExist();
  }

  /** One line per frame; images and lines beyond the video are included. */
  private static void assertSubmission(Path out) throws IOException {
    Path submission = out.resolve("submission");
    assertThat(names(submission.resolve(EXPRESSIONS))).containsExactly("imaged.txt", "test.txt");
    assertThat(names(submission.resolve(UNITS)))
        .containsExactly("pair_left.txt", "pair_right.txt", "test.txt");
    for (String task : HEADERS.keySet()) {
      List<String> lines = Files.readAllLines(submission.resolve(task).resolve("test.txt"));
      assertThat(lines).hasSize(1 + FRAMES);
      assertThat(lines.get(0)).isEqualTo(HEADERS.get(task));
      String line = task.equals(UNITS) ? "[01](,[01]){11}" : "[0-7]";
      assertThat(lines.subList(1, lines.size())).allMatch(each -> each.matches(line));
    }
    assertThat(Files.readAllLines(submission.resolve(EXPRESSIONS).resolve("imaged.txt")))
        .hasSize(1 + 12);
  }

  private void assertTable(Path out) throws IOException {
    List<String[]> rows =
        Files.readAllLines(out.resolve("results.csv")).stream()
            .map(line -> line.split(",", -1))
            .toList();
    assertThat(rows).extracting(row -> row[0]).containsSubsequence("official split", "fold 0");
    Map<String, String> networks = new TreeMap<>();
    networks.put("official split", "official");
    networks.put("vote and mean of 2 folds", "folds");
    networks.put("only static", "ablation-only-static");
    networks.put("without words", "ablation-without-words");
    for (String[] row : rows.subList(1, rows.size())) {
      if (!row[0].startsWith("the paper")) {
        for (int i : new int[] {3, 5, 6}) {
          assertThat(Double.parseDouble(row[i])).as(row[0]).isBetween(0.0, 100.0);
        }
      }
      String network = networks.remove(row[0]);
      if (network != null) {
        Path validation = out.resolve("validation").resolve(network);
        assertThat(Double.parseDouble(row[3])).isCloseTo(unitF1(validation), within(1e-4));
        assertThat(Double.parseDouble(row[5])).isCloseTo(expressionF1(validation), within(1e-4));
      }
    }
    assertThat(networks).isEmpty();
    assertThat(Files.readString(out.resolve("results.md")))
        .contains("| official split | official validation | 52.5 |")
        .contains("| 49.9 | - | 35.9 | - |")
        .contains("| without words | official validation | 50.8 |");
    assertThat(Files.readAllLines(out.resolve("classes.csv"))).hasSize(rows.size() - 1);
    assertThat(out.resolve("fold-0/curves.png")).isNotEmptyFile();
  }

  /** Macro F1 of 8 classes, from the files. */
  private double expressionF1(Path validation) throws IOException {
    double sum = 0;
    for (int label = 0; label < 8; label++) {
      String own = Integer.toString(label);
      sum += f1(validation, EXPRESSIONS, line -> line.equals(own)) / 8;
    }
    return 100 * sum;
  }

  private double unitF1(Path validation) throws IOException {
    double sum = 0;
    for (int unit = 0; unit < 12; unit++) {
      int column = unit;
      sum += f1(validation, UNITS, line -> line.split(",")[column].equals("1")) / 12;
    }
    return 100 * sum;
  }

  private double f1(Path validation, String task, java.util.function.Predicate<String> active)
      throws IOException {
    double both = 0;
    double either = 0;
    for (String name : names(validation.resolve(task))) {
      List<String> found = Files.readAllLines(validation.resolve(task).resolve(name));
      List<String> truth =
          Files.readAllLines(
              folder
                  .resolve("root/annotations")
                  .resolve(task)
                  .resolve("Validation_Set")
                  .resolve(name));
      assertThat(found).hasSameSizeAs(truth);
      for (int i = 1; i < truth.size(); i++) {
        if (!truth.get(i).contains("-1")) {
          boolean first = active.test(truth.get(i));
          boolean second = active.test(found.get(i));
          both += first && second ? 2 : 0;
          either += (first ? 1 : 0) + (second ? 1 : 0);
        }
      }
    }
    return either == 0 ? 0 : both / either;
  }

  @Test
  void whatIsMissingIsSaidBeforeAnyWork() throws Exception {
    Path root = folder.resolve("wrong");

    assertThat(run(root, folder.resolve("out-wrong"))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("wrong: expected the folder of Aff-Wild2, found none");

    Files.createDirectories(root);
    assertThat(run(root, folder.resolve("out-wrong"))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("expected one folder 'EXPR_Classification_Challenge'");

    for (String split : List.of("Train_Set", "Validation_Set")) {
      annotate(root, EXPRESSIONS, split, "e" + split, i -> "0", 3);
      annotate(root, UNITS, split, "e" + split, i -> "0,0,0,0,0,0,0,0,0,0,0,1", 3);
    }
    assertThat(run(root, folder.resolve("out-wrong"))).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("expected cropped_aligned/NAME or NAME.mp4")
        .contains("[eTrain_Set, eValidation_Set]");

    for (String split : List.of("Train_Set", "Validation_Set")) {
      Files.createDirectories(root.resolve("cropped_aligned").resolve("e" + split));
    }
    assertThat(run(root, folder.resolve("out-wrong"))).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("expected at least 2 groups, found 1")
        .contains("'folds'");
    assertThat(folder.resolve("out-wrong/features")).doesNotExist();
  }

  @Test
  void anotherRunsFolderIsNotTaken() throws Exception {
    Path out = Files.createDirectories(folder.resolve("taken"));
    Files.writeString(out.resolve("settings.json"), "{}");

    assertThat(run(folder, out)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("settings.json").contains("another --out");
  }

  private int run(Path root, Path out, String... more) throws IOException {
    return run(SETTINGS, root, out, more);
  }

  private int run(String text, Path root, Path out, String... more) throws IOException {
    Path settings = Files.writeString(folder.resolve("affwild2.json"), text);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "affwild2",
                "--root",
                root.toString(),
                "--out",
                out.toString(),
                "--config",
                settings.toString()));
    arguments.addAll(List.of(more));
    return ModelsMain.run(
        new Console(
            new PrintStream(said, true, UTF_8), new PrintStream(err, true, UTF_8), Terminal.NONE),
        arguments.toArray(String[]::new));
  }

  private static Path miniature(Path root) throws Exception {
    Path videos = Files.createDirectories(root.resolve("batch1"));
    DemoFiles happy = clip(root.resolve(".made/happy"), Expression.HAPPINESS, "we won the game");
    DemoFiles angry = clip(root.resolve(".made/angry"), Expression.ANGER, "stop it now");
    Files.copy(happy.video(), videos.resolve("solo.mp4"));
    Files.copy(happy.transcript(), videos.resolve("solo.words.json"));
    Files.copy(angry.video(), videos.resolve("pair.mp4"));
    Files.copy(angry.video(), videos.resolve("valid.mp4"));
    Files.copy(happy.video(), videos.resolve("test.mp4"));
    List<BufferedImage> faces = images(happy.video());
    image(root, "pair_left", faces, 1, 2, 3, 5, 8, 13, 21, 29, 30);
    image(root, "pair_right", faces, 2, 4, 6, 8, 9, 10, 11, 12);
    image(root, "imaged", faces, 1, 2, 3, 4, 7, 9, 10, 12);
    image(root, "torn", faces, 1, 2, 3);
    delete(root.resolve(".made"));

    annotate(root, EXPRESSIONS, "Train_Set", "solo", i -> i < 4 ? "-1" : "" + (i % 5), FRAMES);
    annotate(root, UNITS, "Train_Set", "solo", i -> units(i, i == 6), FRAMES - 2);
    annotate(root, EXPRESSIONS, "Train_Set", "pair_left", i -> i % 3 == 0 ? "-1" : "6", FRAMES);
    annotate(root, EXPRESSIONS, "Train_Set", "pair_right", i -> "" + (i % 8), 11);
    annotate(root, UNITS, "Train_Set", "imaged", i -> units(i, false), 10);
    annotate(root, EXPRESSIONS, "Train_Set", "torn", i -> "2", 3);
    annotate(root, UNITS, "Validation_Set", "torn", i -> units(i, false), 3);
    annotate(root, EXPRESSIONS, "Validation_Set", "valid", i -> i == 9 ? "-1" : "" + (i / 5), 33);
    annotate(root, UNITS, "Validation_Set", "valid", i -> units(i, i > 20), 31);
    return root;
  }

  private static String units(int frame, boolean skipped) {
    return IntStream.range(0, 12)
        .mapToObj(unit -> skipped && unit == 3 ? "-1" : frame % (unit + 2) == 0 ? "1" : "0")
        .collect(Collectors.joining(","));
  }

  private static DemoFiles clip(Path folder, Expression expression, String text)
      throws IOException {
    long end = FRAMES * 40_000L;
    return DemoClip.write(
        folder,
        new DemoScript(
            List.of(new DemoScript.Segment(0, 200_000, end - 200_000, end, expression, text))));
  }

  private static List<BufferedImage> images(Path video) throws Exception {
    List<BufferedImage> images = new ArrayList<>();
    try (MediaReader reader =
        MediaReader.open(
            new MediaSource.File(video), MediaOptions.DEFAULT, 0, new Cancellation())) {
      for (Optional<MediaEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        if (event.get() instanceof MediaEvent.Image image) {
          BufferedImage whole = ImageIO.read(new ByteArrayInputStream(image.jpeg()));
          images.add(whole.getSubimage(whole.getWidth() / 2 - 56, 60, 112, 112));
        }
      }
    }
    assertThat(images).hasSize(FRAMES);
    return images;
  }

  private static void image(Path root, String name, List<BufferedImage> faces, int... frames)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve("cropped_aligned").resolve(name));
    for (int frame : frames) {
      Path file = folder.resolve("%05d.jpg".formatted(frame));
      assertThat(ImageIO.write(faces.get(frame - 1), "jpg", file.toFile())).isTrue();
    }
  }

  private static void annotate(
      Path root, String task, String split, String name, IntFunction<String> line, int lines)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve("annotations").resolve(task).resolve(split));
    StringBuilder text = new StringBuilder(HEADERS.get(task)).append('\n');
    for (int i = 0; i < lines; i++) {
      text.append(line.apply(i)).append('\n');
    }
    Files.writeString(folder.resolve(name + ".txt"), text);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All output of a run, by file. */
  private static Map<String, String> results(Path out) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (name.matches("(submission|validation)/.*|results\\..*|classes.csv")) {
          results.put(name, Files.readString(file));
        }
      }
    }
    assertThat(results).hasSizeGreaterThan(20);
    return results;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
