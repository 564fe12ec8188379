package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.ItemListener;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The teacher's hits by image and search, stored in a file so that a resumed or repeated run does
 * not repeat searches. One line per search: name, search, faces; separated by tabs.
 */
final class TeacherCache {

  /**
   * A search of the teacher.
   *
   * @param zoom factor by which the image is resized
   * @param border pixels by which its edges are repeated
   */
  record Search(double zoom, int border) {

    String key(String name) {
      return name + "\t" + zoom + "/" + border;
    }
  }

  private final Path model;
  private final Path file;
  private final Map<String, List<DetectedFace>> known = new HashMap<>();

  TeacherCache(Path model, Path file) throws IOException {
    this.model = model;
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int end = line.lastIndexOf('\t');
        if (line.endsWith(".")) { // whole lines end in a full stop; a kill may leave half a line
          String faces = line.substring(end + 1, line.length() - 1);
          known.put(line.substring(0, end), Faces.parse(faces));
        }
      }
    }
  }

  /** Searches the images that were not searched before. */
  void complete(Map<String, GreyImage> images, List<Search> searches, ItemListener listener)
      throws IOException {
    long done = 0;
    try (Teacher teacher = new Teacher(model);
        BufferedWriter out =
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (Map.Entry<String, GreyImage> image : images.entrySet()) {
        for (Search search : searches) {
          String key = search.key(image.getKey());
          if (!known.containsKey(key)) {
            List<DetectedFace> hits =
                teacher.find(image.getValue(), search.zoom(), search.border());
            known.put(key, hits);
            out.write("%s\t%s.%n".formatted(key, Faces.format(hits)));
          }
        }
        listener.done("teacher", ++done, images.size());
      }
    }
  }

  /** Hits of a completed search. */
  List<DetectedFace> of(String name, Search search) {
    return known.get(search.key(name));
  }
}
