package io.affectstream.training.words;

import java.util.List;

/**
 * Texts of one step.
 *
 * @param ids of each text, all of equal length
 * @param targets shares of the classes times the text's weight, {@code [texts * classes]}
 */
record TextBatch(List<int[]> ids, float[] targets) {}
