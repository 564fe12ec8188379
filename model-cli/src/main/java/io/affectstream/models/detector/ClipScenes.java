package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.training.detector.GreyImage;
import io.affectstream.training.detector.Scene;
import io.affectstream.training.detector.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Frames of recordings as scenes, labelled by the teacher at up to 640 pixels. */
public final class ClipScenes {

  private static final int SEARCHED = 640;
  private static final int SCENE = 320;
  private static final float FACE = 0.6f;

  private ClipScenes() {}

  /**
   * Every {@code stride}-th frame of a recording, or of the recordings in a folder.
   *
   * @param teacher labels the scenes: faces from a score of 0.6, weaker hits are ignored
   * @param stride frames from one scene to the next
   * @throws IOException if a recording cannot be read
   */
  public static List<Scene> read(Path path, Teacher teacher, int stride) throws IOException {
    List<Scene> scenes = new ArrayList<>();
    for (Path file : files(path)) {
      recording(file, teacher, stride, scenes);
    }
    return scenes;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(mp4|mpg|mov|mkv|webm|avi|m4v)"))
          .sorted()
          .toList();
    }
  }

  private static void recording(Path file, Teacher teacher, int stride, List<Scene> scenes)
      throws IOException {
    try (MediaReader reader =
        MediaReader.open(new MediaSource.File(file), MediaOptions.DEFAULT, 0, new Cancellation())) {
      int index = 0;
      for (Optional<MediaEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        if (event.get() instanceof MediaEvent.Image frame) {
          if (index % stride == 0 && frame.jpeg().length > 0) {
            String name = "%s#%d".formatted(file.getFileName(), index);
            scenes.add(scene(name, GreyImage.decode(name, frame.jpeg()), teacher));
          }
          index++;
        }
      }
    } catch (MediaException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Scene scene(String name, GreyImage frame, Teacher teacher) {
    int longer = Math.max(frame.width(), frame.height());
    GreyImage image = frame.scaled(Math.min(1, (double) SCENE / longer));
    double x = (double) image.width() / frame.width();
    double y = (double) image.height() / frame.height();
    List<DetectedFace> faces = new ArrayList<>();
    List<FaceBox> ignored = new ArrayList<>();
    for (DetectedFace hit : teacher.find(frame, Math.min(1, (double) SEARCHED / longer), 0)) {
      DetectedFace scaled = hit.scaled((float) x, (float) y);
      if (hit.score() >= FACE) {
        faces.add(scaled);
      } else {
        ignored.add(scaled.box());
      }
    }
    return new Scene(name, name.replaceFirst("#.*", ""), image, faces, ignored);
  }
}
