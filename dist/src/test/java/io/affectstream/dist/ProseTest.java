package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Comments and documents in the English of {@code CONTRIBUTING.md}; the words are in {@code
 * prose-words.txt}.
 */
class ProseTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern WORD = Pattern.compile("[A-Za-z']+");

  /** Maximum number of listed words per 1,000 words of comments. */
  private static final double MAX_RATE = 3;

  private static final List<Entry> ENTRIES = new ArrayList<>();

  /**
   * A line of the list.
   *
   * @param pattern words to avoid
   * @param suggestion what to write instead
   * @param banned whether they must not occur at all
   */
  private record Entry(Pattern pattern, String suggestion, boolean banned) {}

  @BeforeAll
  static void readList() throws IOException {
    try (InputStream list = ProseTest.class.getResourceAsStream("/prose-words.txt")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] cells = line.split("\t", -1);
        assertThat(cells).as("expected a pattern, a tab and a suggestion: %s", line).hasSize(2);
        boolean banned = cells[0].startsWith("!");
        String words = (banned ? cells[0].substring(1) : cells[0]).replace(" ", "\\s+");
        Pattern pattern = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE);
        ENTRIES.add(new Entry(pattern, cells[1], banned));
      }
    }
  }

  @Test
  void commentsAndDocumentsHaveNoneOfTheBannedWords() throws Exception {
    List<Prose.Passage> passages = new ArrayList<>(Prose.comments(ROOT));
    passages.addAll(Prose.documents(ROOT));
    assertThat(hits(passages, true)).isEmpty();
  }

  @Test
  void otherArchaicWordsAreRareInComments() throws Exception {
    List<Prose.Passage> comments = Prose.comments(ROOT);
    long words = comments.stream().mapToLong(c -> WORD.matcher(c.text()).results().count()).sum();
    List<String> hits = hits(comments, false);
    assertThat(words).as("words in comments").isGreaterThan(50_000);
    assertThat(1000.0 * hits.size() / words)
        .as("words per 1,000 that CONTRIBUTING.md advises against:%n%s", String.join("\n", hits))
        .isLessThan(MAX_RATE);
  }

  @Test
  void aHitNamesFileLineWordAndSuggestion() {
    String source =
        """
        /** Runs {@code told of} it. */
        class A {
          String s = "// so many";
          char c = '"';

          /**
           * The listener is told
           * of it.
           *
           * @param heard number of rows
           */
          int f; // so many
        }
        """;
    assertThat(hits(Prose.comments(Path.of("A.java"), source), true))
        .containsExactlyInAnyOrder(
            "A.java:7: \"told of\"; write: notified of",
            "A.java:7: \"is told\"; write: is notified, gets, receives",
            "A.java:12: \"so many\"; write: {@code n}, a number of");
    String text = "# A\n\n`so many`\n```\nso many\n```\nruns so\nmany [a](so many)\n";
    assertThat(hits(List.of(Prose.document(Path.of("a.md"), text)), true))
        .containsExactly("a.md:7: \"so many\"; write: {@code n}, a number of");
  }

  private static List<String> hits(List<Prose.Passage> passages, boolean banned) {
    List<String> hits = new ArrayList<>();
    for (Prose.Passage passage : passages) {
      for (Entry entry : ENTRIES) {
        Matcher found = entry.pattern().matcher(passage.text());
        while (entry.banned() == banned && found.find()) {
          hits.add(
              "%s:%d: \"%s\"; write: %s"
                  .formatted(
                      passage.file(),
                      passage.lineAt(found.start()),
                      found.group().replaceAll("\\s+", " "),
                      entry.suggestion()));
        }
      }
    }
    return hits;
  }
}
