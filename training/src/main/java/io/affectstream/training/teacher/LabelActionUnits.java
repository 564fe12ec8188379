package io.affectstream.training.teacher;

import ai.onnxruntime.OrtException;
import io.affectstream.training.ItemListener;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FacePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Writes the teacher's action unit scores of face pictures. Goes on where an existing table ends;
 * pictures come interleaved over the classes, so a part of the table is a fair sample.
 */
public final class LabelActionUnits {

  private static final double BORDER = 0.08;
  private static final double GREATEST_TILT = Math.toRadians(5);
  private static final double GREATEST_CHANGE = 0.12;
  private static final int STRIDE = 7919;
  private static final int WRITE_EVERY = 1000;

  private final FaceMesh mesh;
  private final BlendshapeActionUnits units;

  private LabelActionUnits(FaceMesh mesh, BlendshapeActionUnits units) {
    this.mesh = mesh;
    this.units = units;
  }

  /**
   * Labels both splits.
   *
   * @param faces archive or directory
   * @param teacher folder of the landmark and blendshape nets
   * @param table CSV to write or to complete
   * @param heard told after every picture
   */
  public static void run(Path faces, Path teacher, Path table, ItemListener heard)
      throws IOException, OrtException {
    BlendshapeInfo info = BlendshapeInfo.read(teacher);
    try (FaceMesh mesh = new FaceMesh(teacher, info)) {
      LabelActionUnits labels = new LabelActionUnits(mesh, new BlendshapeActionUnits(info.names()));
      for (String split : new String[] {"validation", "train"}) {
        FacePictures pictures = FaceFolders.read(faces, split);
        String task = "action units, " + split;
        labels.label(pictures, table, done -> heard.done(task, done, pictures.size()));
      }
    }
  }

  private void label(FacePictures faces, Path table, IntConsumer heard)
      throws IOException, OrtException {
    Map<String, float[]> rows =
        Files.exists(table)
            ? new LinkedHashMap<>(ActionUnitTable.read(table).rows())
            : new LinkedHashMap<>();
    for (int i = 0; i < faces.size(); i++) {
      int picture = (int) ((long) i * STRIDE % faces.size());
      String name = faces.names().get(picture);
      if (!rows.containsKey(name)) {
        rows.put(name, estimate(faces, picture).orElse(ActionUnitTable.UNKNOWN));
      }
      if (i % WRITE_EVERY == 0 || i == faces.size() - 1) {
        new ActionUnitTable(rows).write(table);
      }
      heard.accept(i + 1);
    }
  }

  private Optional<float[]> estimate(FacePictures faces, int picture) throws OrtException {
    int offset = picture * faces.side() * faces.side();
    MeshCrop crop = MeshCrop.whole(faces.side(), BORDER);
    FaceMesh.Mesh first = mesh.mesh(crop.sample(faces.pixels(), offset, faces.side()));
    MeshCrop better = crop.around(first);
    boolean framed =
        Math.abs(better.radians()) <= GREATEST_TILT
            && Math.abs(better.side() / crop.side() - 1) <= GREATEST_CHANGE;
    FaceMesh.Mesh last =
        framed ? first : mesh.mesh(better.sample(faces.pixels(), offset, faces.side()));
    return last.presence() > 0
        ? Optional.of(units.scores(mesh.blendshapes(last)))
        : Optional.empty();
  }
}
