/**
 * An archive run again and its results compared, record by record and field by field, with those of
 * an earlier run: both sides are brought into the same flat form, kept per stream, and read side by
 * side.
 */
package io.affectstream.app.replay;
