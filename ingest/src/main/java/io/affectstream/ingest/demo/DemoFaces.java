package io.affectstream.ingest.demo;

import io.affectstream.schemas.Expression;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The faces of the demo clip, grey values in [0, 255]. */
final class DemoFaces {

  /** Expressions with a face, in the order of Expression; Other has none. */
  static final List<Expression> EXPRESSIONS =
      List.of(
          Expression.NEUTRAL,
          Expression.ANGER,
          Expression.DISGUST,
          Expression.FEAR,
          Expression.HAPPINESS,
          Expression.SADNESS,
          Expression.SURPRISE);

  private final List<GreyPixels> faces;
  private final GreyPixels rest;

  private DemoFaces(List<GreyPixels> faces) {
    this.faces = faces;
    this.rest = mean(faces);
  }

  /** Loads the images that {@code MeanFaceTool} of the tests creates. */
  static DemoFaces load() {
    List<GreyPixels> faces = new ArrayList<>();
    for (Expression expression : EXPRESSIONS) {
      faces.add(image("mean-faces/" + fileName(expression)));
    }
    return new DemoFaces(faces);
  }

  /**
   * The face between rest (the mean of all) and an expression.
   *
   * @param amount 0 = rest, 1 = the expression's apex
   */
  GreyPixels face(Expression expression, double amount) {
    return rest.towards(faces.get(EXPRESSIONS.indexOf(expression)), amount);
  }

  static String fileName(Expression expression) {
    return expression.name().toLowerCase(Locale.ROOT) + ".png";
  }

  private static GreyPixels mean(List<GreyPixels> faces) {
    float[] mean = new float[faces.get(0).values().length];
    for (GreyPixels face : faces) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += face.values()[i] / faces.size();
      }
    }
    return new GreyPixels(faces.get(0).size(), mean);
  }

  private static GreyPixels image(String resource) {
    try (InputStream stream = DemoFaces.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "demo: resource %s is missing from the jar; build it again".formatted(resource));
      }
      BufferedImage image = ImageIO.read(stream);
      float[] values = new float[image.getWidth() * image.getHeight()];
      return new GreyPixels(
          image.getWidth(),
          image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, values));
    } catch (IOException e) {
      throw new UncheckedIOException("demo: cannot read resource " + resource, e);
    }
  }
}
