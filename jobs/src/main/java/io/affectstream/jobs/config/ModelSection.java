package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code model}. */
public record ModelSection(
    @Option(
            value = "Folder or zip of the model bundle. Empty: the bundle of the installation.",
            defaultValue = "",
            changesResults = false)
        String bundle,
    @Option(value = "`cpu` or `cuda`.", defaultValue = "cpu") Device device,
    @Option(value = "Number of the CUDA device.", defaultValue = "0", min = 0, max = 1024)
        int cudaDevice,
    @Option(
            value = "Maximum GPU memory of one session.",
            defaultValue = "2 GB",
            min = 64 << 20,
            changesResults = false)
        DataSize gpuMemoryLimit,
    @Option(
            value =
                "Precision on a GPU: `full`, or `tf32`, which rounds products: faster, but"
                    + " results differ from the CPU from the fourth digit on.",
            defaultValue = "full")
        Precision gpuPrecision,
    @Option(
            value =
                "Selection of a GPU's convolutions: `heuristic`; `exhaustive`, timed at the"
                    + " first batches, low-order digits may differ between starts; `default`, least"
                    + " memory.",
            defaultValue = "heuristic")
        AlgorithmSearch gpuAlgorithms,
    @Option(
            value =
                "What to do if the device is absent: `fail` with the remedy, or continue on the"
                    + " `cpu`.",
            defaultValue = "fail")
        Fallback fallback,
    @Option(
            value =
                "Sessions per graph and task manager, each with one thread; 0 = one per core on the"
                    + " CPU, one on a GPU.",
            defaultValue = "0",
            min = 0,
            max = 1024,
            changesResults = false)
        int sessions)
    implements Serializable {

  /** Device of the graphs. */
  public enum Device {
    CPU,
    CUDA
  }

  /** Precision of products on a GPU. */
  public enum Precision {
    FULL,
    TF32
  }

  /** Selection of a GPU's algorithms. */
  public enum AlgorithmSearch {
    HEURISTIC,
    EXHAUSTIVE,
    DEFAULT
  }

  /** Behaviour if the device is absent. */
  public enum Fallback {
    FAIL,
    CPU
  }

  /** Sessions per graph; 0 = one per core of the machine they run on. */
  public int sessionsOfDevice() {
    return sessions == 0 && device == Device.CUDA ? 1 : sessions;
  }
}
