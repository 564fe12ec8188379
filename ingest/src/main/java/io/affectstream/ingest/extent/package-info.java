/**
 * Checks whether a media file is as long as its structure declares, from the sizes of boxes,
 * chunks, pages and packets, without decoding.
 */
package io.affectstream.ingest.extent;
