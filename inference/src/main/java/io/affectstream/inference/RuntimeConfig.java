package io.affectstream.inference;

import io.affectstream.inference.face.FaceConfig;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.words.MiniLmWordEncoder;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings for running a bundle. Only {@code faces} and the device's precision can change a result.
 *
 * @param device where the per-face and the fusion graph run
 * @param faces which faces of an image are analysed
 * @param faceBatches batches of faces
 * @param fusionBatches batches of segments
 * @param wordBatches batches of words, one thread
 * @param cachedWords number of cached word vectors
 */
public record RuntimeConfig(
    DeviceConfig device,
    FaceConfig faces,
    BatcherConfig faceBatches,
    BatcherConfig fusionBatches,
    BatcherConfig wordBatches,
    int cachedWords)
    implements Serializable {

  /**
   * The CPU, one inference thread per graph, batches of 8 faces, 8 segments and 32 words. Batches
   * do not wait for further faces: on a CPU a convolution costs the same per face in any batch. On
   * a GPU use larger batches and a wait of a few milliseconds.
   */
  public static final RuntimeConfig DEFAULT =
      new RuntimeConfig(
          DeviceConfig.cpu(),
          FaceConfig.DEFAULT,
          new BatcherConfig(8, Duration.ZERO, 32, 1),
          BatcherConfig.of(8),
          BatcherConfig.of(32),
          MiniLmWordEncoder.DEFAULT_CACHE);
}
