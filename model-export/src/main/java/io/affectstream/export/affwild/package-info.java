/**
 * Features of Aff-Wild2 by the code that serves streams: media reader, face detector, cropper,
 * front ends. They are kept on disk by the content they were computed from.
 */
package io.affectstream.export.affwild;
