package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.nio.file.Path;

/**
 * A labelled utterance.
 *
 * @param file audio
 * @param speaker speaker; never in two folds
 * @param text identity of the sentence
 * @param label expression of the voice
 */
public record Utterance(Path file, String speaker, String text, Expression label) {}
