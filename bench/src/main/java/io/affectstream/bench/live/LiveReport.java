package io.affectstream.bench.live;

import io.affectstream.bench.figures.Quantiles;
import io.affectstream.bench.load.CheckpointLog.Checkpoint;
import io.affectstream.bench.load.FrameLedger;
import java.util.List;
import java.util.Map;

/**
 * What came of a live load.
 *
 * @param plan the load
 * @param delivery delivery of the job
 * @param seconds time measured; less than planned if it was given up
 * @param verdict whether it was held
 * @param series what was looked at every second
 * @param age age of rows when they became visible, ms
 * @param added that part of it which the algorithm does not need, ms
 * @param boundMillis most the algorithm needs: M steps, K steps, the filter
 * @param frames frames (of streams of sound: rows) that became visible in the time measured
 * @param cpuNanos CPU time of the product in it
 * @param allocated bytes the product allocated on the heap in it
 * @param checkpoints begun in it and completed; if there are none, of the whole run
 * @param ledger account of all frames, from the first to the last
 * @param unfinished streams whose end was not seen in time
 * @param deadLetters by reason
 * @param lateness how late the load sent its records, ms
 */
record LiveReport(
    LivePlan plan,
    String delivery,
    double seconds,
    Verdict verdict,
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
    Quantiles lateness) {}
