package io.affectstream.training.data.manifest;

import io.affectstream.schemas.Expression;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A labelled file.
 *
 * @param file image or sound
 * @param label its class
 * @param split split of the file; empty if the manifest has no such column
 * @param speaker person in the file; empty if the manifest has no such column
 */
public record ManifestEntry(
    Path file, Expression label, Optional<Split> split, Optional<String> speaker) {}
