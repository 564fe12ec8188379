/** Shared test tools of this module: external media tools and sinks that keep their records. */
package io.affectstream.ingest.testing;
