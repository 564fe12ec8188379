package io.affectstream.ingest.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Irregularities found while a source was read.
 *
 * @param images images delivered
 * @param sounds chunks of sound delivered
 * @param corruptPackets packets that the decoders refused or that were complete too late; skipped
 * @param concealedImages images decoded with errors; delivered
 * @param unusableFrames images and runs of sound of an impossible size or format; skipped
 * @param estimatedTimes images without a timestamp, placed one interval after the previous one
 * @param movedImages images with the timestamp of the previous one or an earlier one, moved to a
 *     distinct time
 * @param shrunkImages images encoded at lower quality to fit the size limit
 * @param oversizedImages images that did not fit at the lowest quality; delivered without bytes
 * @param longestGapMicros longest distance of two images if it is more than 10 s, else 0
 * @param audioGaps places where the sound jumps forward
 * @param audioOverlaps runs of sound that overlap delivered sound; cut
 * @param discontinuities positions where the source's clock restarts; time continues
 * @param brokenOff why the source ended early; empty = it was read to its end
 */
public record MediaReport(
    long images,
    long sounds,
    long corruptPackets,
    long concealedImages,
    long unusableFrames,
    long estimatedTimes,
    long movedImages,
    long shrunkImages,
    long oversizedImages,
    long longestGapMicros,
    long audioGaps,
    long audioOverlaps,
    long discontinuities,
    Optional<String> brokenOff) {

  /** One line for each irregularity; empty if there is none. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    brokenOff.ifPresent(remarks::add);
    add(remarks, corruptPackets, "corrupt packets skipped");
    add(remarks, concealedImages, "images decoded with errors");
    add(remarks, unusableFrames, "frames of an impossible size or format skipped");
    add(remarks, estimatedTimes, "images without a timestamp, placed by the frame rate");
    add(remarks, movedImages, "images timed like the one before or earlier, placed by their order");
    add(remarks, shrunkImages, "images encoded at lower quality to fit the size limit");
    add(remarks, oversizedImages, "images over the size limit at any quality, not published");
    if (longestGapMicros > 0) {
      remarks.add("a gap of %.1f s between two images".formatted(longestGapMicros / 1e6));
    }
    add(remarks, audioGaps, "gaps in the sound");
    add(remarks, audioOverlaps, "runs of sound cut because they overlap");
    add(remarks, discontinuities, "jumps of the source's clock removed");
    return List.copyOf(remarks);
  }

  /** Whether nothing could be decoded. */
  public boolean isEmpty() {
    return images == 0 && sounds == 0;
  }

  /** Whether there are images but none fits the size limit. */
  public boolean noImageFits() {
    return images > 0 && oversizedImages == images;
  }

  private static void add(List<String> remarks, long count, String what) {
    if (count > 0) {
      remarks.add(count + " " + what);
    }
  }
}
