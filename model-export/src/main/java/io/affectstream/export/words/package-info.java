/** The words network: from the public MiniLM graph to a trainable network, and from it to ONNX. */
package io.affectstream.export.words;
