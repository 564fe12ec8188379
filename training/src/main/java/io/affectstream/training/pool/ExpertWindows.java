package io.affectstream.training.pool;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Modality;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.Columns;
import io.affectstream.training.operations.ArrayOperations;
import io.affectstream.training.voice.VoiceExpert;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Answers of the experts for windows of the composed corpus: of the face at the centre, of the
 * voice of the whole window, of the last word before the centre.
 *
 * @param voice the voice expert
 * @param words table of the words, whose vectors begin with the log probabilities
 */
public record ExpertWindows(VoiceExpert voice, WordBank words) {

  private static final int BATCH = 128;
  private static final int CLASSES = ExpertAnswer.CLASSES;
  private static final int SIZE = AudioFrontEnd.DIMENSIONS;

  /**
   * Rows of windows: one for every subset of the present modalities that shows the class by itself.
   *
   * @param windows with the face's log probabilities as memory
   */
  public List<ExpertAnswer> rows(List<LabelledWindow> windows) {
    List<ExpertAnswer> rows = new ArrayList<>();
    List<ExpertAnswer> all = answers(windows);
    for (int i = 0; i < windows.size(); i++) {
      for (Set<Modality> modalities : ModalitySet.all()) {
        ExpertAnswer row = all.get(i).only(modalities);
        if (row.subset() == ModalitySet.of(modalities)
            && windows.get(i).evidence().isShownBy(modalities)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /**
   * One row per window, with everything present.
   *
   * @param windows with the face's log probabilities as memory
   */
  public List<ExpertAnswer> answers(List<LabelledWindow> windows) {
    List<ExpertAnswer> answers = new ArrayList<>();
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<LabelledWindow> batch = windows.subList(from, Math.min(windows.size(), from + BATCH));
      try (NDManager manager = NDManager.newBaseManager()) {
        answers.addAll(answers(batch, manager));
      }
    }
    return answers;
  }

  private List<ExpertAnswer> answers(List<LabelledWindow> batch, NDManager manager) {
    int window = batch.get(0).audioMask().length;
    float[] audio = new float[batch.size() * window * SIZE];
    float[] mask = new float[batch.size() * window];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.get(i).audio(), 0, audio, i * window * SIZE, window * SIZE);
      System.arraycopy(batch.get(i).audioMask(), 0, mask, i * window, window);
    }
    ArrayOperations ops = new ArrayOperations(manager);
    NDArray sound = ops.constant(audio, batch.size(), window, SIZE);
    NDArray known = ops.constant(mask, batch.size(), window);
    float[] logits = voice.logits(ops, sound, known, window).logSoftmax(1).toFloatArray();
    float[] spoken = VoiceActivity.of(ops, sound, known, window).toFloatArray();
    List<ExpertAnswer> answers = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      answers.add(answer(batch.get(i), logits, i, spoken[i] > 0));
    }
    return answers;
  }

  private ExpertAnswer answer(LabelledWindow sample, float[] voiceLogs, int row, boolean speaks) {
    double[][] logs = new double[ModalitySet.MODALITIES][CLASSES];
    Set<Modality> present = EnumSet.noneOf(Modality.class);
    if (sample.memory().length > 0) {
      present.add(Modality.FACE);
      put(sample.memory(), 0, logs, Modality.FACE);
    }
    if (speaks) {
      present.add(Modality.VOICE);
      put(voiceLogs, row * CLASSES, logs, Modality.VOICE);
    }
    boolean[] said = new boolean[sample.words().length];
    for (int i = 0; i < said.length; i++) {
      said[i] = sample.words()[i] != LabelledWindow.SILENT;
    }
    int held = HeldWord.at(said, said.length / 2);
    if (held >= 0) {
      present.add(Modality.WORDS);
      put(words.vector(sample.words()[held]), 0, logs, Modality.WORDS);
    }
    return new ExpertAnswer(
        logs, ModalitySet.of(present), Columns.of(sample.label().orElseThrow()));
  }

  @SuppressWarnings("EnumOrdinal")
  private static void put(float[] values, int from, double[][] logs, Modality modality) {
    for (int c = 0; c < CLASSES; c++) {
      logs[modality.ordinal()][c] = Math.max(ExpertAnswer.MIN_LOG, values[from + c]);
    }
  }
}
