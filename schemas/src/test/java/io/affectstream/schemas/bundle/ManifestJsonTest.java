package io.affectstream.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {

  private static final String FULL =
      """
      {"format": 1, "id": "m", "description": "d", "licence": "MIT",
       "files": {"f.onnx": {"sha256": "00", "bytes": 3, "licence": "MIT", "source": "s"}},
       "grid": {"stepsPerSecond": 30, "halo": 60, "segment": 15},
       "face": {"file": "f.onnx",
         "input": {"name": "x", "width": 4, "height": 5, "layout": "NCHW", "colour": "RGB",
                   "scale": 0.5, "mean": [0, 1, 2], "std": [1, 1, 1]},
         "crop": {"alignment": "box", "margin": 0.25},
         "outputs": {"embedding": {"name": "e", "shape": [-1, 16]}}},
       "heads": {"expression": {"graph": "face", "output": "p", "activation": "none",
                                "labels": ["NEUTRAL", "FEAR"]}},
       "provenance": {"metrics": {"f1": 0.5}}}
      """;

  @Test
  void readsAndWritesTheSame() throws Exception {
    Manifest manifest = ManifestJson.read(FULL, "manifest.json");
    assertThat(manifest.grid()).isEqualTo(new Manifest.GridSpec(30, 60, 15));
    assertThat(manifest.face().input().std()).containsExactly(1, 1, 1);
    assertThat(manifest.detector()).isNull();
    String text = ManifestJson.write(manifest);
    assertThat(text).doesNotContain("null");
    assertThat(ManifestJson.write(ManifestJson.read(text, "copy"))).isEqualTo(text);
  }

  @Test
  void namesUnknownKeysWithTheirPath() {
    refused(FULL.replace("\"margin\"", "\"marginn\": 1, \"margin\""))
        .hasMessageStartingWith("manifest.json: at 'face.crop.marginn': Unrecognized field");
  }

  @Test
  void refusesMissingNumbers() {
    refused(FULL.replace("\"halo\": 60, ", ""))
        .hasMessageStartingWith("manifest.json: at 'grid.halo': Cannot map `null`");
  }

  @Test
  void refusesMistypedValues() {
    refused(FULL.replace("60,", "\"60\",")).hasMessageStartingWith("manifest.json: at 'grid.halo'");
    refused(FULL.replace("60,", "60.5,")).hasMessageStartingWith("manifest.json: at 'grid.halo'");
    refused(FULL.replace("[-1, 16]", "[-1, \"a\"]"))
        .hasMessageStartingWith("manifest.json: at 'face.outputs.embedding.shape[1]'");
  }

  @Test
  void refusesOtherFormatsBeforeAnythingElse() {
    refused("{\"format\": 2, \"novelty\": 1}")
        .hasMessage(
            "manifest.json: at 'format': expected 1, found 2; this release reads format 1 only: use a bundle of that format or the release that wrote this one");
    refused("{\"id\": \"x\"}").hasMessageContaining("expected 1, found nothing");
  }

  @Test
  void refusesWhatIsNoSingleJsonObject() {
    refused("{\"format\": 1,\n \"id\"")
        .hasMessageContaining("expected JSON, found an error at line 2");
    refused("[]").hasMessage("manifest.json: expected a JSON object, found ARRAY");
    refused("").hasMessage("manifest.json: expected a JSON object, found MISSING");
    refused("null").hasMessage("manifest.json: expected a JSON object, found NULL");
    refused(FULL + "{}").hasMessageContaining("Trailing token");
    refused(FULL.replace("\"id\": \"m\",", "\"id\": \"m\", \"id\": \"n\","))
        .hasMessageContaining("Duplicate field 'id'");
  }

  private static AbstractThrowableAssert<?, ?> refused(String json) {
    return assertThatThrownBy(() -> ManifestJson.read(json, "manifest.json"))
        .isInstanceOf(ManifestException.class);
  }
}
