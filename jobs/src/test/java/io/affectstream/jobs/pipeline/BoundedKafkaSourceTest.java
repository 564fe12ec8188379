package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

/** A reader's partitions are never paused; all other calls reach it. */
class BoundedKafkaSourceTest {

  /** Records its calls. */
  private record CalledReader(List<String> calls)
      implements SourceReader<String, KafkaPartitionSplit> {

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      throw new IllegalStateException("No current assignment for partition " + pause);
    }

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public InputStatus pollNext(ReaderOutput<String> output) {
      calls.add("poll");
      return InputStatus.END_OF_INPUT;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      calls.add("snapshot " + checkpoint);
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      calls.add("available");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      calls.add("add " + splits.size());
    }

    @Override
    public void notifyNoMoreSplits() {
      calls.add("no more");
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      calls.add("complete " + checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) {
      calls.add("aborted " + checkpoint);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  @Test
  void isNotAskedToPauseAPartition() throws Exception {
    List<String> calls = new ArrayList<>();
    try (BoundedKafkaSource.Reader<String> reader =
        new BoundedKafkaSource.Reader<>(new CalledReader(calls))) {
      reader.start();
      reader.addSplits(List.of());
      reader.notifyNoMoreSplits();
      assertThat(reader.isAvailable()).isDone();
      reader.pauseOrResumeSplits(List.of("affect.video-1"), List.of("affect.video-0"));
      assertThat(reader.snapshotState(7)).isEmpty();
      reader.notifyCheckpointAborted(7);
      reader.notifyCheckpointComplete(8);
      assertThat(reader.pollNext(null)).isEqualTo(InputStatus.END_OF_INPUT);
    }
    assertThat(calls)
        .containsExactly(
            "start",
            "add 0",
            "no more",
            "available",
            "snapshot 7",
            "aborted 7",
            "complete 8",
            "poll",
            "close");
  }
}
