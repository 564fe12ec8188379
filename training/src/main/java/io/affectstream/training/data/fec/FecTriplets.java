package io.affectstream.training.data.fec;

import io.affectstream.training.data.CsvLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the data set's CSV, which has no header. A line holds, three times, the address of a image
 * and the box of a face in it (left column, right column, top row, bottom row, in shares of width
 * and height); then the kind of the triplet; then, for each annotator, an identifier and a vote.
 * Lines have different numbers of annotators.
 */
public final class FecTriplets {

  private static final int FACES = 3;
  private static final int FACE_CELLS = 5;
  private static final int KIND = FACES * FACE_CELLS;

  private FecTriplets() {}

  /**
   * Every triplet of a file.
   *
   * @throws IOException if the file cannot be read, is empty, or a line is not as described; the
   *     message names file, line, what was expected and what was found
   */
  public static List<FecTriplet> read(Path csv) throws IOException {
    List<FecTriplet> triplets = new ArrayList<>();
    for (CsvLines.Line line : CsvLines.read(csv)) {
      triplets.add(new Row(csv, line).triplet());
    }
    if (triplets.isEmpty()) {
      throw new IOException("%s: expected triplets, found none".formatted(csv));
    }
    return triplets;
  }

  private record Row(Path file, CsvLines.Line line) {

    FecTriplet triplet() throws IOException {
      int cells = line.cells().size();
      if (cells < KIND + 3 || (cells - KIND) % 2 != 1) {
        throw problem(
            "%d cells, then an identifier and a vote per annotator".formatted(KIND + 1),
            cells + " cells");
      }
      List<FecFace> faces = new ArrayList<>();
      for (int face = 0; face < FACES; face++) {
        faces.add(face(face * FACE_CELLS));
      }
      List<Integer> votes = new ArrayList<>();
      for (int cell = KIND + 2; cell < cells; cell += 2) {
        votes.add(vote(cell));
      }
      return new FecTriplet(faces, kind(), votes);
    }

    private FecFace face(int cell) throws IOException {
      String address = line.cells().get(cell);
      double left = share(cell + 1);
      double right = share(cell + 2);
      double top = share(cell + 3);
      double bottom = share(cell + 4);
      if (address.isEmpty() || left >= right || top >= bottom) {
        throw problem(
            "an address and a box with left < right and top < bottom",
            line.cells().subList(cell, cell + FACE_CELLS).toString());
      }
      return new FecFace(address, left, right, top, bottom);
    }

    private double share(int cell) throws IOException {
      String text = line.cells().get(cell);
      try {
        double share = Double.parseDouble(text);
        if (share >= -1 && share <= 2) {
          return share;
        }
      } catch (NumberFormatException e) {
        throw problem("a share of the image's side in cell " + (cell + 1), text);
      }
      throw problem("a share of the image's side in cell " + (cell + 1), text);
    }

    private FecTriplet.Kind kind() throws IOException {
      String text = line.cells().get(KIND);
      for (FecTriplet.Kind kind : FecTriplet.Kind.values()) {
        if (kind.name().equals(text)) {
          return kind;
        }
      }
      throw problem("one of " + Arrays.toString(FecTriplet.Kind.values()), text);
    }

    private int vote(int cell) throws IOException {
      String text = line.cells().get(cell);
      if (!text.matches("[123]")) {
        throw problem("a vote 1, 2 or 3 in cell " + (cell + 1), text);
      }
      return Integer.parseInt(text);
    }

    private IOException problem(String expected, String found) {
      return new IOException(
          "%s, line %d: expected %s, found '%s'".formatted(file, line.number(), expected, found));
    }
  }
}
