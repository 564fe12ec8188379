package io.affectstream.app.cli.options;

import io.affectstream.ingest.StreamPlan;
import io.affectstream.terminal.CommandFailure;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sources and options of every command that plays media. */
public final class SourceOptions {

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "Files, folders, addresses (rtsp, http, rtmp, ...), camera:N; each becomes one stream"
              + " named after it.")
  private List<String> sources;

  @Mixin private PlayOptions play;

  /**
   * One plan per source, in their order, with distinct ids.
   *
   * @param notes receives notes on transcripts, line by line
   * @throws CommandFailure if a source does not exist, a transcript cannot be read, or the options
   *     contradict each other
   */
  public List<StreamPlan> plans(Consumer<String> notes) throws CommandFailure {
    return play.plans(sources, notes);
  }
}
