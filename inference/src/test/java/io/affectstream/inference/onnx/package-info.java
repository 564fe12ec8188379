/** Tests of sessions and the batcher. */
package io.affectstream.inference.onnx;
