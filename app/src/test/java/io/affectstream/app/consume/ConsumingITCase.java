package io.affectstream.app.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.app.consume.Document.Block;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.sql.TableDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads the results of a real run in other languages and by SQL, following the document. */
@Timeout(600)
class ConsumingITCase {

  private static final double MINUTE = 60e6;

  @TempDir static Path folder;

  private static Results results;
  private static Document document;
  private static Terminal terminal;

  @BeforeAll
  static void run() throws Exception {
    document = Document.read(Terminal.DOCS.resolve("consuming.md"));
    results = new Results(folder);
    terminal =
        new Terminal(
            folder.resolve("terminal"),
            Map.of(
                "broker:9092",
                results.broker(),
                "talk.mp4",
                results.clip().toString(),
                "\"app/target/lib/*\"",
                System.getProperty("java.class.path")));
    for (String line : document.commands("")) {
      terminal.type(line);
    }
    results.fill(folder.resolve("flink"));
    assertThat(results.frames()).hasSize(225);
    assertThat(results.episodes()).hasSizeGreaterThan(1);
  }

  @AfterAll
  static void stop() {
    if (results != null) {
      results.close();
    }
  }

  private static List<String> typed(String section) throws Exception {
    String out = "";
    for (String line : document.commands(section)) {
      out = terminal.type(line);
    }
    return out.lines().toList();
  }

  @Test
  void java() throws Exception {
    assertThat(typed("Java")).isEqualTo(results.episodes());
  }

  @Test
  void python() throws Exception {
    Terminal.requirePython("confluent_kafka", "fastavro");
    assertThat(typed("Python")).isEqualTo(results.episodes());
  }

  @Test
  void javaScript() throws Exception {
    Terminal.requireNode("kafkajs", "avsc", "lz4js");
    assertThat(typed("JavaScript")).isEqualTo(results.episodes());
  }

  @Test
  void sql() throws Exception {
    typed("SQL");
    Path tables = folder.resolve("terminal/tables.sql");
    TableEnvironment batch = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    statements(tables).forEach(batch::executeSql);
    List<String> queries = statements(Terminal.DOCS.resolve("sql/queries.sql"));
    assertThat(queries).hasSize(5);
    shares(rows(batch, queries.get(0)));
    longEpisodes(rows(batch, queries.get(1)));
    lipCorners(rows(batch, queries.get(2)));
    assertThat(rows(batch, queries.get(3))).as("dead letters").isEmpty();
    assertThat(rows(batch, queries.get(4)))
        .as("revised provisional rows")
        .singleElement()
        .satisfies(
            row -> {
              assertThat((Long) row.getField("compared")).isBetween(1L, 225L);
              assertThat((Double) row.getField("revised")).isBetween(0.0, 1.0);
            });
    assertThat(
            rows(
                batch,
                "SELECT DISTINCT finality FROM affect_live /*+ OPTIONS('scan.bounded.mode' ="
                    + " 'latest-offset') */"))
        .as("rows and events of one topic")
        .singleElement()
        .extracting(row -> row.getField("finality"))
        .isEqualTo("PROVISIONAL");
    assertThat(
            rows(
                batch,
                "SELECT kind FROM affect_live_events /*+ OPTIONS('scan.bounded.mode' ="
                    + " 'latest-offset') */"))
        .isNotEmpty()
        .allMatch(row -> String.valueOf(row.getField("kind")).startsWith("EPISODE_"));
  }

