/**
 * Replays an archive and compares its results, record by record and field by field, with those of
 * an earlier run: both sides are converted to the same flat form, stored per stream, and read in
 * parallel.
 */
package io.affectstream.app.replay;
