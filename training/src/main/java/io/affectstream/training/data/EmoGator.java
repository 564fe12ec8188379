package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads vocal bursts of EmoGator (Buhl 2023): a folder with {@code labels.csv} (columns path,
 * label, speaker) and {@code emogator.tar.gz}. Twelve of its thirty categories are known here; the
 * text of a burst is its category, of which there are several for one class.
 */
public final class EmoGator {

  private static final List<String> HEADER = List.of("path", "label", "speaker");

  private static final Map<String, Expression> CATEGORIES =
      Map.ofEntries(
          Map.entry("Amusement", Expression.HAPPINESS),
          Map.entry("Anger", Expression.ANGER),
          Map.entry("Contempt", Expression.OTHER),
          Map.entry("Disappointment", Expression.SADNESS),
          Map.entry("Disgust", Expression.DISGUST),
          Map.entry("Distress", Expression.SADNESS),
          Map.entry("Elation", Expression.HAPPINESS),
          Map.entry("Fear", Expression.FEAR),
          Map.entry("Neutral", Expression.NEUTRAL),
          Map.entry("Sadness", Expression.SADNESS),
          Map.entry("Surprise (Negative)", Expression.SURPRISE),
          Map.entry("Surprise (Positive)", Expression.SURPRISE));

  private EmoGator() {}

  /**
   * Every burst, in the order of the table.
   *
   * @param folder with table and archive
   * @param unpacked folder for the archive's files; those that are there are not unpacked again
   * @throws IOException if a file cannot be read or written, or a category is unknown
   */
  public static List<Utterance> read(Path folder, Path unpacked) throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(folder.resolve("labels.csv"));
    if (lines.isEmpty() || !lines.get(0).cells().equals(HEADER)) {
      throw new IOException(
          "%s: expected labels.csv with the header %s, found %s"
              .formatted(folder, HEADER, lines.isEmpty() ? "nothing" : lines.get(0).cells()));
    }
    unpack(folder.resolve("emogator.tar.gz"), unpacked);
    List<Utterance> utterances = new ArrayList<>();
    for (CsvLines.Line line : lines.subList(1, lines.size())) {
      utterances.add(utterance(line, folder, unpacked));
    }
    return utterances;
  }

  private static Utterance utterance(CsvLines.Line line, Path folder, Path unpacked)
      throws IOException {
    List<String> cells = line.cells();
    Expression label = cells.size() == HEADER.size() ? CATEGORIES.get(cells.get(1)) : null;
    Path file = unpacked.resolve(cells.get(0));
    if (label == null || !Files.exists(file)) {
      throw new IOException(
          "%s, labels.csv, line %d: expected a file of the archive, a category of %s and a speaker, found %s"
              .formatted(folder, line.number(), new TreeSet<>(CATEGORIES.keySet()), cells));
    }
    return new Utterance(file, cells.get(2), cells.get(1), label);
  }

  private static void unpack(Path archive, Path into) throws IOException {
    Files.createDirectories(into);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
        Path target = into.resolve(Path.of(next.getName()).getFileName());
        if (next.isFile() && !(Files.exists(target) && Files.size(target) == next.getSize())) {
          Files.copy(tar, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
