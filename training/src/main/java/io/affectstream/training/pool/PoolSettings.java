package io.affectstream.training.pool;

import io.affectstream.training.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Settings of a pool of experts, read from JSON.
 *
 * @param seed of every draw
 * @param data data sets
 * @param experts bundles and settings of the experts
 * @param windows the composed windows
 */
public record PoolSettings(long seed, Data data, Experts experts, Windows windows) {

  /**
   * Data sets. Nothing that an expert learned from fits the pool.
   *
   * @param faces archive or directory with {@code train/} and {@code validation/} (FER2013)
   * @param votes the raters' votes (FER+)
   * @param chooseShare share of {@code train/} that the face expert did not learn from
   * @param comments folder with {@code train.tsv}, {@code dev.tsv} and {@code labels.txt}
   * @param testSpeakers speakers to measure on
   * @param features cache folder
   */
  public record Data(
      Path faces,
      Path votes,
      double chooseShare,
      Path comments,
      Set<String> testSpeakers,
      Path features) {

    public Data {
      testSpeakers = Set.copyOf(testSpeakers);
    }
  }

  /**
   * The experts.
   *
   * @param face bundle of the face encoder: a folder, a zip or the name of a shipped one
   * @param voice settings of 'affect train voice'
   * @param words bundle of the words network
   */
  public record Experts(String face, Path voice, String words) {}

  /**
   * Composed windows.
   *
   * @param fit per pair of speakers
   * @param test to measure on
   * @param foreignVoices share of voices unlike any known one among the windows to fit whose class
   *     is recognisable without them
   * @param lastingEpisodes share of episodes that last for the whole window
   */
  public record Windows(int fit, int test, double foreignVoices, double lastingEpisodes) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it is not JSON, or a key is missing, unknown or mistyped
   */
  public static PoolSettings read(Path file) throws IOException {
    return SettingsFile.read(file, PoolSettings.class);
  }
}
