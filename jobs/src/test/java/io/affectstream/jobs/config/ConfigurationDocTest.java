package io.affectstream.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {

  @Test
  void theDocumentIsUpToDate() throws Exception {
    Path document = Path.of("..", "docs", "configuration.md");
    assertThat(document)
        .as("docs/configuration.md is stale; write it anew with: %s", ConfigReference.COMMAND)
        .hasContent(ConfigReference.markdown());
  }
}
