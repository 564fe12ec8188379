package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkOrigin;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.PlanFacts;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ResultSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything a run's results depend on, as the origin of its work folder. */
public final class RunInputs {

  private RunInputs() {}

  /**
   * Inputs of a run over sources: content and options of each, the bundle, the settings that change
   * a result, the version. Reads at most 16 MiB of each source.
   */
  public static WorkOrigin of(List<StreamPlan> plans, AffectConfig config, ModelBundle bundle) {
    Map<String, String> facts = common(config);
    facts.put("bundle", bundle.identity());
    if (plans.stream().noneMatch(StreamPlan::recogniseSpeech)) {
      facts.keySet().removeIf(key -> key.startsWith("speech."));
    }
    for (StreamPlan plan : plans) {
      facts.put(plan.stream() + WorkOrigin.PART + "content", content(plan));
      PlanFacts.settings(plan)
          .forEach((name, value) -> facts.put(plan.stream() + WorkOrigin.PART + name, value));
    }
    return new WorkOrigin(facts);
  }

  /** The same with rules of alerts. */
  public static WorkOrigin of(
      List<StreamPlan> plans, AffectConfig config, ModelBundle bundle, Optional<RuleSet> rules) {
    Map<String, String> facts = new TreeMap<>(of(plans, config, bundle).facts());
    rules.ifPresent(set -> facts.put("alerts", set.text()));
    return new WorkOrigin(facts);
  }

  /** Inputs of a job on topics: which job it is, the bundle if it has one, settings, version. */
  public static WorkOrigin ofJob(String job, AffectConfig config, Optional<ModelBundle> bundle) {
    Map<String, String> facts = common(config);
    facts.put("job", job);
    bundle.ifPresent(model -> facts.put("bundle", model.identity()));
    return new WorkOrigin(facts);
  }

  private static Map<String, String> common(AffectConfig config) {
    Map<String, String> facts = new TreeMap<>(ResultSettings.of(config));
    String version = RunInputs.class.getPackage().getImplementationVersion();
    facts.put("version", version == null ? "development build" : version);
    return facts;
  }

  private static String content(StreamPlan plan) {
    String source = plan.source().describe();
    try {
      return PlanFacts.content(plan)
          .orElse(WorkOrigin.UNKNOWN + source + " may hold something else each time");
    } catch (IOException e) {
      return WorkOrigin.UNKNOWN + source + " cannot be read";
    }
  }
}
