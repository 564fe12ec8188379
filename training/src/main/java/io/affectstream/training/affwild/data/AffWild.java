package io.affectstream.training.affwild.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of Aff-Wild2. {@code root} contains, at most {@value #DEPTH} folders deep, the folder
 * {@value #PICTURES} with {@code VIDEO/%05d.jpg} and, per task, its annotations ({@link
 * AffWildTask#folder()}) with the folders of the splits. Hidden files are skipped.
 *
 * @param root folder of the copy
 */
public record AffWild(Path root) {

  private static final String PICTURES = "cropped_aligned";
  private static final int DEPTH = 3;
  private static final Pattern PICTURE = Pattern.compile("(\\d{5,})\\.jpg");

  private static final Pattern RECORDING = Pattern.compile(".+\\.(mp4|avi|mov|mkv|webm|m4v|mpg)");

  /** Parts with annotations. */
  public enum Split {
    /** Training split. */
    TRAIN("Train_Set"),
    /** Validation split. */
    VALIDATION("Validation_Set");

    private final String folder;

    Split(String folder) {
      this.folder = folder;
    }
  }

  /**
   * The annotated people of a split, in the order of their names.
   *
   * @throws IOException if a folder is missing or duplicate, a file is not in its task's format, or
   *     videos have no folder of images; the message names all of these
   */
  public List<AffWildVideo> videos(AffWildTask task, Split split) throws IOException {
    Path images = folder(PICTURES);
    List<AffWildVideo> videos = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (AffWildLabels labels : annotations(task, split)) {
      Path faces = images.resolve(labels.name());
      if (Files.isDirectory(faces)) {
        videos.add(new AffWildVideo(labels, images(faces)));
      } else {
        missing.add(labels.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s: expected a folder of images per annotated video, found none for %s"
              .formatted(images, missing));
    }
    return videos;
  }

  /**
   * Annotations of a split in the order of their names, whether or not there are images.
   *
   * @throws IOException if a folder is missing, empty or duplicate, or a file is not in its task's
   *     format
   */
  public List<AffWildLabels> annotations(AffWildTask task, Split split) throws IOException {
    Path folder = folder(task.folder()).resolve(split.folder);
    if (!Files.isDirectory(folder)) {
      throw new IOException("%s: expected this folder, found none".formatted(folder));
    }
    List<AffWildLabels> annotations = new ArrayList<>();
    for (Path file : visible(folder)) {
      if (!file.getFileName().toString().endsWith(".txt")) {
        throw new IOException("%s: expected only .txt files in this folder".formatted(file));
      }
      annotations.add(AffWildLabels.read(file, task));
    }
    if (annotations.isEmpty()) {
      throw new IOException("%s: expected annotations, found none".formatted(folder));
    }
    return annotations;
  }

  /**
   * Folder of images of each person, by name; none if the copy has videos only.
   *
   * @throws IOException if there are two folders {@value #PICTURES}
   */
  public NavigableMap<String, Path> imageFolders() throws IOException {
    NavigableMap<String, Path> folders = new TreeMap<>();
    List<Path> found = folders(PICTURES);
    if (!found.isEmpty()) {
      for (Path folder : visible(only(PICTURES, found))) {
        if (Files.isDirectory(folder)) {
          folders.put(folder.getFileName().toString(), folder);
        }
      }
    }
    return folders;
  }

  /**
   * Video files at most {@value #DEPTH} folders deep, by name without extension.
   *
   * @throws IOException if two have one name
   */
  public NavigableMap<String, Path> recordings() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new RecordingSearch(found));
    NavigableMap<String, Path> recordings = new TreeMap<>();
    for (Path file : found) {
      Path other = recordings.put(stem(file), file);
      if (other != null) {
        throw new IOException(
            "expected one recording per video, found %s and %s; keep one".formatted(other, file));
      }
    }
    return recordings;
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private Path folder(String name) throws IOException {
    return only(name, folders(name));
  }

  private List<Path> folders(String name) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException("%s: expected the folder of Aff-Wild2, found none".formatted(root));
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(root, Set.of(), DEPTH, new FolderSearch(name, found));
    return found;
  }

  private Path only(String name, List<Path> found) throws IOException {
    if (found.size() != 1) {
      throw new IOException(
          "%s: expected one folder '%s' at most %d folders deep, found %s"
              .formatted(root, name, DEPTH, found.isEmpty() ? "none" : found));
    }
    return found.get(0);
  }

  /** Collects video files, skipping images and hidden files. */
  private static final class RecordingSearch extends SimpleFileVisitor<Path> {

    private final List<Path> found;

    RecordingSearch(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.getFileName() != null && folder.getFileName().toString().equals(PICTURES)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (attributes.isRegularFile()
          && !name.startsWith(".")
          && RECORDING.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** Collects folders with a name without traversing the millions of images. */
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

  /**
   * Images of a person's folder by number of the frame.
   *
   * @throws IOException if a file name is not a frame number
   */
  static NavigableMap<Integer, Path> images(Path folder) throws IOException {
    NavigableMap<Integer, Path> images = new TreeMap<>();
    for (Path file : visible(folder)) {
      Matcher name = PICTURE.matcher(file.getFileName().toString());
      if (!name.matches() || Integer.parseInt(name.group(1)) < 1) {
        throw new IOException(
            "%s: expected an image named by its frame, 00001.jpg first".formatted(file));
      }
      images.put(Integer.valueOf(name.group(1)), file);
    }
    return images;
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }
}
