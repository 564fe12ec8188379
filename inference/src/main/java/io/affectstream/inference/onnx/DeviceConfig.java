package io.affectstream.inference.onnx;

import java.io.Serializable;

/**
 * Device on which graphs run.
 *
 * @param device CPU or CUDA
 * @param index number of the CUDA device, from 0; unused on the CPU
 * @param memoryLimitBytes maximum memory of a session on the CUDA device; unused on the CPU
 * @param tensorFloat32 whether CUDA may round products to TF32: faster, results differ from the CPU
 *     from the fourth digit on
 * @param search how CUDA chooses the algorithms of convolutions
 * @param fallbackToCpu whether to use the CPU if CUDA is requested but absent
 */
public record DeviceConfig(
    Device device,
    int index,
    long memoryLimitBytes,
    boolean tensorFloat32,
    AlgorithmSearch search,
    boolean fallbackToCpu)
    implements Serializable {

  /** Kind of device. */
  public enum Device {
    CPU,
    CUDA
  }

  /** Selection of cuDNN's algorithms. */
  public enum AlgorithmSearch {
    /** By cuDNN's advice: the same at every start. */
    HEURISTIC,
    /**
     * By timing all of them at the first batch of each size: low-order digits may differ between
     * starts.
     */
    EXHAUSTIVE,
    /** Always the default algorithm: uses the least memory. */
    DEFAULT
  }

  private static final long MIN_MEMORY = 64L << 20;

  /**
   * @throws IllegalArgumentException if a CUDA device has a negative index or less than 64 MiB
   */
  public DeviceConfig {
    if (device == Device.CUDA && (index < 0 || memoryLimitBytes < MIN_MEMORY)) {
      throw new IllegalArgumentException(
          "CUDA device: expected an index of at least 0 and a memory limit of at least %d bytes, found index %d and %d bytes"
              .formatted(MIN_MEMORY, index, memoryLimitBytes));
    }
  }

  /** The CPU, one thread per session. */
  public static DeviceConfig cpu() {
    return new DeviceConfig(Device.CPU, 0, 0, false, AlgorithmSearch.HEURISTIC, false);
  }

  /** A CUDA device, in full precision, without fallback. */
  public static DeviceConfig cuda(int index, long memoryLimitBytes) {
    return new DeviceConfig(
        Device.CUDA, index, memoryLimitBytes, false, AlgorithmSearch.HEURISTIC, false);
  }

  /** The same device with other choices between speed and reproducible digits. */
  public DeviceConfig with(boolean roundsToTensorFloat32, AlgorithmSearch algorithms) {
    return new DeviceConfig(
        device, index, memoryLimitBytes, roundsToTensorFloat32, algorithms, fallbackToCpu);
  }

  /** The same device, with the CPU as fallback. */
  public DeviceConfig withFallback() {
    return new DeviceConfig(device, index, memoryLimitBytes, tensorFloat32, search, true);
  }
}
