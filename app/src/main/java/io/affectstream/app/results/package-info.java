/** Results of a run per stream: labels, summary, series of each face, timeline. */
package io.affectstream.app.results;
