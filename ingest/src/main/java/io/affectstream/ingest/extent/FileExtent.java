package io.affectstream.ingest.extent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the layout of a file by its first bytes and follows it to its end. */
public final class FileExtent {

  private static final List<Layout> LAYOUTS =
      List.of(
          new IsoLayout(),
          new EbmlLayout(),
          new RiffLayout(),
          new SizedLayout(),
          new FlvLayout(),
          new OggLayout(),
          new AsfLayout(),
          new CafLayout(),
          new GifLayout(),
          new IvfLayout(),
          new MxfLayout(),
          new DvLayout(),
          new ProgramStreamLayout(),
          new TransportStreamLayout(),
          new AudioFrameLayout());

  private FileExtent() {}

  /**
   * Follows the structure of a file. Reads headers only.
   *
   * @throws IOException if the file cannot be read
   */
  public static Extent of(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      for (Layout layout : LAYOUTS) {
        if (begins(layout, bytes)) {
          return layout.follow(bytes);
        }
      }
      return Extent.UNKNOWN;
    } catch (PastEndException e) {
      return Extent.cut(e.getMessage());
    }
  }

  /**
   * Whether a file holds the media data of an MP4 or QuickTime recording, but not the index without
   * which they cannot be read.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean lacksIndex(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return IsoLayout.lacksIndex(bytes);
    }
  }

  private static boolean begins(Layout layout, FileBytes bytes) throws IOException {
    try {
      return layout.matches(bytes);
    } catch (PastEndException e) {
      return false;
    }
  }
}
