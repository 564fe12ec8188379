/** Reads the output topics and turns them into files, report and timeline. */
package io.affectstream.app.collect;
