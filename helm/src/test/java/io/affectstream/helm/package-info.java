/** Tests of the chart: the real helm renders it, the operator's own types and rules judge it. */
package io.affectstream.helm;
