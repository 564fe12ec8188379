package io.affectstream.jobs.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Parses and formats values, within the option's limits. */
final class OptionValue {

  private OptionValue() {}

  static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException whose message completes "expected ..."
   */
  static Object parse(Type type, Option option, String text) {
    Class<?> raw = raw(type);
    if (raw == List.class) {
      Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .map(item -> scalar(raw(element), option, item))
          .toList();
    }
    return scalar(raw, option, text.strip());
  }

  private static Object scalar(Class<?> type, Option option, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class) {
      return bool(text);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    if (type == Duration.class) {
      Duration duration = Durations.parse(text);
      check(duration.toNanos() / 1e6, option, ms -> Durations.format(Duration.ofMillis((long) ms)));
      return duration;
    }
    if (type == DataSize.class) {
      DataSize size = DataSize.parse(text);
      check((double) size.bytes(), option, bytes -> new DataSize((long) bytes).toString());
      return size;
    }
    return number(type, option, text);
  }

  private static Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (OptionKey.kebab((Enum<?>) constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("one of " + constants(type));
  }

  static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> OptionKey.kebab((Enum<?>) constant))
        .collect(Collectors.joining(", "));
  }

  private static Object number(Class<?> type, Option option, String text) {
    boolean whole = type != double.class;
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(whole ? "a whole number" : "a number", e);
    }
    check(value.doubleValue(), option, OptionValue::plain);
    if (!whole) {
      return value.doubleValue();
    }
    try {
      return type == int.class ? (Object) value.intValueExact() : (Object) value.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a whole number", e);
    }
  }

  private interface Format {
    String of(double value);
  }

  private static void check(double value, Option option, Format format) {
    if (value < option.min() || value > option.max()) {
      throw new IllegalArgumentException(limits(option, format));
    }
  }

  private static String limits(Option option, Format format) {
    if (Double.isInfinite(option.max())) {
      return "at least " + format.of(option.min());
    }
    return "between %s and %s".formatted(format.of(option.min()), format.of(option.max()));
  }

  /** Allowed values, for the documentation; empty if the type has no further limit. */
  static String range(Type type, Option option) {
    Class<?> raw = raw(type);
    if (raw.isEnum()) {
      return constants(raw);
    }
    if (Double.isInfinite(option.min())) {
      return "";
    }
    if (raw == Duration.class) {
      return limits(option, ms -> Durations.format(Duration.ofMillis((long) ms)));
    }
    if (raw == DataSize.class) {
      return limits(option, bytes -> new DataSize((long) bytes).toString());
    }
    return limits(option, OptionValue::plain);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A value in YAML notation. */
  static String format(Object value) {
    if (value instanceof Duration duration) {
      return Durations.format(duration);
    }
    if (value instanceof Enum<?> constant) {
      return OptionKey.kebab(constant);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(OptionValue::format).collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }
}
