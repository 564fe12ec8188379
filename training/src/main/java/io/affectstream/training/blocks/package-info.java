/** Networks as DJL blocks; {@code model-export} writes each of them as an ONNX graph. */
package io.affectstream.training.blocks;
