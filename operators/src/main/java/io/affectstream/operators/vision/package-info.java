/** Converts admitted frames to faces. */
package io.affectstream.operators.vision;
