package io.affectstream.models.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {

  @TempDir Path folder;

  /** Two bins: 0.6 correct once of two, 0.9 correct twice of two; one item without a result. */
  @Test
  void theCalibrationErrorIsTheMeanDistanceOfTheBins() throws Exception {
    new Scores(
            List.of(
                item("a", Expression.FEAR, Expression.FEAR, 0.6),
                item("b", Expression.ANGER, Expression.FEAR, 0.6),
                item("c, \"d\"", Expression.FEAR, Expression.FEAR, 0.9),
                item("e", Expression.ANGER, Expression.ANGER, 0.9),
                new Item("f", Expression.ANGER, Optional.empty())))
        .write(folder, Map.of());

    JsonNode metrics = new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
    assertThat(metrics.get("calibration_error").asDouble())
        .isCloseTo((2 * 0.1 + 2 * 0.1) / 4, within(1e-9));
    assertThat(metrics.get("reliability")).hasSize(2);
    assertThat(metrics.at("/reliability/0/items").asInt()).isEqualTo(2);
    assertThat(metrics.at("/reliability/0/confidence").asDouble()).isEqualTo(0.6);
    assertThat(metrics.at("/reliability/0/accuracy").asDouble()).isEqualTo(0.5);
    assertThat(metrics.at("/reliability/0/above").asDouble()).isEqualTo(0.5333);
    assertThat(metrics.at("/reliability/0/up_to").asDouble()).isEqualTo(0.6);
    assertThat(metrics.at("/unanswered").asInt()).isEqualTo(1);
    List<String> lines = Files.readAllLines(folder.resolve("predictions.csv"));
    assertThat(lines.get(0))
        .startsWith("item,truth,predicted,p_NEUTRAL,p_ANGER,")
        .endsWith(",p_OTHER");
    assertThat(lines.get(3)).startsWith("\"c, \"\"d\"\"\",FEAR,FEAR,").contains(",0.900000,");
    assertThat(lines.get(5)).isEqualTo("\"f\",ANGER,NONE,,,,,,,,");
  }

  @ParameterizedTest
  @CsvSource({
    "48, 48, AUTO, true",
    "112, 112, AUTO, true",
    "224, 256, AUTO, true",
    "256, 192, AUTO, false",
    "257, 257, AUTO, false",
    "640, 480, AUTO, false",
    "640, 480, ALWAYS, true",
    "224, 224, NEVER, false",
    "64, 4000, NEVER, true",
  })
  void cropsAreSmallAndNearlySquare(int width, int height, CropRule rule, boolean crop) {
    assertThat(rule.isCrop(width, height)).isEqualTo(crop);
  }

  private static Item item(String name, Expression truth, Expression predicted, double confidence) {
    int classes = Expression.values().length;
    List<Double> probabilities =
        new ArrayList<>(Collections.nCopies(classes, (1 - confidence) / (classes - 1)));
    probabilities.set(Columns.of(predicted), confidence);
    return new Item(name, truth, Optional.of(new Estimate(probabilities)));
  }
}
