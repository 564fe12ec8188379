package io.affectstream.inference.speech;

import io.affectstream.inference.speech.vosk.VoskModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A speech model in memory. Some hundred megabytes, so each folder is loaded once in a process, for
 * as long as anyone holds a lease on it. Thread-safe.
 */
public interface SpeechModel {

  /** A recogniser for one utterance, to be closed by the caller before the model's lease. */
  SpeechRecogniser recogniser();

  /**
   * A share of the model in a folder, loaded if nobody else holds one; that takes seconds, and
   * others wait.
   *
   * @throws io.affectstream.inference.onnx.InferenceException if the folder holds no model, or the
   *     native library cannot be loaded
   */
  static Lease lease(Path folder) {
    return Lease.of(folder.toAbsolutePath().normalize());
  }

  /** A share of a model. Closing it again does nothing. */
  final class Lease implements AutoCloseable {

    private static final class Shared {
      private VoskModel model;
      private int leases;
    }

    private static final Map<Path, Shared> SHARED = new HashMap<>();

    private final Path folder;
    private final VoskModel model;
    private boolean closed;

    private Lease(Path folder, VoskModel model) {
      this.folder = folder;
      this.model = model;
    }

    private static Lease of(Path folder) {
      synchronized (SHARED) {
        Shared shared = SHARED.get(folder);
        if (shared == null) {
          shared = new Shared();
          shared.model = VoskModel.load(folder);
          SHARED.put(folder, shared);
        }
        shared.leases++;
        return new Lease(folder, shared.model);
      }
    }

    /** The model; not to be used after this share is closed. */
    public SpeechModel model() {
      return model;
    }

    @Override
    public void close() {
      synchronized (SHARED) {
        Shared shared = SHARED.get(folder);
        if (closed) {
          return;
        }
        closed = true;
        if (--shared.leases == 0) {
          SHARED.remove(folder);
          shared.model.close();
        }
      }
    }
  }
}
