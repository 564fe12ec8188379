/** Commands that train, measure and export the models: {@code ./affect train|evaluate|export}. */
package io.affectstream.models.cli;
