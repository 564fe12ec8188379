package io.affectstream.training.data.affwild;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of Aff-Wild2. Below {@code root} lie, at most {@value #DEPTH} folders deep, the folder
 * {@value #PICTURES} with {@code VIDEO/%05d.jpg} and, per task, its annotations ({@link
 * AffWildTask#folder()}) with the folders of the splits. Hidden files are passed over.
 *
 * @param root folder of the copy
 */
public record AffWild(Path root) {

  private static final String PICTURES = "cropped_aligned";
  private static final int DEPTH = 3;
  private static final Pattern PICTURE = Pattern.compile("(\\d{5,})\\.jpg");

  /** Parts with annotations. */
  public enum Split {
    /** To learn from. */
    TRAIN("Train_Set"),
    /** To measure on. */
    VALIDATION("Validation_Set");

    private final String folder;

    Split(String folder) {
      this.folder = folder;
    }
  }

  /**
   * The annotated people of a split, in the order of their names.
   *
   * @throws IOException if a folder is missing or there are two of it, a file is not as its task
   *     wants it, or videos have no folder of pictures; then the message names all of these
   */
  public List<AffWildVideo> videos(AffWildTask task, Split split) throws IOException {
    Path pictures = folder(PICTURES);
    Path annotations = folder(task.folder()).resolve(split.folder);
    if (!Files.isDirectory(annotations)) {
      throw new IOException("%s: expected this folder, found none".formatted(annotations));
    }
    List<AffWildVideo> videos = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path file : visible(annotations)) {
      if (!file.getFileName().toString().endsWith(".txt")) {
        throw new IOException("%s: expected only .txt files in this folder".formatted(file));
      }
      AffWildLabels labels = AffWildLabels.read(file, task);
      Path faces = pictures.resolve(labels.name());
      if (Files.isDirectory(faces)) {
        videos.add(new AffWildVideo(labels, pictures(faces)));
      } else {
        missing.add(labels.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s: expected a folder of pictures per annotated video, found none for %s"
              .formatted(pictures, missing));
    }
    if (videos.isEmpty()) {
      throw new IOException("%s: expected annotations, found none".formatted(annotations));
    }
    return videos;
  }

  private Path folder(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(root, Set.of(), DEPTH, new FolderSearch(name, found));
    if (found.size() != 1) {
      throw new IOException(
          "%s: expected one folder '%s' at most %d folders deep, found %s"
              .formatted(root, name, DEPTH, found.isEmpty() ? "none" : found));
    }
    return found.get(0);
  }

  /** Collects folders of a name without going through the pictures, of which there are millions. */
  private static final class FolderSearch extends SimpleFileVisitor<Path> {

    private final String name;
    private final List<Path> found;

    FolderSearch(String name, List<Path> found) {
      this.name = name;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      add(folder);
      return folder.getFileName() != null && folder.getFileName().toString().equals(PICTURES)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isDirectory()) {
        add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(Path folder) {
      if (folder.getFileName() != null && folder.getFileName().toString().equals(name)) {
        found.add(folder);
      }
    }
  }

  private static NavigableMap<Integer, Path> pictures(Path folder) throws IOException {
    NavigableMap<Integer, Path> pictures = new TreeMap<>();
    for (Path file : visible(folder)) {
      Matcher name = PICTURE.matcher(file.getFileName().toString());
      if (!name.matches() || Integer.parseInt(name.group(1)) < 1) {
        throw new IOException(
            "%s: expected a picture named by its frame, 00001.jpg first".formatted(file));
      }
      pictures.put(Integer.valueOf(name.group(1)), file);
    }
    return pictures;
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }
}
