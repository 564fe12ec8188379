package io.affectstream.training.data.manifest;

import io.affectstream.schemas.Expression;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A labelled file.
 *
 * @param file picture or sound
 * @param label its class
 * @param split part it belongs to; empty where the manifest has no such column
 * @param speaker person seen or heard; empty where the manifest has no such column
 */
public record Sample(
    Path file, Expression label, Optional<Split> split, Optional<String> speaker) {}
