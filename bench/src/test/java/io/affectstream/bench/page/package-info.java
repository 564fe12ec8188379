/** The console's page on the real job. */
package io.affectstream.bench.page;
