/**
 * The load of a measurement and its observer: recordings played as many streams, at the pace of
 * cameras or at full speed, and an independent reader of the results that counts lost and repeated
 * rows and their delay.
 */
package io.affectstream.bench.load;
