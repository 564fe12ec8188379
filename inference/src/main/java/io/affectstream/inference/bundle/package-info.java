/**
 * Model bundles: a folder, zip or shipped resource with {@code manifest.json} beside its ONNX
 * files, verified as a whole before anything runs, and the writer of new ones.
 */
package io.affectstream.inference.bundle;
