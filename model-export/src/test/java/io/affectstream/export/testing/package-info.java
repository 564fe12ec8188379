/** What the tests of several packages share. */
package io.affectstream.export.testing;
