package io.affectstream.training.teacher;

import ai.onnxruntime.OrtException;
import io.affectstream.training.ItemListener;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Measures face images with the teacher and writes its action unit estimates. Measures are stored
 * in a file next to the table and continued there; images are interleaved over the classes, so a
 * part of them is a representative sample.
 */
public final class LabelActionUnits {

  private static final double BORDER = 0.08;
  private static final double MAX_TILT = Math.toRadians(5);
  private static final double MAX_CHANGE = 0.12;
  private static final int STRIDE = 7919;
  private static final int WRITE_EVERY = 500;

  private final FaceMesh mesh;
  private final Path measures;
  private final Path units;
  private final TeacherTable table;

  private LabelActionUnits(FaceMesh mesh, Path measures, Path units, TeacherTable table) {
    this.mesh = mesh;
    this.measures = measures;
    this.units = units;
    this.table = table;
  }

  /**
   * Images of some splits.
   *
   * @param faces archive or directory
   * @param splits first folder and the maximum number of its images to label
   */
  public record Source(Path faces, Map<String, Integer> splits) {}

  /**
   * Labels images.
   *
   * @param sources of the images
   * @param teacher folder of the landmark and blendshape nets
   * @param units CSV to write; the measures are written to a file next to it with the suffix {@code
   *     .measures}
   * @param listener called after every image
   */
  public static void run(List<Source> sources, Path teacher, Path units, ItemListener listener)
      throws IOException, OrtException {
    BlendshapeInfo info = BlendshapeInfo.read(teacher);
    List<String> columns = new ArrayList<>(info.names());
    columns.addAll(MouthGeometry.NAMES);
    Path measures = units.resolveSibling(units.getFileName() + ".measures");
    TeacherTable table =
        Files.exists(measures) ? TeacherTable.read(measures, columns) : TeacherTable.empty(columns);
    try (FaceMesh mesh = new FaceMesh(teacher, info)) {
      LabelActionUnits labels = new LabelActionUnits(mesh, measures, units, table);
      for (Source source : sources) {
        for (Map.Entry<String, Integer> split : source.splits().entrySet()) {
          FaceImages images = FaceFolders.read(source.faces(), split.getKey());
          int count = Math.min(split.getValue(), images.size());
          String task = "action units, " + split.getKey();
          labels.label(images, count, done -> listener.done(task, done, count));
        }
      }
    }
  }

  private void save() throws IOException {
    table.write(measures);
    new TeacherActionUnits(table).table().write(units);
  }

  private void label(FaceImages faces, int count, IntConsumer listener)
      throws IOException, OrtException {
    for (int i = 0; i < count; i++) {
      int image = (int) ((long) i * STRIDE % faces.size());
      String name = faces.names().get(image);
      if (!table.rows().containsKey(name)) {
        table.rows().put(name, measure(faces, image).orElse(new float[0]));
      }
      if (i % WRITE_EVERY == WRITE_EVERY - 1 || i == count - 1) {
        save();
      }
      listener.accept(i + 1);
    }
  }

  private Optional<float[]> measure(FaceImages faces, int image) throws OrtException {
    int offset = image * faces.side() * faces.side();
    MeshCrop crop = MeshCrop.whole(faces.side(), BORDER);
    FaceMesh.Mesh first = mesh.mesh(crop.sample(faces.pixels(), offset, faces.side()));
    MeshCrop better = crop.around(first);
    boolean framed =
        Math.abs(better.radians()) <= MAX_TILT
            && Math.abs(better.side() / crop.side() - 1) <= MAX_CHANGE;
    FaceMesh.Mesh last =
        framed ? first : mesh.mesh(better.sample(faces.pixels(), offset, faces.side()));
    return last.presence() > 0 ? Optional.of(measures(last)) : Optional.empty();
  }

  private float[] measures(FaceMesh.Mesh found) throws OrtException {
    float[] blendshapes = mesh.blendshapes(found);
    float[] geometry = MouthGeometry.of(found);
    float[] all = new float[blendshapes.length + geometry.length];
    System.arraycopy(blendshapes, 0, all, 0, blendshapes.length);
    System.arraycopy(geometry, 0, all, blendshapes.length, geometry.length);
    return all;
  }
}
