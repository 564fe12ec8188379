/**
 * The files of a run: one table of frames per stream, events, a summary. Numbers are written the
 * same in every locale.
 */
package io.affectstream.app.files;
