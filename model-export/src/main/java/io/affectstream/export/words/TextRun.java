package io.affectstream.export.words;

import io.affectstream.inference.words.WordPieces;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.words.PretrainedText;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TextTrainer;
import io.affectstream.training.words.TextTrainingConfig;
import io.affectstream.training.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Data of a training of the words network as its settings say.
 *
 * @param config the settings
 * @param start what it begins with
 * @param train comments to learn from
 * @param choose comments to choose epoch and calibration by
 */
public record TextRun(
    TextTrainingConfig config, PretrainedText start, List<Comment> train, List<Comment> choose) {

  /**
   * Reads comments and pretrained network. The vocabulary is chosen by the comments to learn from.
   *
   * @throws IOException if a file cannot be read
   */
  public static TextRun prepare(TextTrainingConfig config) throws IOException {
    List<Comment> all = comments(config, "train.tsv");
    List<Comment> train = TextTrainer.part(all, false);
    MiniLmGraph graph = MiniLmGraph.read();
    WordPieces pieces = graph.pieces();
    List<Integer> tokens =
        Vocabulary.choose(pieces, train.stream().map(Comment::text).toList(), config.vocabulary());
    return new TextRun(
        config, graph.pretrained(tokens, config.maxTokens()), train, TextTrainer.part(all, true));
  }

  /**
   * Comments of a file in the settings' folder.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Comment> comments(TextTrainingConfig config, String file) throws IOException {
    Path folder = config.comments();
    return GoEmotions.read(folder.resolve(file), folder.resolve("labels.txt"));
  }

  /** The trainer, which continues what is in {@code out}. */
  public TextTrainer trainer(Path out) {
    return new TextTrainer(config, start, TextNetConfig.miniLm(), train, choose, out);
  }
}
