package io.affectstream.training.voice;

import io.affectstream.training.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Settings of one training of the voice expert.
 *
 * @param speechSeed of the changed copies of utterances
 * @param burstSeed of the changed copies of vocal bursts
 * @param emodb folder of EmoDB
 * @param emogator folder of EmoGator
 * @param people people of EmoGator, the first of its table; a fifth of them is held out
 * @param features folder in which features are kept between runs
 * @param speechVariants changed copies of each utterance, in addition to the recording and its
 *     telephone version
 * @param burstVariants changed copies of each vocal burst, in addition to the recording
 * @param windows windows per copy, at random centres
 * @param shrinkage share of the diagonal in the covariance within the classes
 * @param intensity distance of a class from the neutral voice, as a share of that of the actors:
 *     below 1 milder expressions are recognised too, and more neutral voices are not
 */
public record VoiceTrainingConfig(
    long speechSeed,
    long burstSeed,
    Path emodb,
    Path emogator,
    int people,
    Path features,
    int speechVariants,
    int burstVariants,
    int windows,
    double shrinkage,
    double intensity) {

  /**
   * Settings of a JSON file; its paths are relative to the working directory.
   *
   * @throws IOException if it cannot be read or a key is missing, unknown or mistyped
   */
  public static VoiceTrainingConfig read(Path file) throws IOException {
    return SettingsFile.read(file, VoiceTrainingConfig.class);
  }
}
