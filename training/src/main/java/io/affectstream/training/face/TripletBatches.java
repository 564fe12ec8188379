package io.affectstream.training.face;

import io.affectstream.training.data.fec.FecFaces;
import java.util.SplittableRandom;

/** Draws triplets; every draw depends on seed, epoch and step only. */
final class TripletBatches {

  private final FecFaces faces;
  private final FaceTrainingConfig config;

  TripletBatches(FecFaces faces, FaceTrainingConfig config) {
    this.faces = faces;
    this.config = config;
  }

  TripletBatch draw(int epoch, int step) {
    int rows = config.triplets().batch();
    int side = config.side(epoch);
    int source = faces.side() * faces.side();
    SplittableRandom random =
        new SplittableRandom(config.seed() * 2_000_003 + epoch * 40_000_003L + step);
    TripletBatch batch = new TripletBatch(new float[3 * rows * side * side], new float[rows]);
    for (int row = 0; row < rows; row++) {
      int triplet = random.nextInt(faces.triplets());
      batch.margins()[row] = faces.margins()[triplet];
      for (int place = 0; place < 3; place++) {
        config
            .variation()
            .augmentation()
            .draw(
                faces.pixels(),
                faces.members()[3 * triplet + place] * source,
                faces.side(),
                batch.images(),
                (place * rows + row) * side * side,
                side,
                random);
      }
    }
    return batch;
  }
}
