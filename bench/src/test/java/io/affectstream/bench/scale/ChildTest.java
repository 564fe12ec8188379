package io.affectstream.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {

  @Test
  void coresAreBoundAndReported() {
    List<String> command = Child.command(2, true, List.of("scale", "a.mp4"));

    assertThat(command).startsWith("/usr/bin/taskset", "-c", "0-1");
    assertThat(command)
        .contains("-XX:ActiveProcessorCount=2")
        .endsWith("io.affectstream.bench.BenchMain", "scale", "a.mp4");
    assertThat(Child.command(1, true, List.of())).startsWith("/usr/bin/taskset", "-c", "0");
  }

  @Test
  void withoutTasksetTheyAreOnlyReported() {
    assertThat(Child.command(1, false, List.of())).first().asString().endsWith("java");
  }
}
