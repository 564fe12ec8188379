package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code model}. */
public record ModelConfig(
    @Option(
            value = "Folder or zip of the model bundle. Empty: the bundle of the installation.",
            byDefault = "")
        String bundle,
    @Option(value = "`cpu` or `cuda`.", byDefault = "cpu") Device device,
    @Option(value = "Number of the CUDA device.", byDefault = "0", min = 0, max = 1024)
        int cudaDevice,
    @Option(value = "Most GPU memory of one session.", byDefault = "2 GB", min = 64 << 20)
        DataSize gpuMemoryLimit,
    @Option(
            value =
                "What to do if the device is absent: `fail` with the remedy, or go on on the `cpu`.",
            byDefault = "fail")
        Fallback fallback,
    @Option(
            value =
                "Sessions per graph and task manager, each with one thread; 0 = one per core on the"
                    + " CPU, one on a GPU.",
            byDefault = "0",
            min = 0,
            max = 1024)
        int sessions)
    implements Serializable {

  /** Where graphs run. */
  public enum Device {
    CPU,
    CUDA
  }

  /** What happens if the device is absent. */
  public enum Fallback {
    FAIL,
    CPU
  }

  /** Sessions per graph; 0 = one per core of the machine they run on. */
  public int sessionsOfDevice() {
    return sessions == 0 && device == Device.CUDA ? 1 : sessions;
  }
}
