package io.affectstream.inference.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

  private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

  private static final WordPieces SMALL =
      new WordPieces(List.of("[UNK]", "[CLS]", "[SEP]", "un", "##happy", "happy", "!", "##p"));

  private static final List<String> TEXTS =
      List.of(
          "I can't believe it... she SAID that?!",
          "na\u00efve caf\u00e9, \u00dcber\u00e7ool",
          "antidisestablishmentarianism\tzzyzx\u00a0quux",
          "[NAME] & [RELIGION] \u2014 \u201cquoted\u201d \u2018text\u2019 it\u2019s",
          "\ud83d\ude02\ud83d\ude02 lol \u2764\ufe0f",
          "\u6f22\u5b57 mixed\u6f22 with latin",
          "3.5% of $1,000 = 35 ~ `code` ^_^ <tag>",
          "a\u0301 combining, soft\u00adhyphen, zero\u200bwidth",
          "x".repeat(100) + " " + "y".repeat(101),
          "",
          "   ");

  @Test
  void cutsTheLongestPieceFirst() {
    assertThat(SMALL.ids("Unhappy! happyp")).containsExactly(3, 4, 6, 5, 7);
    assertThat(SMALL.ids("unhappyx happy")).containsExactly(0, 5);
    assertThat(SMALL.begin()).isEqualTo(1);
    assertThat(SMALL.end()).isEqualTo(2);
  }

  @Test
  void cutsAsTheTokenizerOfTheSentenceEncoder() throws Exception {
    WordPieces pieces = whole();
    try (InputStream in = WordPiecesTest.class.getResourceAsStream(TOKENIZER);
        HuggingFaceTokenizer reference =
            HuggingFaceTokenizer.newInstance(
                in, Map.of("padding", "false", "truncation", "false"))) {
      for (String text : TEXTS) {
        List<Long> expected = new ArrayList<>();
        for (long id : reference.encode(text).getIds()) {
          expected.add(id);
        }
        List<Long> found = new ArrayList<>();
        found.add((long) pieces.begin());
        pieces.ids(text).forEach(id -> found.add((long) id));
        found.add((long) pieces.end());
        assertThat(found).as(text).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsAFileWithOneTokenPerLine() {
    byte[] file = "[CLS]\n[SEP]\n[UNK]\nyes\n".getBytes(StandardCharsets.UTF_8);

    assertThat(WordPieces.read(file).ids("yes no")).containsExactly(3, 2);
  }

  @Test
  void aVocabularyWithoutSpecialTokensIsRefused() {
    assertThatThrownBy(() -> new WordPieces(List.of("[CLS]", "[SEP]", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the token [UNK]");
  }

  private static WordPieces whole() throws Exception {
    try (InputStream in = WordPiecesTest.class.getResourceAsStream(TOKENIZER)) {
      JsonNode ids = new JsonMapper().readTree(in).path("model").path("vocab");
      String[] tokens = new String[ids.size()];
      ids.properties().forEach(entry -> tokens[entry.getValue().asInt()] = entry.getKey());
      return new WordPieces(List.of(tokens));
    }
  }
}
