package io.affectstream.training.words;

import io.affectstream.inference.words.WordPieces;
import java.util.ArrayList;
import java.util.List;

/** Words to the ids that a network reads. */
public final class Texts {

  private final WordPieces pieces;
  private final int maxTokens;

  /** Texts of at most {@code maxTokens} tokens, special ones included. */
  public Texts(WordPieces pieces, int maxTokens) {
    this.pieces = pieces;
    this.maxTokens = maxTokens;
  }

  /** Ids with the special tokens around; of a long text those of its end. */
  public int[] ids(List<String> words) {
    List<Integer> found = new ArrayList<>();
    words.forEach(word -> found.addAll(pieces.ids(word)));
    int from = Math.max(0, found.size() - (maxTokens - 2));
    int[] ids = new int[found.size() - from + 2];
    ids[0] = pieces.begin();
    for (int i = from; i < found.size(); i++) {
      ids[i - from + 1] = found.get(i);
    }
    ids[ids.length - 1] = pieces.end();
    return ids;
  }
}
