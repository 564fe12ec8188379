package io.affectstream.models.detector;

import io.affectstream.training.ItemListener;
import io.affectstream.training.detector.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a detector's measurement: {@code report.md}, {@code missed.png}, {@code wrong.png}. */
public final class DetectorReport {

  private DetectorReport() {}

  /**
   * Measures and writes.
   *
   * @param variants whether scenes are also turned, darkened, blurred and halved
   * @param folder to write into
   * @return the report's lines
   * @throws IOException if a file cannot be written
   */
  public static List<String> write(
      FaceSearch search, List<Scene> scenes, boolean variants, ItemListener listener, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    DetectorEvaluation evaluation = new DetectorEvaluation(search, variants);
    evaluation.run(scenes, listener);
    List<String> lines = evaluation.report();
    Files.write(folder.resolve("report.md"), lines);
    MissSheet.write(evaluation.missed(), folder.resolve("missed.png"));
    MissSheet.write(evaluation.wrong(), folder.resolve("wrong.png"));
    return lines;
  }
}
