/**
 * Whether a media file is as long as its own structure declares: the sizes of boxes, chunks, pages
 * and packets, without decoding anything.
 */
package io.affectstream.ingest.extent;
