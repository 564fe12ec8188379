package io.affectstream.operators.alert;

import io.affectstream.features.alerts.Alert;
import io.affectstream.features.alerts.AlertRow;
import io.affectstream.features.alerts.AlertState;
import io.affectstream.features.alerts.RuleBook;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.features.alerts.StreamAlerts;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.operators.source.RuleArrival;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by stream: the alerts of its rows ({@link StreamAlerts}), by rules that every instance
 * receives. Final rows and provisional ones have a stage each; to the latter apply the rules that
 * are early.
 *
 * <p>A rule that arrives after rows to which it applies counts from the next row on, and the
 * counter {@code lateRules} grows by one for each such stream. The rules known at submission are
 * part of the job, so that no row precedes them.
 *
 * <p>Keyed state, owned by this stage: {@code alerts}, bounded as {@link AlertState} states;
 * cleared when the stream is over. Broadcast state: {@code rules}, every version of every rule.
 *
 * @param <T> rows
 */
public final class AlertFunction<T>
    extends KeyedBroadcastProcessFunction<String, T, RuleArrival, Alert> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "alerts";
  public static final String EARLY_UID = "early-alerts";

  public static final ValueStateDescriptor<AlertState> ALERTS =
      new ValueStateDescriptor<>("alerts", TypeInformation.of(AlertState.class));
  public static final MapStateDescriptor<String, RuleArrival> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, TypeInformation.of(RuleArrival.class));

  private final AlertInput<T> input;
  private final ArrayList<RuleArrival> known;

  private transient ValueState<AlertState> alerts;
  private transient RuleBook book;
  private transient Counter lateRules;

  /** The stage; {@code known} are the rules known at submission. */
  AlertFunction(AlertInput<T> input, List<RuleArrival> known) {
    this.input = input;
    this.known = new ArrayList<>(known);
  }

  /** Attaches the stage for final rows. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<DecidedRow> rows, DataStream<RuleArrival> rules, List<RuleArrival> known) {
    return attach(
        rows.keyBy(DecidedRow::stream, Types.STRING),
        rules,
        new AlertFunction<>(AlertInput.FINAL, known),
        UID);
  }

  /** Attaches the stage for provisional rows. */
  public static SingleOutputStreamOperator<Alert> attachEarly(
      DataStream<LiveRow> rows, DataStream<RuleArrival> rules, List<RuleArrival> known) {
    return attach(
        rows.keyBy(LiveRow::stream, Types.STRING),
        rules,
        new AlertFunction<>(AlertInput.PROVISIONAL, known),
        EARLY_UID);
  }

  private static <T> SingleOutputStreamOperator<Alert> attach(
      KeyedStream<T, String> rows,
      DataStream<RuleArrival> rules,
      AlertFunction<T> function,
      String uid) {
    return rows.connect(rules.broadcast(RULES))
        .process(function, TypeInformation.of(Alert.class))
        .uid(uid)
        .name(uid.replace('-', ' '));
  }

  @Override
  public void open(OpenContext context) {
    alerts = getRuntimeContext().getState(ALERTS);
    lateRules = getRuntimeContext().getMetricGroup().counter("lateRules");
  }

  @Override
  public void processElement(T row, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    if (input.closes(row)) {
      alerts.clear();
      return;
    }
    AlertState state = alerts.value() == null ? new AlertState() : alerts.value();
    input.gone(row).forEach(face -> StreamAlerts.gone(state, face));
    AlertRow read = input.row(row);
    if (read != null) {
      if (book == null) {
        book = book(context.getBroadcastState(RULES));
      }
      StreamAlerts.row(state, book, read, out::collect);
    }
    alerts.update(state);
  }

  @Override
  public void processBroadcastElement(RuleArrival rule, Context context, Collector<Alert> out)
      throws Exception {
    RuleArrival earlier = latest(context.getBroadcastState(RULES)).get(rule.version().key());
    if (earlier != null && earlier.offset() >= rule.offset()) {
      return;
    }
    context.getBroadcastState(RULES).put(rule.version().key(), rule);
    book = null;
    context.applyToKeyedState(
        ALERTS,
        (stream, state) -> {
          if (state.value().time >= rule.version().effectiveFrom()) {
            lateRules.inc();
          }
        });
  }

  /** Counts rules that arrived after rows to which they apply. */
  Counter lateRules() {
    return lateRules;
  }

  private RuleBook book(ReadOnlyBroadcastState<String, RuleArrival> rules) throws Exception {
    List<RuleVersion> versions =
        latest(rules).values().stream().map(rule -> input.version(rule.version())).toList();
    return new RuleBook(versions);
  }

  /** The latest record of every version. */
  private Map<String, RuleArrival> latest(ReadOnlyBroadcastState<String, RuleArrival> rules)
      throws Exception {
    Map<String, RuleArrival> latest = new TreeMap<>();
    known.forEach(rule -> latest.merge(rule.version().key(), rule, AlertFunction::later));
    for (Map.Entry<String, RuleArrival> rule : rules.immutableEntries()) {
      latest.merge(rule.getKey(), rule.getValue(), AlertFunction::later);
    }
    return latest;
  }

  private static RuleArrival later(RuleArrival one, RuleArrival other) {
    return other.offset() > one.offset() ? other : one;
  }
}
