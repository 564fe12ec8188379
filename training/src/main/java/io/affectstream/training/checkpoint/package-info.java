/** Weights and optimiser state on disk. */
package io.affectstream.training.checkpoint;
