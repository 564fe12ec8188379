package io.affectstream.inference.words;

import java.util.Arrays;

/** Ids of a text's tokens, special ones included; equal if the ids are. */
record TokenIds(long[] ids) {

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }
}
