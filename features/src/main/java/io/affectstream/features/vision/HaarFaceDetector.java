package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Upright frontal faces by the Haar cascades of the OpenCV jar (Viola and Jones, 2001; Lienhart and
 * Maydt, 2002): needs no model file, gives no landmarks.
 *
 * <p>A candidate of {@code frontalface_alt2} counts only if {@code frontalface_default}, trained
 * differently, sees a face in the same place and the two together have enough support: the number
 * of overlapping windows each accepted. The score is {@code support / (support + 8)}, so 0.5 is the
 * weakest face reported; it is not a probability. (The weights of the cascades' last stages are not
 * used: they hardly tell a clear face from a doubtful one.) There is no pass for profiles: on the
 * faces tried it found few more and took longer than everything else together.
 *
 * <p>Not thread-safe.
 */
public final class HaarFaceDetector implements FaceDetector {

  /** Longer side in pixels to which pictures are scaled down unless told otherwise. */
  public static final int DEFAULT_MAX_SIDE = 320;

  /** Smallest face sought, in pixels of the scaled picture. */
  private static final int LEAST_FACE = 24;

  private static final double SEARCH_STEP = 1.15;
  private static final int SEARCH_NEIGHBOURS = 2;
  private static final double CONFIRM_STEP = 1.1;
  private static final int CONFIRM_NEIGHBOURS = 1;

  /** Share of a candidate's width by which the confirming cascade looks beyond it. */
  private static final float CONFIRM_MARGIN = 0.25f;

  /** Least size of the confirming face as a share of the candidate. */
  private static final float CONFIRM_LEAST = 0.7f;

  /** Overlapping windows both cascades must have accepted in all. */
  private static final int LEAST_SUPPORT = 8;

  /** Share of a known face's width by which it is sought beyond its place. */
  private static final float NEAR_MARGIN = 0.1f;

  /**
   * Sizes between which a known face is sought, as shares of its size: one step of the search. More
   * would only cost more, since it keeps its size.
   */
  private static final double NEAR_LEAST = 0.93;

  private static final double NEAR_MOST = 1.08;

  /** Overlap (IoU) above which the weaker of two boxes is dropped. */
  private static final float SAME_FACE = 0.3f;

  private final int maxSide;
  private final CascadeClassifier search = cascade("haarcascade_frontalface_alt2.xml");
  private final CascadeClassifier confirm = cascade("haarcascade_frontalface_default.xml");
  private final Mat small = new Mat();
  private final Mat grey = new Mat();

  /** A detector at the default scale. */
  public HaarFaceDetector() {
    this(DEFAULT_MAX_SIDE);
  }

  /**
   * A detector.
   *
   * @param maxSide longer side in pixels to which pictures are scaled down before detection; faces
   *     smaller than 24 pixels after that are not found
   */
  public HaarFaceDetector(int maxSide) {
    if (maxSide < LEAST_FACE) {
      throw new IllegalArgumentException(
          "Haar maxSide: expected at least %d pixels, found %d".formatted(LEAST_FACE, maxSide));
    }
    this.maxSide = maxSide;
  }

  private static CascadeClassifier cascade(String name) {
    OpenCv.ready();
    String path = OpenCv.resource("haarcascades/" + name).getPath();
    CascadeClassifier classifier = new CascadeClassifier();
    if (!classifier.load(path)) {
      classifier.close();
      throw new IllegalStateException(
          ("cascade: expected a readable classifier at %s, found a damaged file; delete it "
                  + "and start again")
              .formatted(path));
    }
    return classifier;
  }

