package io.affectstream.training.data.fec;

import io.affectstream.training.data.fec.FecTriplet.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Images fetched from the addresses into one folder, each under the last part of its address,
 * without the part after a question mark.
 */
public final class FecImages {

  private final Path folder;
  private final Set<String> names;

  /**
   * The images of a folder.
   *
   * @throws IOException if it cannot be read
   */
  public FecImages(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(HashSet::new));
    }
  }

  /**
   * Usable part of a list of triplets.
   *
   * @param triplets usable ones: decided, and with all three images
   * @param undecided number of those skipped because the annotators disagree
   * @param withoutImage number of decided ones skipped because an image is missing
   */
  public record Selection(List<Decided> triplets, int undecided, int withoutImage) {

    public Selection {
      triplets = List.copyOf(triplets);
    }
  }

  /** File of a face's image; empty if it was not fetched. */
  public Optional<Path> file(FecFace face) {
    String path = face.address().split("[?#]", 2)[0];
    String name = path.substring(path.lastIndexOf('/') + 1);
    return names.contains(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
  }

  /**
   * The usable triplets. Many addresses no longer exist, so missing images are counted rather than
   * reported as errors, as long as a triplet remains.
   *
   * @param minShare of the annotators that must agree; 0: any majority
   * @throws IOException if no triplet is usable
   */
  public Selection select(List<FecTriplet> triplets, double minShare) throws IOException {
    List<Decided> usable = new ArrayList<>();
    int undecided = 0;
    int withoutImage = 0;
    for (FecTriplet triplet : triplets) {
      Optional<Decided> decided = triplet.decided(minShare);
      if (decided.isEmpty()) {
        undecided++;
      } else if (!triplet.faces().stream().allMatch(face -> file(face).isPresent())) {
        withoutImage++;
      } else {
        usable.add(decided.get());
      }
    }
    if (usable.isEmpty()) {
      throw new IOException(
          "%s: expected the images of at least one of %d triplets, found none (%d undecided)"
              .formatted(folder, triplets.size(), undecided));
    }
    return new Selection(usable, undecided, withoutImage);
  }
}
