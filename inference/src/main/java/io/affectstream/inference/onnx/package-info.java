/**
 * ONNX Runtime: sessions on the CPU or a CUDA device, reusable tensors, and the batcher through
 * which requests of all slots of a task manager share a session. Independent of any model.
 */
package io.affectstream.inference.onnx;
