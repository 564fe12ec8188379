/**
 * Admission of records: drops duplicates, rejects time that runs backwards, assigns dense numbers.
 */
package io.affectstream.features.admission;
