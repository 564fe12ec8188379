package io.affectstream.training.affwild.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a copy of the data set with its folders and formats but with blank content.
 *
 * @param root folder of the copy
 */
record MiniatureCopy(Path root) {

  static final String EXPRESSIONS = "Neutral,Anger,Disgust,Fear,Happiness,Sadness,Surprise,Other\n";
  static final String UNITS = "AU1,AU2,AU4,AU6,AU7,AU10,AU12,AU15,AU23,AU24,AU25,AU26\n";

  /** Images of a person, named by their frames. */
  void images(String name, int... frames) throws IOException {
    Path folder = Files.createDirectories(root.resolve("cropped_aligned").resolve(name));
    for (int frame : frames) {
      Files.writeString(folder.resolve("%05d.jpg".formatted(frame)), "jpeg");
    }
  }

  /** A person's file of annotations. */
  void annotate(AffWildTask task, String split, String name, String text) throws IOException {
    Files.writeString(annotations(task, split).resolve(name + ".txt"), text);
  }

  /** Folder of a split's annotations. */
  Path annotations(AffWildTask task, String split) throws IOException {
    return Files.createDirectories(
        root.resolve("Third ABAW Annotations").resolve(task.folder()).resolve(split));
  }

  /** A file next to or in place of a recording. */
  Path file(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "media");
  }
}
