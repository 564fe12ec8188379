package io.affectstream.training.face;

import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceSplit;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.data.TeacherAnswers;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The faces of a run. No image is in two of the splits, under any name.
 *
 * @param train for training
 * @param choose for choosing epoch, temperature and priors
 * @param report for reported figures only
 */
public record FaceData(LabelledFaces train, FaceImages choose, FaceImages report) {

  /**
   * Reads the data of the settings. With votes, the labels of {@code choose} and {@code report} are
   * those of the raters' majority.
   *
   * @throws IOException if a file cannot be read
   */
  public static FaceData read(FaceTrainingConfig.Data settings) throws IOException {
    FaceImages report = FaceFolders.read(settings.faces(), "validation");
    FaceSplit split =
        FaceSplit.of(FaceFolders.read(settings.faces(), "train"), report, settings.chooseShare());
    FaceData data = labelled(settings, split, report);
    LabelledFaces train = data.train;
    FaceImages choose = data.choose;
    for (Path folder : settings.others()) {
      train = train.and(LabelledFaces.of(FaceFolders.read(folder, "train")));
    }
    return new FaceData(taught(train, settings.teacher()), choose, data.report);
  }

  private static LabelledFaces taught(LabelledFaces faces, FaceTrainingConfig.Teacher settings)
      throws IOException {
    return settings == null
        ? faces
        : TeacherAnswers.read(settings.answers()).mixed(faces, settings.share());
  }

  private static FaceData labelled(
      FaceTrainingConfig.Data settings, FaceSplit split, FaceImages report) throws IOException {
    if (settings.votes() == null) {
      return new FaceData(LabelledFaces.of(split.train()), split.choose(), report);
    }
    FaceVotes votes = FaceVotes.read(settings.votes());
    return new FaceData(
        LabelledFaces.of(split.train(), votes, settings.voteWeight()),
        LabelledFaces.majority(split.choose(), votes),
        LabelledFaces.majority(report, votes));
  }
}
