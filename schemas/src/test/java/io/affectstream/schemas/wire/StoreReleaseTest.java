package io.affectstream.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Stores the current schemas as those of a release. Part of releasing:
 *
 * <pre>mvn -pl schemas test -Dtest=StoreReleaseTest -Daffect.release=VERSION</pre>
 */
class StoreReleaseTest {

  @Test
  @EnabledIfSystemProperty(
      named = "affect.release",
      matches = "\\d+\\.\\d+\\.\\d+",
      disabledReason = "stores schemas only with -Daffect.release=VERSION")
  void storesTheCurrentSchemas() throws IOException {
    Path folder = Path.of("src/test/resources/released", System.getProperty("affect.release"));
    Files.createDirectories(folder);
    for (Schema schema : Contracts.current()) {
      Path file = folder.resolve(schema.getName() + ".avsc");
      Files.writeString(file, schema.toString(true) + "\n");
      assertThat(new Schema.Parser().parse(Files.readString(file))).isEqualTo(schema);
    }
  }
}
