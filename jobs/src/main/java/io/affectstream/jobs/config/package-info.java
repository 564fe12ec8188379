/**
 * The configuration: one immutable record tree read once from YAML and flags. Every key is
 * described by its {@link io.affectstream.jobs.config.Option} annotation; reader and documentation
 * are driven by these annotations alone, so they cannot disagree.
 */
package io.affectstream.jobs.config;
