/** Reads the output topics and converts them to files, report and timeline. */
package io.affectstream.app.collect;
