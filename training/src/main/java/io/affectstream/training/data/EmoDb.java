package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a folder of the Berlin database of emotional speech (Burkhardt et al. 2005). A file's name
 * consists of speaker (2 digits), sentence (letter and 2 digits), emotion (letter of the German
 * word) and version, e.g. {@code 03a01Wa.flac}. Boredom, which is not one of the eight classes, is
 * {@link Expression#OTHER}.
 */
public final class EmoDb {

  private static final Pattern NAME =
      Pattern.compile("(?<speaker>\\d{2})(?<text>[ab]\\d{2})(?<emotion>[A-Z])[a-z]\\.(flac|wav)");

  private static final Map<String, Expression> EMOTIONS =
      Map.of(
          "W", Expression.ANGER,
          "L", Expression.OTHER,
          "E", Expression.DISGUST,
          "A", Expression.FEAR,
          "F", Expression.HAPPINESS,
          "T", Expression.SADNESS,
          "N", Expression.NEUTRAL);

  private EmoDb() {}

  /**
   * Every utterance of a folder, in the order of the files' names.
   *
   * @throws IOException if the folder cannot be read, is empty or contains a file of another kind
   */
  public static List<Utterance> read(Path folder) throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        utterances.add(utterance(file));
      }
    }
    if (utterances.isEmpty()) {
      throw new IOException("%s: expected utterances, found none".formatted(folder));
    }
    return utterances;
  }

  private static Utterance utterance(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    Expression label = name.matches() ? EMOTIONS.get(name.group("emotion")) : null;
    if (label == null) {
      throw new IOException(
          "%s: expected a name like 03a01Wa.flac with an emotion of %s"
              .formatted(file, new TreeSet<>(EMOTIONS.keySet())));
    }
    return new Utterance(file, name.group("speaker"), name.group("text"), label);
  }
}
