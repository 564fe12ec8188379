/**
 * A schema registry with Confluent's API (version 7): schemas by id, and the ids of the product's
 * contracts under the subjects {@code TOPIC-value}. Only where a registry is configured; without
 * one records describe themselves.
 */
package io.affectstream.schemas.registry;
