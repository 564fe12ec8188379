package io.affectstream.app.cli.options;

import io.affectstream.ingest.IngestOptions;
import io.affectstream.ingest.Speed;
import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.ingest.transcript.TranscriptException;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of every command that plays media. */
public final class PlayOptions {

  @Option(
      names = "--transcript",
      paramLabel = "[SOURCE=]FILE",
      description =
          "Words of a source: SRT, WebVTT, or the JSON of a recogniser; repeatable. SOURCE is a"
              + " path or a stream id; without it the file belongs to the only source, or to the"
              + " one of the same name.")
  private List<String> transcripts = new ArrayList<>();

  @Option(
      names = "--stream",
      paramLabel = "ID",
      description = "Stream id of the only source, instead of its name.")
  private String stream;

  @Option(
      names = "--split-channels",
      paramLabel = "NAME[=ROLE],...",
      split = ",",
      description =
          "Each channel of the sound is a stream of its own, without the images: SOURCE.NAME,"
              + " with its role (default: the name), e.g. --split-channels agent,customer.")
  private List<String> channels = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "realtime|max|N",
      defaultValue = "max",
      description = "How fast files are played; N = times real time. Default: ${DEFAULT-VALUE}.")
  private String speed;

  @Option(
      names = "--jpeg-quality",
      paramLabel = "1..100",
      defaultValue = "92",
      description = "Quality at which images are sent. Default: ${DEFAULT-VALUE}.")
  private int jpegQuality;

  @Option(
      names = {"--programme", "--program"},
      paramLabel = "N",
      description =
          "Which programme of a transport stream with several is played. Default: that of the best"
              + " video track.")
  private Integer programme;

  @Option(
      names = "--rate",
      paramLabel = "FRAMES/S",
      description =
          "Frame rate of files without times: numbered images (shot%%03d.jpg), bare video (.h264)."
              + " Default: 25.")
  private Double rate;

  @Option(names = "--language", paramLabel = "TAG", description = "Language spoken, e.g. en-GB.")
  private String language;

  @Option(
      names = "--role",
      paramLabel = "TEXT",
      description = "Role of the person or channel, e.g. agent or customer.")
  private String role;

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      description = "Why the stream is analysed; kept for audit.")
  private String purpose;

  @Option(
      names = "--consent",
      paramLabel = "TEXT",
      description = "Reference to the consent or legal basis; kept for audit.")
  private String consent;

  /**
   * One plan per source, in their order, with distinct ids.
   *
   * @param sources files, folders, addresses, cameras
   * @param notes receives notes on transcripts, line by line
   * @throws CommandFailure if a source does not exist, a transcript cannot be read, or the options
   *     contradict each other
   */
  public List<StreamPlan> plans(List<String> sources, Consumer<String> notes)
      throws CommandFailure {
    try {
      return parse(sources, notes);
    } catch (MediaException | TranscriptException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private List<StreamPlan> parse(List<String> sources, Consumer<String> notes)
      throws MediaException, CommandFailure, TranscriptException {
    IngestOptions options = options();
    List<MediaSource> media = new ArrayList<>();
    for (String source : sources) {
      media.addAll(MediaSource.parse(source));
    }
    List<String> ids = ids(media);
    Map<String, Path> files = new TranscriptArguments(media, ids).byStream(transcripts);
    StreamLabels labels =
        new StreamLabels(
            Optional.ofNullable(language),
            Optional.ofNullable(role),
            Optional.ofNullable(purpose),
            Optional.ofNullable(consent));
    List<StreamPlan> plans = new ArrayList<>();
    for (int i = 0; i < media.size(); i++) {
      StreamPlan plan =
          StreamPlan.of(ids.get(i), media.get(i)).withLabels(labels).withOptions(options);
      Path file = files.get(ids.get(i));
      plans.add(file == null ? plan : plan.withWords(TranscriptFile.read(file, notes)));
    }
    return requireShort(channels.isEmpty() ? plans : ChannelArguments.split(plans, channels));
  }

  /** Results are files named after the streams, whose ids combine names of sources and channels. */
  private static List<StreamPlan> requireShort(List<StreamPlan> plans) throws CommandFailure {
    for (StreamPlan plan : plans) {
      if (StreamIds.bytes(plan.stream()) > StreamIds.LONGEST_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "stream id '%s': expected at most %d bytes, found %d; choose shorter names of channels, or an id with --stream"
                .formatted(plan.stream(), StreamIds.LONGEST_BYTES, StreamIds.bytes(plan.stream())));
      }
    }
    return plans;
  }

  private IngestOptions options() throws CommandFailure {
    try {
      return new IngestOptions(
          MediaOptions.DEFAULT
              .withJpegQuality(jpegQuality)
              .withProgramme(programme == null ? OptionalInt.empty() : OptionalInt.of(programme))
              .withFrameRate(rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate)),
          Speed.parse(speed));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private List<String> ids(List<MediaSource> media) throws CommandFailure {
    if (stream == null) {
      return StreamIds.of(media);
    }
    if (media.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--stream: expected one source, found %d".formatted(media.size()));
    }
    if (!StreamIds.sanitise(stream).equals(stream)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--stream: expected letters and digits of any script, '.', '_' and '-', beginning with a letter or digit, at most 100 characters, found '%s'; '%s' would do"
              .formatted(stream, StreamIds.sanitise(stream)));
    }
    return List.of(stream);
  }
}
