package io.affectstream.export.face;

import io.affectstream.training.blocks.ConvChain;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.InceptionResnetV1;
import io.affectstream.training.blocks.InceptionUnit;
import io.affectstream.training.blocks.ReductionUnit;
import io.affectstream.training.blocks.ResidualUnit;
import java.util.ArrayList;
import java.util.List;

/** The part of a graph between the standardised image and the last spatial map. */
final class EncoderMap {

  private final ConvNodes nodes;

  EncoderMap(ConvNodes nodes) {
    this.nodes = nodes;
  }

  /** Adds it. */
  String of(String image, Encoder encoder) {
    return encoder instanceof FaceEncoder compact
        ? compact(image, compact)
        : inception(image, (InceptionResnetV1) encoder);
  }

  private String compact(String image, FaceEncoder encoder) {
    String map = nodes.maximum(nodes.unit(image, encoder.stem()), 2);
    for (ResidualUnit unit : encoder.units()) {
      String inner = nodes.unit(nodes.unit(map, unit.first()), unit.second());
      if (unit.gates().isPresent()) {
        inner = nodes.gated(inner, unit.gates().get());
      }
      String before = map;
      String shortcut = unit.projection().map(p -> nodes.unit(before, p)).orElse(map);
      map = nodes.sum(inner, shortcut, true);
    }
    return map;
  }

  private String inception(String image, InceptionResnetV1 encoder) {
    String map = nodes.maximum(nodes.chain(image, encoder.stemBefore()), 3);
    map = residuals(nodes.chain(map, encoder.stemAfter()), encoder.unitsA());
    map = residuals(reduction(map, encoder.reductionA()), encoder.unitsB());
    return residuals(reduction(map, encoder.reductionB()), encoder.unitsC());
  }

  private String residuals(String map, List<InceptionUnit> units) {
    String hidden = map;
    for (InceptionUnit unit : units) {
      String joined = nodes.joined(branches(hidden, unit.branches()));
      String residual = nodes.convolution(joined, unit.folded());
      hidden = nodes.sum(residual, hidden, unit.rectified());
    }
    return hidden;
  }

  private String reduction(String map, ReductionUnit unit) {
    List<String> maps = branches(map, unit.branches());
    maps.add(nodes.maximum(map, 3));
    return nodes.joined(maps);
  }

  private List<String> branches(String map, List<ConvChain> branches) {
    List<String> maps = new ArrayList<>();
    branches.forEach(branch -> maps.add(nodes.chain(map, branch)));
    return maps;
  }
}
