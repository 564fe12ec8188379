package io.affectstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointLogTest {

  @Test
  void onlyCompletedCheckpointsCount() throws Exception {
    String answer =
        """
        {"counts": {"completed": 2}, "history": [
          {"id": 3, "status": "IN_PROGRESS", "is_savepoint": false, "trigger_timestamp": 30,
           "state_size": 0, "end_to_end_duration": 1},
          {"id": 2, "status": "COMPLETED", "is_savepoint": true, "trigger_timestamp": 20,
           "state_size": 999, "end_to_end_duration": 9},
          {"id": 1, "status": "COMPLETED", "is_savepoint": false, "trigger_timestamp": 10,
           "state_size": 4096, "end_to_end_duration": 17}]}
        """;

    assertThat(CheckpointLog.parse(answer))
        .containsExactly(new CheckpointLog.Checkpoint(1, 10, 4096, 17));
  }
}
