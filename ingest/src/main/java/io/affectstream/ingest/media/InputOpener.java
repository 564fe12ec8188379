package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.affectstream.ingest.extent.FileExtent;
import io.affectstream.ingest.media.MediaException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Opens the input of a container, with a one-line reason if it fails. */
final class InputOpener {

  /** Formats that accept any bytes or text as media. */
  private static final Set<String> NO_MEDIA_FORMATS = Set.of("tty", "bin", "xbin", "adf", "idf");

  private InputOpener() {}

  /**
   * Opens the input; frees the context on failure.
   *
   * @throws MediaException if the source does not open
   */
  static void open(
      AVFormatContext context,
      MediaSource source,
      OptionalDouble frameRate,
      Interrupt interrupt,
      Cancellation cancellation)
      throws MediaException {
    AVDictionary options = options(source, frameRate);
    int code = avformat_open_input(context, address(source), format(source), options);
    av_dict_free(options);
    if (code < 0) {
      interrupt.close();
      throw failure(source, code, interrupt, cancellation);
    }
    String format = context.iformat().name().getString();
    if (NO_MEDIA_FORMATS.contains(format)) {
      avformat_close_input(context);
      interrupt.close();
      throw new MediaException(
          Reason.NOT_MEDIA,
          "%s: expected media, found text or unknown bytes".formatted(source.describe()));
    }
  }

  /** Options of all demuxers; each ignores those of others. */
  private static AVDictionary options(MediaSource source, OptionalDouble frameRate) {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "rtsp_flags", "prefer_tcp", 0);
    av_dict_set(options, "merge_pmt_versions", "1", 0);
    if (source.stored() && frameRate.isPresent()) {
      av_dict_set(options, "framerate", Double.toString(frameRate.getAsDouble()), 0);
    }
    if (source instanceof MediaSource.Images images) {
      av_dict_set(options, "start_number", Integer.toString(images.first()), 0);
    }
    return options;
  }

  private static String address(MediaSource source) {
    if (source instanceof MediaSource.Images images) {
      return "file:" + ImageSequence.address(images.pattern());
    }
    if (source instanceof MediaSource.File file) {
      return "file:" + file.path().toAbsolutePath();
    }
    if (source instanceof MediaSource.Address address) {
      return address.url();
    }
    String device = ((MediaSource.Camera) source).device();
    return switch (cameraFormat()) {
      case "dshow" -> "video=" + device;
      case "video4linux2" -> device.matches("\\d+") ? "/dev/video" + device : device;
      default -> device;
    };
  }

  private static AVInputFormat format(MediaSource source) {
    if (source instanceof MediaSource.Images) {
      return av_find_input_format("image2");
    }
    if (!(source instanceof MediaSource.Camera)) {
      return null;
    }
    avdevice_register_all();
    return av_find_input_format(cameraFormat());
  }

  private static String cameraFormat() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.startsWith("windows")
        ? "dshow"
        : system.startsWith("mac") ? "avfoundation" : "video4linux2";
  }

  private static MediaException failure(
      MediaSource source, int code, Interrupt interrupt, Cancellation cancellation) {
    String what = source.describe();
    if (cancellation.cancelled()) {
      return new MediaException(Reason.CANCELLED, what + ": cancelled while opening");
    }
    String why = interrupt.expired() ? "no answer in time" : Ffmpeg.message(code);
    if (source instanceof MediaSource.File file && lacksIndex(file.path())) {
      return new MediaException(
          Reason.NOT_MEDIA,
          "%s: expected media, found a recording without its index ('moov'): it was not closed, or only a part was copied; copy it again, or repair it with untrunc and a whole recording of the same device"
              .formatted(what));
    }
    return source.stored()
        ? new MediaException(
            Reason.NOT_MEDIA,
            "%s: expected media, found what cannot be read as such: %s".formatted(what, why))
        : new MediaException(
            Reason.UNREACHABLE,
            "%s: cannot be opened: %s; check the address and that the source is on"
                .formatted(what, why));
  }

  private static boolean lacksIndex(Path file) {
    try {
      return FileExtent.lacksIndex(file);
    } catch (IOException e) {
      return false;
    }
  }
}
