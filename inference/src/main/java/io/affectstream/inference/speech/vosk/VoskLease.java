package io.affectstream.inference.speech.vosk;

import io.affectstream.inference.speech.SpeechModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A share of a Vosk model. A model takes several hundred megabytes, so each folder is loaded once
 * in a process and stays in memory until the last share is closed. Thread-safe.
 */
public final class VoskLease implements AutoCloseable {

  private static final class Shared {
    private VoskModel model;
    private int leases;
  }

  private static final Map<Path, Shared> SHARED = new HashMap<>();

  private final Path folder;
  private final VoskModel model;
  private boolean closed;

  private VoskLease(Path folder, VoskModel model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * A share of the model in a folder. Loads the model if there is no other share; that takes
   * seconds, during which other callers wait.
   *
   * @throws io.affectstream.inference.onnx.InferenceException if the folder holds no model, or the
   *     native library cannot be loaded
   */
  public static VoskLease of(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    synchronized (SHARED) {
      Shared shared = SHARED.get(path);
      if (shared == null) {
        shared = new Shared();
        shared.model = VoskModel.load(path);
        SHARED.put(path, shared);
      }
      shared.leases++;
      return new VoskLease(path, shared.model);
    }
  }

  /** The model; must not be used after this share is closed. */
  public SpeechModel model() {
    return model;
  }

  /** Releases the share. Closing it again has no effect. */
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
