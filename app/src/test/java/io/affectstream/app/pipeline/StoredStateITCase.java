package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The current jobs continue from the savepoints of a release ({@code
 * src/test/resources/state/RELEASE}): all state is restored to its operator, and the further
 * results equal those of an uninterrupted run in every record and field. Numbers may differ by the
 * rounding of different processors. {@link MakeStoredState} creates the savepoints.
 */
@Timeout(300)
class StoredStateITCase {

  /** The newest release with stored state. */
  static final String RELEASE = "0.1.0";

  /** The models are computed in single precision. */
  private static final double ROUNDING = 1e-4;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static StoredState stored(StatefulJob job) throws Exception {
    String name = "/state/" + RELEASE + "/" + job.folder() + "/inputs.gz";
    return StoredState.read(Path.of(StoredStateITCase.class.getResource(name).toURI()).getParent());
  }

  private Map<String, List<String>> run(
      StatefulJob job, StoredState stored, Optional<Path> savepoint) throws Exception {
    try (StateRun run =
        StateRun.start(job, folder.resolve(savepoint.isPresent() ? "continued" : "whole"))) {
      run.publish(stored.inputs());
      run.submit(savepoint);
      return run.awaitOver();
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesFromASavepointOfTheRelease(StatefulJob job) throws Exception {
    StoredState stored = stored(job);
    Map<String, List<String>> rest = run(job, stored, Optional.empty());
    stored
        .given()
        .forEach(
            (key, given) -> {
              assertThat(rest).containsKey(key);
              assertThat(rest.get(key)).as(key).hasSizeGreaterThan(given);
              rest.compute(key, (unused, all) -> all.subList(given, all.size()));
            });

    Map<String, List<String>> continued = run(job, stored, Optional.of(stored.savepoint()));
    assertThat(continued.keySet()).isEqualTo(rest.keySet());
    rest.forEach(
        (key, expected) ->
            assertThat(continued.get(key))
                .as(key)
                .usingElementComparator(StoredStateITCase::compare)
                .containsExactlyElementsOf(expected));
  }

  /** 0 if two records are equal except for the last digits of their fractions. */
  private static int compare(String found, String expected) {
    try {
      return JSON.readTree(found).equals(StoredStateITCase::compareNodes, JSON.readTree(expected))
          ? 0
          : found.compareTo(expected);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int compareNodes(JsonNode found, JsonNode expected) {
    boolean fractions = found.isFloatingPointNumber() && expected.isFloatingPointNumber();
    boolean same =
        fractions
            ? Math.abs(found.doubleValue() - expected.doubleValue()) < ROUNDING
            : found.equals(expected);
    return same ? 0 : 1;
  }
}
