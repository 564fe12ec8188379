package io.affectstream.training.affwild.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One text file: the annotations of a video, or the predictions to submit for it. Frames are
 * counted from 1, as the images are.
 *
 * @param name of the file without {@code .txt}: the video and, where two people are in it, {@code
 *     _left} or {@code _right}
 * @param task task of the annotations
 * @param rows numbers of each frame; empty if there are none
 */
public record AffWildLabels(String name, AffWildTask task, List<Optional<float[]>> rows) {

  private static final String SUFFIX = ".txt";

  public AffWildLabels {
    rows = List.copyOf(rows);
  }

  /** Number of frames. */
  public int frames() {
    return rows.size();
  }

  /** Numbers of a frame; empty where it is not annotated or beyond the file's end. */
  public Optional<float[]> of(int frame) {
    return frame >= 1 && frame <= rows.size() ? rows.get(frame - 1) : Optional.empty();
  }

  /**
   * Reads a file. Windows line breaks and empty lines at the end are accepted.
   *
   * @throws IOException if the header or a line is not in the task's format; the message names
   *     file, line, what was expected and what was found
   */
  public static AffWildLabels read(Path file, AffWildTask task) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    String header = lines.isEmpty() ? "" : lines.get(0).strip();
    if (!header.equals(task.header())) {
      throw AffWildTask.problem(file, 1, "the header '%s'".formatted(task.header()), header);
    }
    List<Optional<float[]>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(task.parse(lines.get(i).strip(), file, i + 1));
    }
    String name = file.getFileName().toString();
    return new AffWildLabels(name.substring(0, name.length() - SUFFIX.length()), task, rows);
  }

  /**
   * The same file with every gap filled from the nearest frame that has numbers, the earlier of two
   * equally near: a submission is scored on every annotated frame, whether a face was found or not.
   * A file without any number is unchanged.
   */
  public AffWildLabels filled() {
    List<Optional<float[]>> filled =
        new ArrayList<>(Collections.nCopies(frames(), Optional.empty()));
    int[] before = new int[frames()];
    int last = -1;
    for (int i = 0; i < frames(); i++) {
      last = rows.get(i).isPresent() ? i : last;
      before[i] = last;
    }
    int next = -1;
    for (int i = frames() - 1; i >= 0; i--) {
      next = rows.get(i).isPresent() ? i : next;
      boolean earlier = before[i] >= 0 && (next < 0 || i - before[i] <= next - i);
      int nearest = earlier ? before[i] : next;
      filled.set(i, nearest < 0 ? Optional.empty() : rows.get(nearest));
    }
    return new AffWildLabels(name, task, filled);
  }

  /**
   * Writes {@code folder/name.txt} atomically: a kill leaves the old file or the new one. Frames
   * without numbers get the task's mark.
   *
   * @return the file
   * @throws IllegalArgumentException if a number is invalid for the task
   */
  public Path write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder(task.header()).append('\n');
    rows.forEach(row -> text.append(task.line(row)).append('\n'));
    Files.createDirectories(folder);
    Path file = folder.resolve(name + SUFFIX);
    Path part = folder.resolve(name + SUFFIX + ".part");
    Files.writeString(part, text);
    return Files.move(
        part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
