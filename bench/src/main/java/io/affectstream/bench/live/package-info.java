/**
 * The product under live load: whether it keeps up with a number of streams at the pace of cameras,
 * the delay of its results, and whether its memory grows.
 */
package io.affectstream.bench.live;
