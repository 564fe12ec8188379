/** What a run knows of each stream: labels, summary, series of each face, timeline. */
package io.affectstream.app.results;
