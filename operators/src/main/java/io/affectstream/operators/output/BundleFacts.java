package io.affectstream.operators.output;

import java.io.Serializable;

/**
 * Properties of the model that the outputs contain.
 *
 * @param identity id@short hash, written into every record
 * @param thresholds {@code [12]}: probability at or above which an action unit is active; NaN: the
 *     bundle does not decide it
 */
public record BundleFacts(String identity, float[] thresholds) implements Serializable {}
