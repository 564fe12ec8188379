package io.affectstream.training.study;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.training.ItemListener;
import io.affectstream.training.SettingsFile;
import io.affectstream.training.corpus.ComposedCorpus;
import io.affectstream.training.corpus.ComposedCorpus.Variety;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.corpus.VoiceBank;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.EmoDb;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.data.Utterance;
import io.affectstream.training.fusion.FusionTrainingConfig;
import io.affectstream.training.study.ComposedStudy.Corpora;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Settings of a run on the composed corpus, read from JSON.
 *
 * @param faces archive or directory with {@code train/} and {@code validation/} (FER2013)
 * @param actionUnits the teacher's estimates by image
 * @param voices folder of utterances (EmoDB)
 * @param comments folder with {@code train.tsv}, {@code dev.tsv} and {@code labels.txt}
 *     (GoEmotions)
 * @param bundle whose face encoder is frozen: a folder, a zip or the name of a shipped one
 * @param features cache folder of encoded data; optional
 * @param testSpeakers not used in training
 * @param validationSpeakers used to choose the epoch
 * @param foreignVoices share of voices unlike any that is known, among the training windows whose
 *     class is recognisable without them, in [0, 1]
 * @param lastingEpisodes share of the training windows' episodes that last for the whole window, in
 *     [0, 1]
 * @param training the trainer's settings
 * @param testSize windows of the test
 */
public record ComposedSettings(
    Path faces,
    Path actionUnits,
    Path voices,
    Path comments,
    String bundle,
    Path features,
    Set<String> testSpeakers,
    Set<String> validationSpeakers,
    double foreignVoices,
    double lastingEpisodes,
    FusionTrainingConfig training,
    int testSize) {

  /** Stride of the training images and comments used for validation. */
  private static final int VALIDATION_SHARE = 20;

  public ComposedSettings {
    testSpeakers = Set.copyOf(testSpeakers);
    validationSpeakers = Set.copyOf(validationSpeakers);
    requireShare("foreignVoices", foreignVoices);
    requireShare("lastingEpisodes", lastingEpisodes);
  }

  private static void requireShare(String name, double found) {
    if (!(found >= 0 && found <= 1)) {
      throw new IllegalArgumentException(
          "%s: expected a share in [0, 1], found %s".formatted(name, found));
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is not JSON, or a key is missing, unknown or mistyped
   */
  public static ComposedSettings read(Path file) throws IOException {
    return SettingsFile.read(file, ComposedSettings.class);
  }

  /**
   * The encoded data sets.
   *
   * @param known faces for training
   * @param held faces held out
   * @param voices all speakers
   * @param words all comments
   * @param heldWords index of the first comment held out
   */
  public record Banks(
      FaceBank known, FaceBank held, VoiceBank voices, WordBank words, int heldWords) {}

  /**
   * Reads and encodes the data sets. Held out are the validation images of FER2013, the test
   * speakers and the comments of {@code dev.tsv}.
   *
   * @param listener notified of the progress of the encoding
   * @throws IOException if a file cannot be read
   * @throws BundleException if the bundle is not valid
   */
  public Banks banks(ItemListener listener) throws IOException, BundleException {
    Optional<ActionUnitTable> units = Optional.of(ActionUnitTable.read(actionUnits).normalised());
    ModelBundle encoder = ModelSource.named(bundle).open();
    long seed = training.seed();
    Optional<Path> kept = Optional.ofNullable(features);
    Path names = comments.resolve("labels.txt");
    List<Comment> all = new ArrayList<>(GoEmotions.read(comments.resolve("train.tsv"), names));
    int border = (int) all.stream().filter(comment -> comment.labels().size() == 1).count();
    all.addAll(GoEmotions.read(comments.resolve("dev.tsv"), names));
    return new Banks(
        FaceBank.of(
            encoder,
            FaceBank.Reading.TOKENS,
            FaceFolders.read(faces, "train"),
            units,
            seed,
            kept,
            listener),
        FaceBank.of(
            encoder,
            FaceBank.Reading.TOKENS,
            FaceFolders.read(faces, "validation"),
            units,
            seed,
            kept,
            listener),
        new VoiceBank(EmoDb.read(voices), seed, kept, listener),
        new WordBank(all, kept),
        border);
  }

  /** The splits of a single run: a twentieth of faces and comments chooses the epoch. */
  public Corpora corpora(Banks banks) {
    return split(banks, i -> i % VALIDATION_SHARE == 0, validationSpeakers::contains);
  }

  /**
   * The splits of one fold of several: its faces, comments and speakers used to choose the epoch,
   * and all others are used for training. The test is the same for all folds.
   *
   * @param fold counted from 0
   * @param count folds
   */
  public Corpora fold(Banks banks, int fold, int count) {
    List<String> speakers =
        banks.voices().indices().stream()
            .map(i -> banks.voices().utterance(i).speaker())
            .filter(speaker -> !testSpeakers.contains(speaker))
            .toList();
    GroupFolds folds = new GroupFolds(speakers, count);
    return split(banks, i -> i % count == fold, speaker -> folds.of(speaker) == fold);
  }

  private Corpora split(Banks banks, IntPredicate validates, Predicate<String> validatesSpeaker) {
    Predicate<Utterance> tests = utterance -> testSpeakers.contains(utterance.speaker());
    Predicate<Utterance> chooses =
        tests.negate().and(utterance -> validatesSpeaker.test(utterance.speaker()));
    IntPredicate learnable = i -> i < banks.heldWords();
    return new Corpora(
        corpus(
            banks.known().only(validates.negate()),
            banks.voices().only(tests.negate().and(chooses.negate())),
            banks.words().only(learnable.and(validates.negate())),
            new Variety(true, foreignVoices, lastingEpisodes)),
        corpus(
            banks.known().only(validates),
            banks.voices().only(chooses),
            banks.words().only(learnable.and(validates)),
            Variety.PLAIN),
        corpus(
            banks.held(),
            banks.voices().only(tests),
            banks.words().only(learnable.negate()),
            Variety.PLAIN),
        banks.words());
  }

  /**
   * Tokens of the frozen encoder.
   *
   * @throws BundleException if the bundle is not valid
   */
  public FaceBank.Shape shape() throws BundleException {
    long[] tokens =
        ModelSource.named(bundle).open().manifest().face().outputs().get("tokens").shape();
    return new FaceBank.Shape((int) tokens[1], (int) tokens[2]);
  }

  private static ComposedCorpus corpus(
      FaceBank faces, VoiceBank voices, WordBank words, Variety as) {
    return new ComposedCorpus(faces, voices, words, Networks.HALO, as);
  }
}
