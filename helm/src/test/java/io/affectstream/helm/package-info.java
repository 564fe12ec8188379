/**
 * Tests of the chart: renders it with the real helm and checks it with the operator's types and
 * rules.
 */
package io.affectstream.helm;
