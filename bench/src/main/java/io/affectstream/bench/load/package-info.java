/**
 * The load of a measurement and who watches it: recordings played as many streams, at the pace of
 * cameras or all at once, and an independent reader of the results that counts what is lost, what
 * comes twice, and how late it comes.
 */
package io.affectstream.bench.load;
