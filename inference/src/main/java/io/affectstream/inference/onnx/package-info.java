/**
 * ONNX Runtime: sessions on the CPU or a CUDA device, reusable tensors, and the batcher by which
 * requests of all slots of a task manager share a session. Knows no model.
 */
package io.affectstream.inference.onnx;
