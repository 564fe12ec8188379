package io.affectstream.ingest.media;

import io.affectstream.ingest.media.MediaException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source to play: a file, a network address or a camera. */
public sealed interface MediaSource {

  /** Short description for users, without passwords of addresses. */
  String describe();

  /** Name from which the stream id is derived. */
  String name();

  /** Whether it is a complete local file that can be read as fast as possible. */
  default boolean stored() {
    return false;
  }

  /**
   * A media file.
   *
   * @param path the file
   */
  record File(Path path) implements MediaSource {
    @Override
    public String describe() {
      return path.toString();
    }

    @Override
    public String name() {
      String file = path.getFileName().toString();
      int dot = file.lastIndexOf('.');
      return dot > 0 ? file.substring(0, dot) : file;
    }

    @Override
    public boolean stored() {
      return true;
    }
  }

  /**
   * Numbered images, one per frame.
   *
   * @param pattern path whose file name holds one {@code %d} or {@code %0Nd}
   * @param first number of the first image
   */
  record Images(Path pattern, int first) implements MediaSource {
    @Override
    public String describe() {
      return pattern.toString();
    }

    @Override
    public String name() {
      return ImageSequence.name(pattern);
    }

    @Override
    public boolean stored() {
      return true;
    }
  }

  /**
   * A network address: RTSP, HTTP(S) (files and HLS), RTMP, SRT, UDP or RTP.
   *
   * @param url the address as given
   */
  record Address(String url) implements MediaSource {
    private static final Pattern USER = Pattern.compile("(?<=://)[^/@]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*$");

    @Override
    public String describe() {
      return QUERY.matcher(USER.matcher(url).replaceFirst("")).replaceFirst("");
    }

    @Override
    public String name() {
      return describe().replaceFirst("^[^:]+://", "").replaceFirst("\\.[A-Za-z0-9]{1,4}$", "");
    }
  }

  /**
   * A camera.
   *
   * @param device number, device file or, on systems with named cameras, name
   */
  record Camera(String device) implements MediaSource {
    @Override
    public String describe() {
      return "camera " + device;
    }

    @Override
    public String name() {
      return "camera-" + device.replaceFirst("^/dev/", "");
    }
  }

  /**
   * Extensions of files taken from a folder, in lower case: the containers, bare streams and
   * animations that FFmpeg reads, without still images, playlists and subtitles.
   */
  Set<String> EXTENSIONS =
      Set.of(
          """
          264 265 3g2 3ga 3gp 3gp2 3gpp aac ac3 adts aif aifc aiff amr amv ape apng asf au avc avi
          caf cavs dif divx drc dts dv dvr-ms eac3 evo f4a f4v flac flv gif gsm gxf h261 h263 h264
          h265 hevc ivf m1v m2p m2t m2ts m2v m4a m4b m4r m4v mjpeg mjpg mk3d mka mkv mod mov mp1 mp2
          mp2v mp3 mp4 mp4v mpa mpc mpe mpeg mpg mpv mqv mts mxf nsv nut obu oga ogg ogm ogv ogx oma
          opus ps qt ra rf64 rm rmvb snd spx tod tp trp ts tta ty vc1 vob voc vro w64 wav wave webm
          wma wmv wtv wv xwma y4m\
          """
              .split("\\s+"));

  /** Schemes of addresses, in lower case. */
  Set<String> SCHEMES =
      Set.of(
          "rtsp", "rtsps", "http", "https", "rtmp", "rtmps", "rtmpt", "rtmpe", "udp", "rtp", "srt",
          "tcp");

  /**
   * Sources named by an argument: a file, a folder (its media files sorted by name, neither hidden
   * ones nor those of its subfolders), numbered images ({@code shot%03d.jpg}), an address, {@code
   * camera:0} or {@code /dev/video0}.
   *
   * @throws MediaException MISSING, EMPTY, UNREADABLE, FOLDER_WITHOUT_MEDIA or BAD_ARGUMENT
   */
  static List<MediaSource> parse(String argument) throws MediaException {
    if (argument.startsWith("camera:") && argument.length() > "camera:".length()) {
      return List.of(new Camera(argument.substring("camera:".length())));
    }
    if (argument.matches("/dev/video\\d+")) {
      return List.of(new Camera(argument));
    }
    int scheme = argument.indexOf("://");
    if (scheme > 0 && SCHEMES.contains(argument.substring(0, scheme).toLowerCase(Locale.ROOT))) {
      return List.of(new Address(argument));
    }
    Path path = path(argument);
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    if (!Files.exists(path) && ImageSequence.isPattern(path)) {
      return List.of(new Images(path, ImageSequence.find(path).first()));
    }
    return List.of(file(path));
  }

  private static Path path(String argument) throws MediaException {
    try {
      return argument.startsWith("file:") ? Path.of(URI.create(argument)) : Path.of(argument);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new MediaException(
          Reason.BAD_ARGUMENT,
          "'%s': expected a file, a folder, an address (%s) or camera:N, found neither: %s"
              .formatted(
                  argument, String.join(", ", SCHEMES.stream().sorted().toList()), e.getMessage()));
    }
  }

  private static MediaSource file(Path path) throws MediaException {
    if (!Files.exists(path)) {
      String scheme =
          path.toString().contains(":/") ? "; known address schemes: rtsp, http, ..." : "";
      throw new MediaException(Reason.MISSING, "%s: no such file%s".formatted(path, scheme));
    }
    if (!Files.isReadable(path)) {
      throw new MediaException(
          Reason.UNREADABLE, "%s: may not be read; check its permissions".formatted(path));
    }
    try {
      if (Files.isRegularFile(path) && Files.size(path) == 0) {
        throw new MediaException(
            Reason.EMPTY, "%s: expected media, found an empty file".formatted(path));
      }
    } catch (IOException e) {
      throw new MediaException(Reason.UNREADABLE, "%s: %s".formatted(path, e));
    }
    return new File(path);
  }

  private static List<MediaSource> folder(Path folder) throws MediaException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<MediaSource> found =
          entries
              .filter(Files::isRegularFile)
              .filter(path -> !isHidden(path) && EXTENSIONS.contains(extension(path)))
              .sorted(Comparator.comparing(path -> path.getFileName().toString()))
              .<MediaSource>map(File::new)
              .toList();
      if (found.isEmpty()) {
        throw new MediaException(
            Reason.FOLDER_WITHOUT_MEDIA,
            "%s: expected media files (%s), found none; subfolders are not searched"
                .formatted(folder, String.join(", ", EXTENSIONS.stream().sorted().toList())));
      }
      return found;
    } catch (IOException e) {
      throw new MediaException(Reason.UNREADABLE, "%s: cannot be listed: %s".formatted(folder, e));
    }
  }

  /** Hidden by its name, as are partial downloads and the {@code ._} files of macOS. */
  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
