package io.affectstream.bench.live;

import io.affectstream.bench.figures.Quantiles;
import io.affectstream.bench.load.CheckpointLog.Checkpoint;
import io.affectstream.bench.load.FrameLedger;
import io.affectstream.bench.load.ProvisionalWatch;
import io.affectstream.bench.load.Revisions;
import java.util.List;
import java.util.Map;

/**
 * Result of a live load.
 *
 * @param plan the load
 * @param delivery delivery of the job
 * @param seconds time measured; less than planned if it was aborted
 * @param result whether it was held
 * @param series values sampled every second
 * @param age age of rows when they became visible, ms
 * @param added part of the age beyond what the algorithm needs, ms
 * @param boundMillis maximum delay of the algorithm: M steps, K steps, the filter
 * @param frames frames (of streams of sound: rows) that became visible in the time measured
 * @param cpuNanos CPU time of the product in that time
 * @param allocated bytes that the product allocated on the heap in that time
 * @param checkpoints started and completed in that time; if there are none, all of the run
 * @param ledger counts of all frames, from the first to the last
 * @param unfinished streams whose end did not arrive in time
 * @param deadLetters by reason
 * @param lateness delay of the load's records, ms
 * @param provisional provisional rows, over the whole run
 * @param revisions how final rows differ from their provisional ones
 */
record LiveReport(
    LivePlan plan,
    String delivery,
    double seconds,
    LoadResult result,
    LiveSeries series,
    Quantiles age,
    Quantiles added,
    double boundMillis,
    long frames,
    long cpuNanos,
    long allocated,
    List<Checkpoint> checkpoints,
    FrameLedger ledger,
    List<String> unfinished,
    Map<String, Long> deadLetters,
    Quantiles lateness,
    ProvisionalWatch provisional,
    Revisions revisions) {}
