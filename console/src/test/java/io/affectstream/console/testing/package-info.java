/** A browser for tests of the page, also those of other modules. */
package io.affectstream.console.testing;
