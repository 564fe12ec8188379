package io.affectstream.features.testing;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceSelection;
import io.affectstream.features.vision.ImageSize;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A random stream of up to twelve faces that appear, leave, grow and cross, as output of the vision
 * stage.
 */
public final class Crowd {

  private static final int MAX = 12;

  /** Mean number of frames for which a person is in the image, and away from it. */
  private static final int STAYS = 15;

  private static final int AWAY = 4;
  private static final int EXPRESSIONS = 8;
  private static final ImageSize SIZE = new ImageSize(1280, 720);

  private final Random random;
  private final int maxFaces;
  private final List<Person> people = new ArrayList<>();
  private final List<FaceFrame> frames = new ArrayList<>();

  private static final class Person {
    private float x;
    private float y;
    private float side;
    private float dx;
    private float growth;
    private boolean there;
  }

  /**
   * Makes the stream.
   *
   * @param length frames
   * @param interval microseconds from frame to frame
   * @param maxFaces faces of a frame that are followed, the largest ones
   */
  public Crowd(String stream, Random random, int length, long interval, int maxFaces) {
    this.random = random;
    this.maxFaces = maxFaces;
    for (int i = random.nextInt(MAX + 1); i > 0; i--) {
      people.add(person());
    }
    for (int i = 0; i < length; i++) {
      people.forEach(this::move);
      frames.add(frame(stream, i, i * interval, interval));
    }
    frames.add(new FaceFrame(stream, length, length, 0, 0, Reason.NO_INPUT, List.of(), true));
  }

  private Person person() {
    Person person = new Person();
    person.x = random.nextInt(1200);
    person.y = random.nextInt(600);
    person.side = 30 + random.nextInt(100);
    person.dx = random.nextInt(41) - 20;
    person.growth = 0.97f + 0.06f * random.nextFloat();
    person.there = random.nextBoolean();
    return person;
  }

  private void move(Person person) {
    person.x += person.dx;
    person.side = Math.max(20, Math.min(300, person.side * person.growth));
    person.dx = person.x < 0 || person.x > 1200 ? -person.dx : person.dx;
    person.growth = random.nextInt(20) == 0 ? 2 - person.growth : person.growth;
    person.there ^= random.nextInt(person.there ? STAYS : AWAY) == 0;
  }

  private FaceFrame frame(String stream, long number, long time, long interval) {
    List<Face> all = new ArrayList<>();
    for (Person person : people) {
      if (person.there) {
        all.add(face(new FaceBox(person.x, person.y, person.side, person.side)));
      }
    }
    Collections.shuffle(all, random);
    List<Face> followed = FaceSelection.ALL.select(all, maxFaces);
    return new FaceFrame(
        stream,
        number,
        number,
        time,
        interval,
        followed.isEmpty() ? Reason.NO_FACE : Reason.MEASURED,
        followed,
        SIZE,
        all.size() - followed.size(),
        false);
  }

  private Face face(FaceBox box) {
    float[] expression = new float[EXPRESSIONS];
    expression[random.nextInt(EXPRESSIONS)] = 1;
    return new Face(box, 1, 1, expression, new float[0], new float[0], new float[0]);
  }

  /** The frames in order; the last is the end mark. */
  public List<FaceFrame> frames() {
    return frames;
  }

  /** The frames in the order of a stage that may reorder them. */
  public List<FaceFrame> overtaking() {
    List<FaceFrame> order = new ArrayList<>(frames);
    for (int i = 0; i < order.size(); i += 5) {
      Collections.shuffle(order.subList(i, Math.min(order.size(), i + 5)), random);
    }
    return order;
  }

  /** Number of rows of each frame: one per followed face, or one without a face. */
  public List<Integer> rowsPerFrame() {
    return frames.stream()
        .filter(frame -> !frame.end())
        .map(frame -> Math.max(1, frame.faces().size()))
        .toList();
  }
}
