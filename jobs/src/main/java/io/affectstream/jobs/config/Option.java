package io.affectstream.jobs.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key; its name is the kebab-case form of the record component's name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Option {

  /** What the key decides, one or two sentences. */
  String value();

  /** Default, written as in YAML. */
  String byDefault();

  /** Unit of a plain number; empty where the value itself carries or needs none. */
  String unit() default "";

  /** Least value; for durations in milliseconds, for sizes in bytes. */
  double min() default Double.NEGATIVE_INFINITY;

  /**
   * Whether another value may change a result, or what a run keeps to be continued. A run that was
   * stopped is continued only under the same values of these keys.
   */
  boolean changesResults() default true;

  /** Greatest value; for durations in milliseconds, for sizes in bytes. */
  double max() default Double.POSITIVE_INFINITY;
}
