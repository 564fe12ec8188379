/**
 * Model bundles: a folder, zip or shipped resource with {@code manifest.json} and its ONNX files,
 * verified completely before anything runs, and the writer of new bundles.
 */
package io.affectstream.inference.bundle;
