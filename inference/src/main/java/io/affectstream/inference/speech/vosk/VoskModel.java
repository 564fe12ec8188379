package io.affectstream.inference.speech.vosk;

import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.nio.file.Path;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;

/** A Vosk model; its recognisers may run in several threads. */
public final class VoskModel implements SpeechModel, AutoCloseable {

  private final Path folder;
  private final Model model;

  private VoskModel(Path folder, Model model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * Loads the model in a folder.
   *
   * @throws InferenceException if there is none, or the native library cannot be loaded
   */
  public static VoskModel load(Path folder) {
    try (ModelView view = ModelView.of(folder)) {
      LibVosk.setLogLevel(LogLevel.WARNINGS);
      return new VoskModel(folder, new Model(view.folder().toString()));
    } catch (IOException e) {
      throw new InferenceException(
          "speech model %s: %s; './affect models list' shows what there is"
              .formatted(folder, e.getMessage()),
          e);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new InferenceException(
          "Vosk's native library cannot be loaded (%s); it needs Linux x86-64, macOS or Windows, and in a Flink cluster the jars of Vosk and JNA in its lib folder"
              .formatted(e),
          e);
    }
  }

  @Override
  public SpeechRecogniser recogniser() {
    try {
      return VoskRecogniser.of(model);
    } catch (IOException e) {
      throw new InferenceException(
          "speech model %s: no recogniser can be made".formatted(folder), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
