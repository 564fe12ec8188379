/**
 * Measures a bundle on labelled pictures, recordings and texts by the code that serves streams:
 * detector, front ends, aligner and ONNX Runtime. What is not given is masked, as in a stream.
 */
package io.affectstream.export.served;
