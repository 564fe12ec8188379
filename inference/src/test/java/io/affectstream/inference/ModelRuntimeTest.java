package io.affectstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.inference.fusion.AttributedPredictor;
import io.affectstream.inference.fusion.FaceHeadPredictor;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.inference.testing.TinyText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelRuntimeTest {

  private static final RuntimeConfig CONFIG = RuntimeConfig.DEFAULT;

  @TempDir Path temp;

  @Test
  void theSameSourceAndSettingsShareOneRuntimeUntilTheLastLeaseIsClosed() throws Exception {
    ModelSource source = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("b")));
    ModelRuntime.Lease first = ModelRuntime.lease(source, CONFIG);
    ModelRuntime.Lease second = ModelRuntime.lease(ModelSource.at(temp.resolve("x/../b")), CONFIG);
    ModelRuntime runtime = first.runtime();
    assertThat(second.runtime()).isSameAs(runtime);
    assertThat(threads("faces-batch-0")).isEqualTo(1);
    first.close();
    first.close();
    DetectedFace detected = new DetectedFace(new FaceBox(0, 0, 4, 4), 1, new float[0]);
    List<FoundFace> found = List.of(new FoundFace(detected, 1, new float[4 * 4 * 3]));
    assertThat(second.runtime().faces().orElseThrow().analyse(found).join()).hasSize(1);
    assertThat(second.runtime().devices()).isEqualTo(Map.of("faces", Device.CPU));
    second.close();
    assertThatThrownBy(() -> runtime.faces().orElseThrow().analyse(found))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(second::runtime).isInstanceOf(IllegalStateException.class);
    assertThat(threads("faces-batch-0")).isZero();
    try (ModelRuntime.Lease third = ModelRuntime.lease(source, CONFIG)) {
      assertThat(third.runtime()).isNotSameAs(runtime);
    }
  }

  @Test
  void aBundleReplacedAfterAJobWasPlannedIsRefused() throws Exception {
    ModelSource source = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("b")));
    ModelSource planned = source.expecting(source.open());
    assertThat(planned.open().identity()).isEqualTo(planned.identity());
    Path manifest = temp.resolve("b/manifest.json");
    Files.writeString(manifest, Files.readString(manifest) + "\n");
    assertThatThrownBy(() -> ModelRuntime.lease(planned, CONFIG))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("bundle " + temp.resolve("b") + " is refused")
        .hasMessageContaining("expected " + planned.identity() + ", with which the job was planned")
        .hasMessageContaining("found '" + source.open().identity() + "'");
  }

  @Test
  void otherSettingsAreAnotherRuntime() throws Exception {
    ModelSource source = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("b")));
    RuntimeConfig other =
        new RuntimeConfig(
            CONFIG.device(),
            CONFIG.faces(),
            BatcherConfig.of(3),
            CONFIG.fusionBatches(),
            CONFIG.wordBatches(),
            CONFIG.cachedWords());
    try (ModelRuntime.Lease one = ModelRuntime.lease(source, CONFIG);
        ModelRuntime.Lease two = ModelRuntime.lease(source, other)) {
      assertThat(one.runtime()).isNotSameAs(two.runtime());
    }
  }

  @Test
  void concurrentLeasesShareOneRuntime() throws Exception {
    ModelSource source = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("b")));
    List<CompletableFuture<ModelRuntime.Lease>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ModelRuntime.lease(source, CONFIG);
                } catch (BundleException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    List<ModelRuntime.Lease> leases = calls.stream().map(CompletableFuture::join).toList();
    assertThat(leases.stream().map(ModelRuntime.Lease::runtime).distinct()).hasSize(1);
    leases.forEach(ModelRuntime.Lease::close);
    assertThat(threads("faces-batch-0")).isZero();
  }

  @Test
  void offersWhatTheBundleHas() throws Exception {
    ModelSource fused = ModelSource.at(TestBundle.write(temp.resolve("fused")));
    ModelSource faceOnly = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("face")));
    try (ModelRuntime.Lease all = ModelRuntime.lease(fused, CONFIG);
        ModelRuntime.Lease face = ModelRuntime.lease(faceOnly, CONFIG)) {
      assertThat(all.runtime().predictor()).isInstanceOf(AttributedPredictor.class);
      assertThat(all.runtime().words().orElseThrow().dimensions()).isEqualTo(384);
      assertThat(all.runtime().faces()).isPresent();
      assertThat(all.runtime().metrics()).containsOnlyKeys("faces", "words", "fusion", "live");
      all.runtime().words().orElseThrow().encode(List.of("now")).join();
      assertThat(all.runtime().metrics().get("words").rows()).isEqualTo(1);

      assertThat(face.runtime().predictor()).isInstanceOf(FaceHeadPredictor.class);
      assertThat(face.runtime().words()).isEmpty();
      assertThat(face.runtime().metrics()).containsOnlyKeys("faces");
      assertThat(face.runtime().bundle().identity()).startsWith("tiny@");
    }
  }

  @Test
  void aBundleWithAWordsNetworkReadsUtterances() throws Exception {
    Path folder = TestBundle.write(temp.resolve("words"), TinyText.bundle(), TinyText.files());
    try (ModelRuntime.Lease lease = ModelRuntime.lease(ModelSource.at(folder), CONFIG)) {
      assertThat(lease.runtime().words().orElseThrow().encode(List.of("yes", "no")).join())
          .isDeepEqualTo(TinyText.vectors("yes", "yes no"));
      assertThat(lease.runtime().metrics().get("words").rows()).isEqualTo(2);
      assertThat(lease.runtime().devices()).containsEntry("words", Device.CPU);
    }
  }

  @Test
  void anOpeningThatFailsHalfWayLeavesNothingOpen() throws Exception {
    ModelSource source = ModelSource.at(TestBundle.write(temp.resolve("b")));
    RuntimeConfig failing =
        new RuntimeConfig(
            CONFIG.device(),
            CONFIG.faces(),
            CONFIG.faceBatches(),
            CONFIG.fusionBatches(),
            CONFIG.wordBatches(),
            -1);
    assertThatThrownBy(() -> ModelRuntime.lease(source, failing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("word encoder");
    assertThat(threads("faces-batch-0")).as("opened before the words").isZero();
  }

  @Test
  void aRefusedBundleIsReadAnewByTheNextLease() throws Exception {
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Path extra = Files.writeString(folder.resolve("extra"), "x");
    ModelSource source = ModelSource.at(folder);
    assertThatThrownBy(() -> ModelRuntime.lease(source, CONFIG))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("extra: expected only files the manifest lists");
    Files.delete(extra);
    try (ModelRuntime.Lease lease = ModelRuntime.lease(source, CONFIG)) {
      assertThat(lease.runtime().bundle().manifest().id()).isEqualTo("tiny");
    }
  }

  @Test
  void anAbsentDeviceIsRefused() throws Exception {
    Assumptions.assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    ModelSource source = ModelSource.at(TestBundle.writeFaceOnly(temp.resolve("b")));
    RuntimeConfig gpu =
        new RuntimeConfig(
            DeviceConfig.cuda(0, 1L << 30),
            CONFIG.faces(),
            CONFIG.faceBatches(),
            CONFIG.fusionBatches(),
            CONFIG.wordBatches(),
            CONFIG.cachedWords());
    assertThatThrownBy(() -> ModelRuntime.lease(source, gpu))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("face.onnx: expected CUDA device 0");
  }

  @Test
  void aShippedBundleThatIsAbsentIsNamed() {
    assertThatThrownBy(() -> ModelRuntime.lease(ModelSource.shipped("nothing"), CONFIG))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("'nothing' (shipped)");
  }

  @Test
  void sourceAndSettingsAreSerialisable() throws Exception {
    ModelSource source = ModelSource.at(temp);
    assertThat(copy(source)).isEqualTo(source);
    assertThat(copy(CONFIG)).isEqualTo(CONFIG);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  private static Object copy(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
