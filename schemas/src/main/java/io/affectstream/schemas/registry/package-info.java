/**
 * A schema registry with Confluent's API (version 7): schemas by id, and the ids of the product's
 * contracts under the subjects {@code TOPIC-value}. Used only if a registry is configured;
 * otherwise records are self-describing.
 */
package io.affectstream.schemas.registry;
