package io.affectstream.training.study;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.training.SettingsFile;
import io.affectstream.training.corpus.ComposedCorpus;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.corpus.VoiceBank;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.EmoDb;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.fusion.FusionTrainingConfig;
import io.affectstream.training.study.ComposedStudy.Corpora;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a run on the composed corpus, read from JSON.
 *
 * @param faces archive or directory with {@code train/} and {@code validation/} (FER2013)
 * @param actionUnits the teacher's estimates by picture
 * @param voices folder of utterances (EmoDB)
 * @param comments folder with {@code train.tsv}, {@code dev.tsv} and {@code labels.txt}
 *     (GoEmotions)
 * @param bundle whose face encoder is frozen
 * @param testSpeakers never heard in training
 * @param validationSpeakers choose the epoch
 * @param training the trainer's settings
 * @param testSize windows of the test
 */
public record ComposedSettings(
    Path faces,
    Path actionUnits,
    Path voices,
    Path comments,
    Path bundle,
    Set<String> testSpeakers,
    Set<String> validationSpeakers,
    FusionTrainingConfig training,
    int testSize) {

  /** Every which training picture and comment belongs to the validation. */
  private static final int VALIDATION_SHARE = 20;

  public ComposedSettings {
    testSpeakers = Set.copyOf(testSpeakers);
    validationSpeakers = Set.copyOf(validationSpeakers);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is no JSON, or a key is missing, unknown or mistyped
   */
  public static ComposedSettings read(Path file) throws IOException {
    return SettingsFile.read(file, ComposedSettings.class);
  }

  /**
   * Reads and encodes the data sets. Held out are the validation pictures of FER2013, the test
   * speakers and the comments of {@code dev.tsv}.
   *
   * @throws IOException if a file cannot be read
   * @throws BundleException if the bundle is not valid
   */
  public Corpora corpora() throws IOException, BundleException {
    Optional<ActionUnitTable> units = Optional.of(ActionUnitTable.read(actionUnits).normalised());
    FaceBank known;
    FaceBank held;
    ModelBundle encoder = ModelBundle.open(bundle);
    known = FaceBank.of(encoder, FaceFolders.read(faces, "train"), units, training.seed());
    held = FaceBank.of(encoder, FaceFolders.read(faces, "validation"), units, training.seed());
    VoiceBank heard = new VoiceBank(EmoDb.read(voices), training.seed());
    Path names = comments.resolve("labels.txt");
    List<Comment> all = new ArrayList<>(GoEmotions.read(comments.resolve("train.tsv"), names));
    int border = (int) all.stream().filter(comment -> comment.labels().size() == 1).count();
    all.addAll(GoEmotions.read(comments.resolve("dev.tsv"), names));
    WordBank words = new WordBank(all);
    ComposedCorpus train =
        corpus(
            known.only(i -> i % VALIDATION_SHARE != 0),
            heard.only(u -> !testSpeakers.contains(u.speaker()) && !validates(u.speaker())),
            words.only(i -> i < border && i % VALIDATION_SHARE != 0),
            true);
    ComposedCorpus validation =
        corpus(
            known.only(i -> i % VALIDATION_SHARE == 0),
            heard.only(u -> validates(u.speaker())),
            words.only(i -> i < border && i % VALIDATION_SHARE == 0),
            false);
    ComposedCorpus test =
        corpus(
            held,
            heard.only(u -> testSpeakers.contains(u.speaker())),
            words.only(i -> i >= border),
            false);
    return new Corpora(train, validation, test, words);
  }

  /**
   * Tokens of the frozen encoder.
   *
   * @throws BundleException if the bundle is not valid
   */
  public FaceBank.Shape shape() throws BundleException {
    long[] tokens = ModelBundle.open(bundle).manifest().face().outputs().get("tokens").shape();
    return new FaceBank.Shape((int) tokens[1], (int) tokens[2]);
  }

  private boolean validates(String speaker) {
    return validationSpeakers.contains(speaker);
  }

  private static ComposedCorpus corpus(
      FaceBank faces, VoiceBank voices, WordBank words, boolean distorted) {
    return new ComposedCorpus(faces, voices, words, Networks.HALO, distorted);
  }
}
