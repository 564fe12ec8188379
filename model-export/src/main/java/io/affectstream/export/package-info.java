/** Exports trained networks for the product: verified ONNX graphs in a bundle. */
package io.affectstream.export;
