/** Files in, results out: broker, cluster, ingest, job and collection of one run. */
package io.affectstream.app.run;
