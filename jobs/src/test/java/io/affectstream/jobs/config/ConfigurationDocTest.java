package io.affectstream.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {

  @Test
  void theDocumentIsUpToDate() throws Exception {
    Path document = Path.of("..", "docs", "configuration.md");
    assertThat(document)
        .as("docs/configuration.md is stale; write it anew with: %s", ConfigReference.COMMAND)
        .hasContent(ConfigReference.markdown());
  }

  @Test
  void theFileOfTheDistributionIsUpToDateAndGivesTheDefaults() throws Exception {
    Path file = Path.of("..", "dist", "src", "main", "conf", "affect.yaml");
    assertThat(file)
        .as(
            "dist/src/main/conf/affect.yaml is stale; write it anew with: %s",
            ConfigTemplate.COMMAND)
        .hasContent(ConfigTemplate.yaml());
    assertThat(ConfigReader.read(Optional.of(file), List.of())).isEqualTo(ConfigReader.defaults());
  }
}
