/** From admitted frames to faces, unkeyed and asynchronous. */
package io.affectstream.operators.vision;
