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
  private record CalledReader(List<String> told)
      implements SourceReader<String, KafkaPartitionSplit> {

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      throw new IllegalStateException("No current assignment for partition " + pause);
    }

    @Override
    public void start() {
      told.add("start");
    }

    @Override
    public InputStatus pollNext(ReaderOutput<String> output) {
      told.add("poll");
      return InputStatus.END_OF_INPUT;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      told.add("snapshot " + checkpoint);
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      told.add("available");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      told.add("add " + splits.size());
    }

    @Override
    public void notifyNoMoreSplits() {
      told.add("no more");
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      told.add("complete " + checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) {
      told.add("aborted " + checkpoint);
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  @Test
  void isNotToldToPauseAPartition() throws Exception {
    List<String> told = new ArrayList<>();
    try (BoundedKafkaSource.Reader<String> reader =
        new BoundedKafkaSource.Reader<>(new CalledReader(told))) {
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
    assertThat(told)
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
