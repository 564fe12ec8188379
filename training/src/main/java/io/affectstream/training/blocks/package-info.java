/**
 * Networks as DJL blocks; {@code model-export} writes each of them as an ONNX graph. Encoders of
 * one face share the contract of {@link io.affectstream.training.blocks.Encoder}.
 */
package io.affectstream.training.blocks;
