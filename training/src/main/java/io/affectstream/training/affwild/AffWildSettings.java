package io.affectstream.training.affwild;

import io.affectstream.training.SettingsFile;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.fusion.FusionTrainingConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a run on Aff-Wild2, read from JSON.
 *
 * @param bundle whose face encoder is frozen: a folder, a zip or the name of a shipped one
 * @param network fusion network
 * @param memory static feature of a face
 * @param folds networks of the ensemble, each on all but one fold
 * @param foldValidation whether the folds divide the validation videos too, as for a submission;
 *     then the ensemble cannot be measured
 * @param minorityFrames frames per person drawn from each rare class
 * @param majorityFrames frames per person drawn from each other class
 * @param framesPerSecond of people with images but no video
 * @param features folder in which encoded videos are kept; optional
 * @param expressionTest names of the people to submit expressions for, one per line; optional
 * @param unitTest the same for action units
 * @param training the trainer's settings
 */
public record AffWildSettings(
    String bundle,
    Network network,
    Memory memory,
    int folds,
    boolean foldValidation,
    int minorityFrames,
    int majorityFrames,
    double framesPerSecond,
    Path features,
    Path expressionTest,
    Path unitTest,
    FusionTrainingConfig training) {

  private static final String DEFAULT = "affwild2.json";

  /** Fusion networks. */
  public enum Network {
    /** The paper's: recurrent encoder, 32 numbers wide. */
    PAPER,
    /** The shipped one: convolutions that windows share. */
    SHIPPED
  }

  /** Static features. */
  public enum Memory {
    /** One vector per face, as in the paper. */
    POOLED,
    /** The spatial map; takes about 36 times the disk space. */
    TOKENS
  }

  /**
   * @throws IllegalArgumentException if a value is missing or out of its range
   */
  public AffWildSettings {
    require(bundle != null, "bundle", "a name or path", bundle);
    require(network != null, "network", "PAPER or SHIPPED", network);
    require(memory != null, "memory", "POOLED or TOKENS", memory);
    require(folds == 0 || folds >= 2, "folds", "0 (none) or at least 2", folds);
    require(minorityFrames >= 1, "minorityFrames", "at least 1", minorityFrames);
    require(majorityFrames >= 1, "majorityFrames", "at least 1", majorityFrames);
    require(framesPerSecond > 0, "framesPerSecond", "more than 0", framesPerSecond);
    require(training != null, "training", "the trainer's settings", training);
  }

  private static void require(boolean holds, String key, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s".formatted(key, expected, found));
    }
  }

  /**
   * Settings of a file, or the paper's; records them as {@code settings.json} in the output folder.
   *
   * @param out output folder, created if it does not exist
   * @throws IOException if the file does not contain such settings, or the folder contains a run
   *     with others
   */
  public static AffWildSettings read(Optional<Path> file, Path out) throws IOException {
    Path kept = out.resolve("settings.json");
    String text = file.isPresent() ? text(file.get()) : paper();
    if (Files.exists(kept) && !Files.readString(kept).equals(text)) {
      throw new IOException(
          "%s: expected the settings of the run in this folder, found others; take these, or"
                  .formatted(kept)
              + " another --out");
    }
    Files.createDirectories(out);
    Path part = out.resolve("settings.json.part");
    Files.writeString(part, text);
    AffWildSettings settings =
        SettingsFile.read(file.isPresent() ? file.get() : part, AffWildSettings.class);
    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return settings;
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("%s: expected a settings file, found nothing".formatted(file));
    }
    return Files.readString(file);
  }

  private static String paper() throws IOException {
    try (InputStream in = AffWildSettings.class.getResourceAsStream(DEFAULT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Lists of the people to submit predictions for, for tasks that have one. */
  public Map<AffWildTask, Path> testLists() {
    Map<AffWildTask, Path> lists = new EnumMap<>(AffWildTask.class);
    if (expressionTest != null) {
      lists.put(AffWildTask.EXPRESSION, expressionTest);
    }
    if (unitTest != null) {
      lists.put(AffWildTask.ACTION_UNITS, unitTest);
    }
    return lists;
  }
}
