/** Writing of ONNX graphs (IR version 8, opset 17). */
package io.affectstream.export.onnx;
