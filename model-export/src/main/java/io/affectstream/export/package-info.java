/** From trained networks to what the product runs: ONNX graphs, checked, in a bundle. */
package io.affectstream.export;
