package io.affectstream.training.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * File of one entry, big-endian: magic, number of axes, their lengths, the numbers of the rows if
 * the magic states that there are any, the values, CRC-32C of everything before it.
 */
final class EntryFile {

  private static final int MAGIC = 0x41464331;
  private static final int NUMBERED = 0x41464332;
  private static final int MAX_AXES = 8;

  private EntryFile() {}

  /** The entry; empty if the file is missing, truncated or altered. */
  static Optional<FeatureArray> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.wrap(bytes);
    if (bytes.length < 3 * Integer.BYTES || !intact(bytes)) {
      return Optional.empty();
    }
    int magic = content.getInt();
    if (magic != MAGIC && magic != NUMBERED) {
      return Optional.empty();
    }
    int axes = content.getInt();
    if (axes < 0 || axes > MAX_AXES) {
      return Optional.empty();
    }
    int[] shape = new int[axes];
    for (int i = 0; i < axes; i++) {
      shape[i] = content.getInt();
    }
    long[] index = new long[magic == NUMBERED ? shape[0] : 0];
    for (int i = 0; i < index.length; i++) {
      index[i] = content.getLong();
    }
    float[] values = new float[(content.remaining() - Integer.BYTES) / Float.BYTES];
    content.asFloatBuffer().get(values);
    return Optional.of(new FeatureArray(index, shape, values));
  }

  private static boolean intact(byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    return ByteBuffer.wrap(bytes).getInt(length) == checksum(bytes, length);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** Writes the entry atomically: readers see the old file or the new one, even after a kill. */
  static void write(Path file, FeatureArray features) throws IOException {
    int[] shape = features.shape();
    long[] index = features.index();
    int length =
        (2 + shape.length + features.values().length) * Integer.BYTES + index.length * Long.BYTES;
    ByteBuffer content = ByteBuffer.allocate(length + Integer.BYTES);
    content.putInt(index.length > 0 ? NUMBERED : MAGIC).putInt(shape.length);
    for (int axis : shape) {
      content.putInt(axis);
    }
    for (long number : index) {
      content.putLong(number);
    }
    content.asFloatBuffer().put(features.values());
    content.putInt(length, checksum(content.array(), length));
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try {
      Files.write(part, content.array());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
