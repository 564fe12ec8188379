package io.affectstream.training.corpus;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.ItemListener;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Outputs of a frozen face encoder for every image of a set, clear and corrupted: expression
 * embedding and spatial tokens, through {@code inference} as in the stream. Tokens are stored with
 * 8 bits of mantissa.
 */
public final class FaceBank {

  /** An image as from a good camera. */
  public static final int CLEAR = 0;

  /** The same, occluded, of low resolution or badly lit. */
  public static final int CORRUPTED = 1;

  /**
   * Shape of a face's tokens.
   *
   * @param tokens T
   * @param size numbers per token
   */
  public record Shape(int tokens, int size) {}

  /** What is read of each face besides its embedding. */
  public enum Reading {
    /** Spatial tokens, for a network with cross-attention. */
    TOKENS,
    /** Log probabilities of the eight expressions, for a pool of experts. */
    LOG_PROBABILITIES
  }

  private static final int CHUNK = 1024;
  private static final int EMBEDDING = 16;
  private static final int THUMBNAIL = 8;
  private static final int CANDIDATES = 48;

  private final List<Expression> labels;
  private final List<List<Integer>> byClass = new ArrayList<>();
  private final float[][][] embeddings;
  private final short[][][] tokens;
  private final float[][] units;
  private final float[][] thumbnails;

  private FaceBank(FaceBank all, IntPredicate wanted) {
    labels = all.labels;
    embeddings = all.embeddings;
    tokens = all.tokens;
    units = all.units;
    thumbnails = all.thumbnails;
    all.byClass.forEach(indices -> byClass.add(indices.stream().filter(wanted::test).toList()));
  }

  private FaceBank(FaceImages images, Optional<ActionUnitTable> teacher) {
    labels = images.labels();
    embeddings = new float[FaceEncoding.VARIANTS.length][images.size()][];
    tokens = new short[FaceEncoding.VARIANTS.length][images.size()][];
    units = new float[images.size()][];
    thumbnails = new float[images.size()][];
    for (Expression ignored : Expression.values()) {
      byClass.add(new ArrayList<>());
    }
    for (int i = 0; i < images.size(); i++) {
      byClass.get(Columns.of(labels.get(i))).add(i);
      String name = images.names().get(i);
      units[i] = teacher.flatMap(table -> table.of(name)).orElse(new float[0]);
      thumbnails[i] = thumbnail(images, i);
    }
  }

  /**
   * Runs every image through the encoder.
   *
   * @param bundle its per-face graph must have {@code embedding}, and {@code tokens} or the
   *     expression head
   * @param reading what is read besides the embedding
   * @param images grey faces
   * @param teacher action units by image
   * @param seed of the variations
   * @param features cache folder of the encoder's outputs; empty: no cache
   * @param listener notified about every thousand images
   * @throws IOException if the cache cannot be read or written
   */
  public static FaceBank of(
      ModelBundle bundle,
      Reading reading,
      FaceImages images,
      Optional<ActionUnitTable> teacher,
      long seed,
      Optional<Path> features,
      ItemListener listener)
      throws IOException {
    FaceBank bank = new FaceBank(images, teacher);
    Manifest.Face face = bundle.manifest().face();
    String encoder = bundle.manifest().files().get(face.file()).sha256();
    String identity = "face-bank 1 %s %s".formatted(encoder, reading);
    Optional<FeatureCache> cache = features.map(folder -> new FeatureCache(folder, identity));
    try (FaceEncoding encoding = new FaceEncoding(bundle, reading)) {
      for (int variant = 0; variant < FaceEncoding.VARIANTS.length; variant++) {
        for (int from = 0; from < images.size(); from += CHUNK) {
          FaceEncoding.Chunk chunk =
              new FaceEncoding.Chunk(
                  from, Math.min(CHUNK, images.size() - from), variant, images, seed);
          FeatureArray found =
              cache.isPresent()
                  ? cache.get().of(chunk.identity(), () -> encoding.of(chunk))
                  : encoding.of(chunk);
          bank.keep(chunk, found);
          listener.done(
              "faces",
              (long) variant * images.size() + chunk.from() + chunk.rows(),
              (long) FaceEncoding.VARIANTS.length * images.size());
        }
      }
    }
    return bank;
  }

  private void keep(FaceEncoding.Chunk chunk, FeatureArray found) {
    int width = found.shape()[1];
    for (int row = 0; row < chunk.rows(); row++) {
      int at = row * width;
      float[] values = found.values();
      embeddings[chunk.variant()][chunk.from() + row] =
          Arrays.copyOfRange(values, at, at + EMBEDDING);
      tokens[chunk.variant()][chunk.from() + row] =
          packed(Arrays.copyOfRange(values, at + EMBEDDING, at + width));
    }
  }

  private static short[] packed(float[] values) {
    short[] packed = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      packed[i] = (short) ((Float.floatToRawIntBits(values[i]) + 0x8000) >>> 16);
    }
    return packed;
  }

  private static float[] thumbnail(FaceImages images, int image) {
    float[] small = new float[THUMBNAIL * THUMBNAIL];
    int offset = image * images.side() * images.side();
    FaceAugmentation.plain(images.pixels(), offset, images.side(), small, 0, THUMBNAIL);
    double mean = 0;
    for (float value : small) {
      mean += value / small.length;
    }
    double length = 1e-9;
    for (int i = 0; i < small.length; i++) {
      small[i] -= (float) mean;
      length += small[i] * small[i];
    }
    for (int i = 0; i < small.length; i++) {
      small[i] /= (float) Math.sqrt(length);
    }
    return small;
  }

  /** The same images, restricted to some indices for drawing. */
  public FaceBank only(IntPredicate wanted) {
    return new FaceBank(this, wanted);
  }

  /** An image of a class; empty if there is none. */
  public Optional<Integer> draw(Expression label, SplittableRandom random) {
    List<Integer> images = byClass.get(Columns.of(label));
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(random.nextInt(images.size())));
  }

  /**
   * A neutral image as a proxy for the same person at rest: the most similar of some, by
   * correlation at 8 x 8 pixels (pose, light, hair and skin). The data set does not identify
   * persons.
   */
  public int neutralPartner(int image, SplittableRandom random) {
    int best = draw(Expression.NEUTRAL, random).orElseThrow();
    double greatest = -2;
    for (int i = 0; i < CANDIDATES; i++) {
      int candidate = draw(Expression.NEUTRAL, random).orElseThrow();
      double correlation = 0;
      for (int j = 0; j < thumbnails[image].length; j++) {
        correlation += thumbnails[image][j] * thumbnails[candidate][j];
      }
      if (candidate != image && correlation > greatest) {
        greatest = correlation;
        best = candidate;
      }
    }
    return best;
  }

  /** Expression embedding {@code [16]}; not to be modified. */
  public float[] embedding(int image, int variant) {
    return embeddings[variant][image];
  }

  /** Spatial tokens {@code [T * D]}. */
  public float[] tokens(int image, int variant) {
    short[] packed = tokens[variant][image];
    float[] values = new float[packed.length];
    for (int i = 0; i < packed.length; i++) {
      values[i] = Float.intBitsToFloat(packed[i] << 16);
    }
    return values;
  }

  /** The teacher's action units {@code [12]}; empty if it found no face. */
  public float[] units(int image) {
    return units[image];
  }
}
