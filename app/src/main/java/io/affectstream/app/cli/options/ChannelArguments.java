package io.affectstream.app.cli.options;

import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The channels of a call as separate streams. */
final class ChannelArguments {

  private ChannelArguments() {}

  /**
   * A plan per source and channel.
   *
   * @param channels {@code NAME} or {@code NAME=ROLE}, in the order of the channels
   * @throws CommandFailure if names repeat or are invalid in a stream id, or a source has a
   *     transcript, whose words would belong to every channel
   */
  static List<StreamPlan> split(List<StreamPlan> plans, List<String> channels)
      throws CommandFailure {
    Set<String> names = new HashSet<>();
    for (String channel : channels) {
      String name = name(channel);
      if (name.isEmpty() || !StreamIds.sanitise(name).equals(name) || !names.add(name)) {
        throw usage(
            "expected different names of letters, digits, '.', '_' and '-', found '%s'"
                .formatted(String.join(",", channels)));
      }
    }
    List<StreamPlan> split = new ArrayList<>();
    for (StreamPlan plan : plans) {
      if (plan.words().isPresent()) {
        throw usage(
            "'%s' has a transcript, which does not distinguish channels".formatted(plan.stream()));
      }
      for (int i = 0; i < channels.size(); i++) {
        split.add(
            plan.ofChannel(
                    new StreamPlan.Channel(i, channels.size()),
                    plan.stream() + "." + name(channels.get(i)))
                .withLabels(labels(plan.labels(), role(channels.get(i)))));
      }
    }
    return split;
  }

  private static StreamLabels labels(StreamLabels labels, String role) {
    return new StreamLabels(
        labels.language(), Optional.of(role), labels.purpose(), labels.consent());
  }

  private static String name(String channel) {
    return channel.replaceFirst("=.*", "");
  }

  private static String role(String channel) {
    return channel.substring(channel.indexOf('=') + 1);
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, "--split-channels: " + message);
  }
}
