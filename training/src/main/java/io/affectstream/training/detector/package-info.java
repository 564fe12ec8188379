/** Data, labels, losses and trainer of the face detector. */
package io.affectstream.training.detector;
