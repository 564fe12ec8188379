package io.affectstream.console.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Description of a type or of a component of a record, as in the generated documents. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {

  /** The description. */
  String value();

  /** Whether the component may be absent (null). */
  boolean optional() default false;
}
