/** The pool of experts as an ONNX graph, and the bundle that fuses face, voice and words by it. */
package io.affectstream.export.pool;
