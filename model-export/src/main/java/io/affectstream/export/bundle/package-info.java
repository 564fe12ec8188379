/** Writing of bundles: ONNX files beside the manifest that describes them. */
package io.affectstream.export.bundle;
