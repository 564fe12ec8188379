/** The face encoder as an ONNX graph and as a bundle. */
package io.affectstream.export.face;
