package io.affectstream.features.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;

/**
 * Writes and reads a {@link VoiceState} field by field through its public fields and its public
 * constructor, as a state backend does. Fails for a field that such a backend could not carry.
 */
final class StateBytes {

  private StateBytes() {}

  static byte[] write(VoiceState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Field field : VoiceState.class.getFields()) {
        writeField(out, field, field.get(state));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static VoiceState read(byte[] bytes) {
    VoiceState state = new VoiceState();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (Field field : VoiceState.class.getFields()) {
        field.set(state, readField(in, field));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return state;
  }

  static VoiceState roundTrip(VoiceState state) {
    return read(write(state));
  }

  private static void writeField(DataOutputStream out, Field field, Object value)
      throws IOException {
    if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof float[] numbers) {
      out.writeInt(numbers.length);
      for (float number : numbers) {
        out.writeInt(Float.floatToRawIntBits(number));
      }
    } else if (value instanceof double[] numbers) {
      out.writeInt(numbers.length);
      for (double number : numbers) {
        out.writeLong(Double.doubleToRawLongBits(number));
      }
    } else {
      throw new AssertionError("no state type: " + field);
    }
  }

  private static Object readField(DataInputStream in, Field field) throws IOException {
    Class<?> type = field.getType();
    if (type == boolean.class) {
      return in.readBoolean();
    } else if (type == int.class) {
      return in.readInt();
    } else if (type == long.class) {
      return in.readLong();
    } else if (type == float[].class) {
      float[] numbers = new float[in.readInt()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Float.intBitsToFloat(in.readInt());
      }
      return numbers;
    }
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.longBitsToDouble(in.readLong());
    }
    return numbers;
  }
}
