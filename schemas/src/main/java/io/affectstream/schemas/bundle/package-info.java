/**
 * The manifest of a model bundle: everything that code needs to know about a model, so that no code
 * depends on a specific model. A bundle is a folder with {@code manifest.json} and its ONNX files.
 */
package io.affectstream.schemas.bundle;