  @Test
  void sqlThatGoesOnTellsEpisodesAsTheyAreCommitted() throws Exception {
    TableEnvironment streaming = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    statements(tables()).forEach(streaming::executeSql);
    String query =
        statements(Terminal.DOCS.resolve("sql/queries.sql"))
            .get(1)
            .replaceAll("/\\*\\+.*?\\*/", "");
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> iterator = streaming.executeSql(query).collect()) {
      while (rows.size() < longEpisodes().size()) {
        rows.add(iterator.next());
      }
    }
    longEpisodes(rows);
    try (CloseableIterator<Row> described =
        streaming.executeSql("SELECT `stream`, modalities FROM affect_streams").collect()) {
      Row talk = described.next();
      assertThat(talk.getField("stream")).isEqualTo("talk");
      assertThat((Object[]) talk.getField("modalities")).contains("FACE", "VOICE");
    }
  }

  @Test
  void theDocumentShowsItsFilesAsTheyAre() throws Exception {
    List<Block> quoted =
        document.blocks().stream()
            .filter(block -> !List.of("bash", "properties").contains(block.language()))
            .toList();
    assertThat(quoted).isNotEmpty();
    String queries = Files.readString(Terminal.DOCS.resolve("sql/queries.sql"));
    assertThat(quoted)
        .allSatisfy(
            block -> {
              assertThat(block.language()).isEqualTo("sql");
              assertThat(queries).contains(block.text());
            });
  }

  /** Regenerate it with {@code ./affect topics sql -b broker:9092 > docs/sql/tables.sql}. */
  @Test
  void theStoredTablesAreThoseOfTheContracts() throws Exception {
    assertThat(Terminal.DOCS.resolve("sql/tables.sql"))
        .content()
        .isEqualTo(TableDefinitions.all(Topics.DEFAULT, "broker:9092", Map.of(), "", ""));
  }

  private static Path tables() throws Exception {
    return Files.writeString(
        folder.resolve("tables.sql"),
        Files.readString(Terminal.DOCS.resolve("sql/tables.sql"))
            .replace("broker:9092", results.broker()));
  }

  private static void shares(List<Row> rows) {
    List<AffectFrame> measured =
        results.frames().stream().filter(row -> row.getReason() == Reason.MEASURED).toList();
    Map<String, Long> totals =
        measured.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getFace() + " " + (long) (row.getTime() / MINUTE),
                    Collectors.counting()));
    Map<String, Long> expected =
        measured.stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        "%d %d %s"
                            .formatted(
                                row.getFace(), (long) (row.getTime() / MINUTE), row.getSmoothed()),
                    TreeMap::new,
                    Collectors.counting()));
    Map<String, Long> found = new TreeMap<>();
    for (Row row : rows) {
      String key = row.getField("face") + " " + row.getField("minute");
      long frames = (Long) row.getField("frames");
      found.put(key + " " + row.getField("expression"), frames);
      assertThat((Double) row.getField("share"))
          .isCloseTo((double) frames / totals.get(key), within(1e-9));
    }
    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(1);
  }

  private static List<AffectEvent> longEpisodes() {
    return results.events().stream()
        .filter(event -> event.getKind() == EventKind.EPISODE_CLOSED)
        .filter(event -> event.getExpression() != null)
        .filter(event -> event.getOffset() - event.getOnset() > 1_000_000)
        .toList();
  }

  private static void longEpisodes(List<Row> rows) {
    assertThat(rows).hasSameSizeAs(longEpisodes()).isNotEmpty();
    assertThat(rows)
        .extracting(
            row ->
                "%s %s %.6f %.6f"
                    .formatted(
                        row.getField("stream"),
                        row.getField("expression"),
                        (Double) row.getField("onset_seconds"),
                        (Double) row.getField("seconds")))
        .containsExactlyInAnyOrderElementsOf(
            longEpisodes().stream()
                .map(
                    event ->
                        "talk %s %.6f %.6f"
                            .formatted(
                                event.getExpression(),
                                event.getOnset() / 1e6,
                                (event.getOffset() - event.getOnset()) / 1e6))
                .toList());
  }

  private static void lipCorners(List<Row> rows) {
    double mean =
        results.frames().stream()
            .filter(row -> !row.getActionUnits().isEmpty())
            .mapToDouble(row -> row.getActionUnits().get(6))
            .average()
            .orElseThrow();
    assertThat(rows).hasSize(1);
    Row row = rows.get(0);
    assertThat(row.getField("stream")).isEqualTo("talk");
    assertThat(((Number) row.getField("lip_corner_puller")).doubleValue())
        .isCloseTo(mean, within(1e-5));
  }

  private static List<Row> rows(TableEnvironment tables, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> iterator = tables.executeSql(query).collect()) {
      iterator.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<String> statements(Path file) throws Exception {
    return List.of(Files.readString(file).split(";\\s*\\n")).stream()
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
