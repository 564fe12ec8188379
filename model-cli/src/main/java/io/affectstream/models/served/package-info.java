/**
 * Measures a bundle on labelled images, recordings and texts by the streaming code: detector, front
 * ends, aligner and ONNX Runtime. Missing modalities are masked, as in a stream.
 */
package io.affectstream.models.served;
