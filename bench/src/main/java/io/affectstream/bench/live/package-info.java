/**
 * The product under live load: so many streams at the pace of cameras, whether it keeps up, how
 * late its results are, and whether it grows.
 */
package io.affectstream.bench.live;
