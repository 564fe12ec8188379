/** The voice expert as an ONNX graph, alone or within another. */
package io.affectstream.export.voice;
