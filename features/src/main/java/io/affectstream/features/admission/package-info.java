/**
 * Which records of a stream are let in: duplicates dropped, time kept forward, dense numbers given.
 */
package io.affectstream.features.admission;
