/** Optimiser and learning rate. */
package io.affectstream.training.optim;
