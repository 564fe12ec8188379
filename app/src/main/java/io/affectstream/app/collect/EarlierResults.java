package io.affectstream.app.collect;

import io.affectstream.app.files.EventsJsonl;
import io.affectstream.app.files.FramesCsv;
import io.affectstream.app.files.SummaryJson;
import io.affectstream.app.report.ReportIndex;
import io.affectstream.app.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Results of an earlier run in the folder of this one. Results of streams in this run are replaced;
 * if there are others, all of them are moved to another folder, so that the folder contains results
 * of one run only.
 */
final class EarlierResults {

  private static final String FOLDER = "earlier";
  private static final Set<String> OF_A_RUN =
      Set.of(EventsJsonl.NAME, EventsJsonl.ALERTS, SummaryJson.NAME, ReportIndex.NAME);

  private EarlierResults() {}

  /**
   * Moves them if necessary.
   *
   * @param streams streams of this run
   * @param alerts whether this run writes alerts
   * @return their new folder; empty if nothing was moved
   */
  static Optional<Path> setAside(Path folder, Set<String> streams, boolean alerts)
      throws IOException {
    Set<String> replaced = new TreeSet<>(OF_A_RUN);
    for (String stream : streams) {
      replaced.add(FramesCsv.name(stream));
      replaced.add(ReportPage.name(stream));
    }
    if (!alerts) {
      replaced.remove(EventsJsonl.ALERTS);
    }
    if (streams.size() == 1) {
      replaced.remove(ReportIndex.NAME); // which a run of one stream does not write
    }
    List<Path> earlier = results(folder);
    if (earlier.stream().allMatch(file -> replaced.contains(file.getFileName().toString()))) {
      return Optional.empty();
    }
    Path aside = Files.createDirectories(unused(folder));
    for (Path file : earlier) {
      Files.move(file, aside.resolve(file.getFileName()));
    }
    return Optional.of(aside);
  }

  private static List<Path> results(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(EarlierResults::isResult).sorted().toList();
    }
  }

  private static boolean isResult(Path file) {
    String name = file.getFileName().toString();
    return OF_A_RUN.contains(name)
        || name.endsWith(FramesCsv.SUFFIX)
        || name.endsWith(ReportPage.SUFFIX);
  }

  private static Path unused(Path folder) {
    Path aside = folder.resolve(FOLDER);
    for (int n = 2; Files.exists(aside); n++) {
      aside = folder.resolve(FOLDER + "-" + n);
    }
    return aside;
  }
}
