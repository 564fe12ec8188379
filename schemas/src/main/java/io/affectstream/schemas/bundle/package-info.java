/**
 * The manifest of a model bundle: everything code must know of a model, so that no code asks which
 * model it runs. A bundle is a folder with {@code manifest.json} beside its ONNX files.
 */
package io.affectstream.schemas.bundle;
