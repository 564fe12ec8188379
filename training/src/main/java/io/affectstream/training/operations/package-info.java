/** One definition of a computation for the training framework and for an exported graph. */
package io.affectstream.training.operations;
