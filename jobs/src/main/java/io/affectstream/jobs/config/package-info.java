/**
 * The configuration: one immutable record tree read once from YAML and flags. Every key is
 * described by its {@link io.affectstream.jobs.config.Option} annotation; reader and documentation
 * are derived from these annotations, so they are always consistent.
 */
package io.affectstream.jobs.config;
