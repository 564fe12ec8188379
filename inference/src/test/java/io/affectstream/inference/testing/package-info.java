/** Small graphs and bundles made for tests. */
package io.affectstream.inference.testing;
