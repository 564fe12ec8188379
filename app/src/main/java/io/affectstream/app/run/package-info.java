/** Runs from files to results: broker, cluster, ingest, job and collection. */
package io.affectstream.app.run;
