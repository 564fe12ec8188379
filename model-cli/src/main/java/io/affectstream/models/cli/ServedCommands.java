package io.affectstream.models.cli;

import io.affectstream.models.served.CropRule;
import io.affectstream.models.served.Item;
import io.affectstream.models.served.LabelledImages;
import io.affectstream.models.served.ServedBundle;
import io.affectstream.schemas.Modality;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.data.manifest.SampleManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code affect evaluate faces}, {@code speech}, {@code text} and {@code clips}. */
final class ServedCommands {

  private ServedCommands() {}

  /** {@code affect evaluate faces}. */
  @Command(
      name = "faces",
      mixinStandardHelpOptions = true,
      description = {
        "A bundle on images of faces: the largest face of each, held still for a window.",
        "Face crops are taken whole where no face is found: nearly square images of at most 256"
            + " pixels a side, and any of at most 64, which are not searched. A scene without a"
            + " face that is found has no answer and counts as wrong."
      })
  static final class Faces extends ServedCommand {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description = "One folder of JPEG or PNG images per class.")
    private Path data;

    @Option(
        names = "--crops",
        paramLabel = "auto|always|never",
        defaultValue = "AUTO",
        description =
            "Which images are face crops: those of that size, all, or none. Default: auto.")
    private CropRule crops;

    Faces() {
      super(Modality.FACE);
    }

    @Override
    Path data() {
      return data;
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      List<Item> items =
          answers(
              "images",
              LabelledImages.read(data).entrySet(),
              image ->
                  new Item(
                      data.relativize(image.getKey()).toString(),
                      image.getValue(),
                      served.image(image.getKey(), crops)));
      facts.put("taken_whole", served.takenWhole());
      facts.put("not_found", items.stream().filter(item -> item.estimate().isEmpty()).count());
      return items;
    }
  }

  /** Recordings with one result each, from face and voice. */
  abstract static class Recordings extends ServedCommand {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "CSV",
        description = "Columns path and label; paths relative to the file.")
    private Path data;

    Recordings(Modality... modalities) {
      super(modalities);
    }

    @Override
    final Path data() {
      return data;
    }

    @Override
    final List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      return answers(
          "recordings",
          SampleManifest.read(data),
          sample ->
              new Item(
                  sample.file().toString(),
                  sample.label(),
                  served.recording(sample.file(), modalities)));
    }
  }

  /** {@code affect evaluate speech}. */
  @Command(
      name = "speech",
      mixinStandardHelpOptions = true,
      description = "A bundle on voices: sound alone, one answer per recording.")
  static final class Speech extends Recordings {

    Speech() {
      super(Modality.VOICE);
    }
  }

  /** {@code affect evaluate clips}. */
  @Command(
      name = "clips",
      mixinStandardHelpOptions = true,
      description = "A bundle on recordings of faces and voices, one answer per recording.")
  static final class Clips extends Recordings {

    Clips() {
      super(Modality.FACE, Modality.VOICE);
    }
  }

  /** {@code affect evaluate text}. */
  @Command(
      name = "text",
      mixinStandardHelpOptions = true,
      description = {
        "A bundle on texts, timed at a natural speaking rate. Texts with several"
            + " labels are skipped."
      })
  static final class Text extends ServedCommand {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "TSV",
        description = "Text, label ids divided by commas; further columns are passed over.")
    private Path data;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        description = "Names of the label ids, one per line. Default: labels.txt next to the data.")
    private Path labels;

    Text() {
      super(Modality.WORDS);
    }

    @Override
    Path data() {
      return data;
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      List<Comment> all = GoEmotions.read(data, names());
      List<Comment> single = all.stream().filter(text -> text.labels().size() == 1).toList();
      facts.put("several_labels", all.size() - single.size());
      return answers(
          "texts",
          single,
          text -> new Item(text.id(), text.labels().iterator().next(), served.text(text.text())));
    }

    private Path names() {
      Path names = labels == null ? data.resolveSibling("labels.txt") : labels;
      if (!Files.isRegularFile(names)) {
        throw new ParameterException(
            spec.commandLine(),
            "expected the names of the label ids in %s, found none; pass --labels"
                .formatted(names));
      }
      return names;
    }
  }
}