  @Override
  public List<DetectedFace> detect(Mat picture) {
    DetectionScale scale = DetectionScale.of(picture, maxSide);
    Mat searched = grey(scale.shrink(picture, small));
    List<DetectedFace> faces = new ArrayList<>();
    for (Window window : windows(search, searched, SEARCH_STEP, SEARCH_NEIGHBOURS, LEAST_FACE, 0)) {
      int agreeing = agreeing(searched, window);
      int support = window.support + agreeing;
      FaceBox box = scale.toFrame(window.x, window.y, window.width, window.height);
      if (agreeing > 0 && support >= LEAST_SUPPORT && scale.shows(box)) {
        faces.add(new DetectedFace(box, score(support), new float[0]));
      }
    }
    List<DetectedFace> distinct = strongest(faces);
    distinct.sort(FaceOrder.LARGEST_FIRST);
    return distinct;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only the first cascade looks, as the second has seen the face before; the score stays what
   * it was. So does the size: within a block it changes less than a search's measure of it
   * scatters.
   */
  @Override
  public Optional<DetectedFace> detectNear(Mat picture, DetectedFace known) {
    DetectionScale scale = DetectionScale.of(picture, maxSide);
    FaceBox box = known.box();
    PixelBox part = PixelBox.around(box, NEAR_MARGIN * box.width()).clip(picture);
    DetectionScale ofPart = scale.ofPart(part);
    double side = box.width() / scale.x();
    int least = Math.max(LEAST_FACE, (int) (side * NEAR_LEAST));
    int most = (int) Math.ceil(side * NEAR_MOST);
    Mat searched = grey(ofPart.shrinkPart(picture, part, small));
    return windows(search, searched, SEARCH_STEP, SEARCH_NEIGHBOURS, least, most).stream()
        .max(Comparator.comparingInt(Window::support))
        .map(w -> ofPart.toFrame(w.x, w.y, w.width, w.height))
        .map(found -> box.centredOn(found.shifted(part.left(), part.top())))
        .map(place -> new DetectedFace(place, known.score(), new float[0]))
        .filter(face -> scale.shows(face.box()));
  }

  private Mat grey(Mat picture) {
    if (picture.channels() == 1) {
      return picture;
    }
    cvtColor(picture, grey, COLOR_BGR2GRAY);
    return grey;
  }

  @Override
  public boolean readsGrey() {
    return true;
  }

  @Override
  public double leastFace() {
    return (double) LEAST_FACE / maxSide;
  }

  private static float score(int support) {
    return (float) support / (support + LEAST_SUPPORT);
  }

  /** Windows of the second cascade in and around a candidate of the first. */
  private int agreeing(Mat searched, Window window) {
    int margin = (int) (window.width * CONFIRM_MARGIN);
    int left = Math.max(0, window.x - margin);
    int top = Math.max(0, window.y - margin);
    int right = Math.min(searched.cols(), window.x + window.width + margin);
    int bottom = Math.min(searched.rows(), window.y + window.height + margin);
    int least = (int) (window.width * CONFIRM_LEAST);
    try (Rect around = new Rect(left, top, right - left, bottom - top);
        Mat part = searched.apply(around)) {
      int most = 0;
      for (Window other : windows(confirm, part, CONFIRM_STEP, CONFIRM_NEIGHBOURS, least, 0)) {
        most = Math.max(most, other.support);
      }
      return most;
    }
  }

  /** Groups of accepted windows with sides from {@code least} to {@code most}; 0 = no limit. */
  private static List<Window> windows(
      CascadeClassifier cascade, Mat picture, double step, int neighbours, int least, int most) {
    try (RectVector boxes = new RectVector();
        IntPointer supports = new IntPointer();
        Size smallest = new Size(least, least);
        Size largest = most == 0 ? new Size() : new Size(most, most)) {
      cascade.detectMultiScale2(picture, boxes, supports, step, neighbours, 0, smallest, largest);
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i < boxes.size(); i++) {
        try (Rect box = boxes.get(i)) {
          windows.add(new Window(box.x(), box.y(), box.width(), box.height(), supports.get(i)));
        }
      }
      return windows;
    }
  }

  /** Of boxes that overlap, only the one with the highest score. */
  private static List<DetectedFace> strongest(List<DetectedFace> faces) {
    List<DetectedFace> sorted = new ArrayList<>(faces);
    sorted.sort(FaceOrder.BEST_FIRST);
    List<DetectedFace> kept = new ArrayList<>();
    for (DetectedFace face : sorted) {
      if (kept.stream().noneMatch(other -> other.box().iou(face.box()) > SAME_FACE)) {
        kept.add(face);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    search.close();
    confirm.close();
    small.close();
    grey.close();
  }

  /** A group of overlapping windows that a cascade accepted, in pixels of the scaled picture. */
  private record Window(int x, int y, int width, int height, int support) {}
}
