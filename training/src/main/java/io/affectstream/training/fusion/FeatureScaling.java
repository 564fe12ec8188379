package io.affectstream.training.fusion;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WindowSource;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Sets the constants by which a network standardises its inputs. */
final class FeatureScaling {

  private static final int WINDOWS = 400;
  private static final float MIN_PITCH = 20;
  private static final float MIN_RMS = 1e-4f;

  private FeatureScaling() {}

  /** Mean and deviation of every feature over windows of the training source. */
  static void fit(
      FusionNet net, FusionInputs inputs, WindowSource source, long seed, NDManager manager) {
    List<LabelledWindow> drawn =
        IntStream.range(0, WINDOWS)
            .mapToObj(i -> source.draw(new SplittableRandom(seed + i)))
            .toList();
    FusionInput input = inputs.input(drawn);
    if (net.config().audio() == AudioFrontEnd.DIMENSIONS) {
      SequenceBranch voice = net.branch(Sequence.AUDIO).orElseThrow();
      voice.scaling().compress(AudioFrontEnd.PITCH, MIN_PITCH);
      voice.scaling().compress(AudioFrontEnd.RMS, MIN_RMS);
    }
    for (Sequence sequence : Sequence.values()) {
      int size = net.config().size(sequence);
      net.branch(sequence)
          .ifPresent(
              branch -> {
                Moments moments = new Moments(size);
                moments.add(
                    branch.scaling().compressed(input.sequences().get(sequence)),
                    input.masks().get(sequence));
                branch.scaling().standardise(moments.mean(), moments.scale());
                if (branch.voice().isPresent()) {
                  standardiseVoice(branch, input, manager);
                }
              });
    }
  }

  private static void standardiseVoice(
      SequenceBranch branch, FusionInput input, NDManager manager) {
    try (NDManager local = manager.newSubManager()) {
      Shape steps = new Shape(input.rows(), input.steps());
      Shape features = new Shape(input.rows(), input.steps(), AudioFrontEnd.DIMENSIONS);
      branch.standardiseVoice(
          new ParameterStore(manager, false),
          local.create(input.sequences().get(Sequence.AUDIO), features),
          local.create(input.masks().get(Sequence.AUDIO), steps));
    }
  }
}
