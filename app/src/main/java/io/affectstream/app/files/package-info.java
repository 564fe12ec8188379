/**
 * The files of a run: one table of frames per stream, events, a summary. Numbers are independent of
 * the locale.
 */
package io.affectstream.app.files;
