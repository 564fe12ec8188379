package io.affectstream.jobs.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key; its name is the kebab-case form of the record component's name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Option {

  /** Meaning of the key, one or two sentences. */
  String value();

  /** Default, written as in YAML. */
  String defaultValue();

  /** Unit of a plain number; empty if the value contains or needs none. */
  String unit() default "";

  /** Minimum; for durations in milliseconds, for sizes in bytes. */
  double min() default Double.NEGATIVE_INFINITY;

  /**
   * Whether the value affects results or stored data of a run. A stopped run is continued only with
   * the same values of these keys.
   */
  boolean changesResults() default true;

  /** Maximum; for durations in milliseconds, for sizes in bytes. */
  double max() default Double.POSITIVE_INFINITY;
}
