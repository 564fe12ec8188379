package io.affectstream.app.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.results.Records;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a terminal gets to see of events and dead letters. */
class EventPrinterTest {

  @Test
  void whatCouldSteerATerminalIsEscaped() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String id = "a\u001b[2J\u009b\u202e\uac00\ud83d\ude00";
    printer(bytes, false).event(Records.opened(id));
    printer(bytes, true).event(Records.opened(id));
    DeadLetter letter =
        DeadLetter.newBuilder(Records.letter("a", DeadLetterReason.NOT_AVRO))
            .setMessage("found 'x\n\u0007'")
            .build();
    printer(bytes, false).deadLetter(letter);
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("a\\u001b[2J\\u009b\\u202e\uac00\ud83d\ude00 ");
    assertThat(new ObjectMapper().readTree(lines.get(1)).path("stream").asText()).isEqualTo(id);
    assertThat(lines.get(1)).doesNotContain("\u009b", "\u202e").contains("\ud83d\ude00");
    assertThat(lines.get(2)).contains("found 'x\\u000a\\u0007'");
  }

  /** Prints every stream, without colours. */
  static EventPrinter printer(ByteArrayOutputStream bytes, boolean json) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new EventPrinter(out, Terminal.NONE, json, false, Set.of());
  }
}
