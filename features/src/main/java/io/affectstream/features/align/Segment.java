package io.affectstream.features.align;

import io.affectstream.features.speaking.Speaking;
import io.affectstream.features.vision.Face;
import io.affectstream.features.words.Speech;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.List;

/**
 * K consecutive steps of a stream to be predicted, with a halo of M steps to each side; S = K + 2M.
 * Each feature is stored once, no matter how many windows share it. Step {@code firstStep + i} is
 * entry i.
 *
 * @param stream stream id
 * @param ordinal dense number of the segment within its stream, from 0
 * @param firstStep absolute step of entry 0, the first of the halo
 * @param subjects the faces present in these S steps and their embeddings
 * @param voice {@code [S][42]}, an empty row where there is no voice
 * @param wordVectors {@code [words][W]}, each word once
 * @param wordAt {@code [S]}: index into wordVectors, -1 where no word is spoken
 * @param centres rows to be predicted, in order of frame and face
 * @param noWords reason why no words can arrive; NONE while they may
 * @param progress originating time (microseconds) up to which every row is emitted with this
 *     segment
 * @param close NONE until the last segment of the stream
 * @param speech role of the stream, and the words that start after the previous segment and before
 *     the end of this one
 */
public record Segment(
    String stream,
    long ordinal,
    long firstStep,
    List<Subject> subjects,
    float[][] voice,
    float[][] wordVectors,
    int[] wordAt,
    List<Centre> centres,
    NoWords noWords,
    long progress,
    StreamEnd close,
    Speech speech) {

  /** A segment of which only the features matter. */
  public Segment(
      String stream,
      long ordinal,
      long firstStep,
      List<Subject> subjects,
      float[][] voice,
      float[][] wordVectors,
      int[] wordAt,
      List<Centre> centres,
      NoWords noWords,
      long progress,
      StreamEnd close) {
    this(
        stream,
        ordinal,
        firstStep,
        subjects,
        voice,
        wordVectors,
        wordAt,
        centres,
        noWords,
        progress,
        close,
        Speech.NONE);
  }

  /** Face id of rows of the stream as a whole, where no face was found. */
  public static final int NO_FACE = -1;

  /**
   * The embeddings of one face, or of none.
   *
   * @param face identity within the stream or {@link #NO_FACE}
   * @param embeddings {@code [S][E]}, an empty row where this face is absent; {@code seen}
   *     distinguishes it from a face whose model has no embedding
   * @param seen {@code [S]}: whether the face is present at the step
   */
  public record Subject(int face, float[][] embeddings, boolean[] seen) {}

  /**
   * One row to be predicted.
   *
   * @param subject index into subjects
   * @param frame sequence number of the frame, or index of the step in a stream without video
   * @param time originating time in microseconds
   * @param interval duration of the frame or step in microseconds
   * @param step entry of the frame's centre step, in [M, M + K)
   * @param reason MEASURED where a face was found, else why not
   * @param faces the face of this row: one element, or none
   * @param skippedFaces faces of the frame found beyond {@code vision.max-faces}
   * @param speaking whether the row's face speaks
   */
  public record Centre(
      int subject,
      long frame,
      long time,
      long interval,
      int step,
      Reason reason,
      List<Face> faces,
      int skippedFaces,
      Speaking speaking) {

    /** A row of a face that is not judged. */
    public Centre(
        int subject,
        long frame,
        long time,
        long interval,
        int step,
        Reason reason,
        List<Face> faces,
        int skippedFaces) {
      this(subject, frame, time, interval, step, reason, faces, skippedFaces, Speaking.UNKNOWN);
    }
  }
}
