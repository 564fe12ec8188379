package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.inference.testing.TinyText;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles with a network for words. */
class WordsCheckTest extends BundleRefusals {

  static Stream<Arguments> refusedWordsNetworks() {
    return Stream.of(
        at("", w -> w.put("encoder", "bert"), "words.encoder: expected 'utterance', found 'bert'"),
        at("", w -> w.put("dimensions", 9), "words.dimensions: expected 10, found 9"),
        at("", w -> w.remove("network"), "words.network: expected a value, found nothing"),
        at(
            "/network",
            n -> n.put("vocabulary", "tokens.txt"),
            "words.network.vocabulary: expected a file listed under 'files', found 'tokens.txt'"),
        at(
            "/network",
            n -> n.put("maxTokens", 2),
            "words.network.maxTokens: expected 3 to 512, found 2"),
        at(
            "/network",
            n -> n.put("input", "ids"),
            "words.onnx: expected an input named 'ids', found inputs named [tokens]"),
        at(
            "/network/outputs",
            o -> o.remove("embedding"),
            "words.network.outputs.embedding: expected a value, found nothing"),
        at(
            "/network/outputs/log_probabilities",
            o -> o.putArray("shape").add(-1).add(7),
            "words.network.outputs.log_probabilities.shape[1]: expected 8, found 7"),
        at(
            "/network/outputs/embedding",
            o -> o.put("name", "vector"),
            "words.onnx: expected an output named 'vector', found outputs named [embedding,"
                + " logs]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedWordsNetworks")
  void aWordsNetworkIsRefusedWithItsMessage(String expected, Consumer<ObjectNode> change) {
    ObjectNode manifest = TinyText.bundle();
    change.accept((ObjectNode) manifest.get("words"));
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TinyText.files());
    assertThat(refused(folder)).hasMessageContaining(expected);
  }

  @Test
  void aBundleWithAWordsNetworkOpens() throws Exception {
    ModelBundle bundle =
        ModelBundle.open(TestBundle.write(temp.resolve("b"), TinyText.bundle(), TinyText.files()));
    assertThat(bundle.manifest().words().network().maxTokens()).isEqualTo(TinyText.MAX_TOKENS);
  }
}
