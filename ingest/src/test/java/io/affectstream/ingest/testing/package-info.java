/** What the tests of this module share: external media tools and sinks that keep what they get. */
package io.affectstream.ingest.testing;
