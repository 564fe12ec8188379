/** The fusion network as an ONNX graph over segments. */
package io.affectstream.export.fusion;
