package io.affectstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

  private static Resources render(String values, String... further) throws Exception {
    return Resources.of(Helm.template(values, further).required());
  }

  private static List<String> texts(JsonNode nodes, String field) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "gpu", "ha-s3", "secured-kafka"})
  void helmAndTheOperatorAcceptEachSetOfValues(String values) throws Exception {
    Helm.lint(values).required();
    Resources resources = render(values);
    assertThat(resources.ofKind("FlinkDeployment")).isNotEmpty();
    for (JsonNode deployment : resources.ofKind("FlinkDeployment")) {
      assertThat(Operator.problems(deployment)).isEmpty();
      assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo("v2_3");
      assertThat(deployment.at("/spec/job/jarURI").asText())
          .isEqualTo("local:///opt/flink/usrlib/affectstream.jar");
    }
  }

  @Test
  void theLeastIsOneJobWithItsClaimBudgetsAndPolicy() throws Exception {
    Resources resources = render("minimal");
    assertThat(texts(asArray(resources.all()), "kind"))
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "FlinkDeployment",
            "PersistentVolumeClaim",
            "PodDisruptionBudget",
            "PodDisruptionBudget",
            "NetworkPolicy");
    JsonNode job = resources.named("FlinkDeployment", "affect-affect");
    assertThat(texts(job.at("/spec/podTemplate/spec/volumes"), "name"))
        .containsExactly("config", "checkpoints");
    assertThat(resources.flink("affect-affect").path("execution.checkpointing.dir").asText())
        .isEqualTo("file:///checkpoints/affect-affect/checkpoints");
    assertThat(job.at("/spec/jobManager/podTemplate/spec/initContainers/0/command/2").asText())
        .isEqualTo("create");
    JsonNode budget = resources.named("PodDisruptionBudget", "affect-affect-taskmanager");
    assertThat(budget.at("/spec/selector/matchLabels/component").asText()).isEqualTo("taskmanager");
    JsonNode pod = job.at("/spec/podTemplate/spec/securityContext");
    assertThat(pod.path("runAsUser").asInt()).isEqualTo(9999);
    assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
  }

  @Test
  void theConsoleIsDeployedOnRequestAndRequiresAToken() throws Exception {
    String on = "console.enabled=true";
    Resources resources = render("minimal", "--set", on, "--set", "console.tokenSecret=tok");
    JsonNode pod = resources.named("Deployment", "affect-console").at("/spec/template/spec");
    assertThat(pod.at("/containers/0/args").toString())
        .contains("--bind=0.0.0.0", "--token-file=/etc/affectstream/console/token");
    assertThat(pod.at("/volumes/1/secret/secretName").asText()).isEqualTo("tok");
    assertThat(resources.named("Service", "affect-console").at("/spec/ports/0/port").asInt())
        .isEqualTo(8460);
    assertThat(Helm.template("minimal", "--set", on).errors())
        .contains("console.tokenSecret: expected the secret");
  }

  @Test
  void theConfigMapHoldsTheWholeTree() throws Exception {
    String file =
        render("minimal").named("ConfigMap", "affect-config").at("/data/affect.yaml").asText();
    JsonNode config = Resources.YAML.readTree(file);
    assertThat(config.at("/kafka/bootstrap-servers").asText()).isEqualTo("kafka:9092");
    JsonNode whole =
        Resources.YAML.readTree(Helm.CHART.resolve("values.yaml").toFile()).path("config");
    assertThat(names(config)).isEqualTo(names(whole));
  }

  @Test
  void gpusAreRequestedFromKubernetesAndConfiguredInFlink() throws Exception {
    Resources resources = render("gpu");
    JsonNode flink = resources.flink("affect-affect");
    assertThat(flink.path("external-resources").asText()).isEqualTo("gpu");
    assertThat(flink.path("external-resource.gpu.amount").asText()).isEqualTo("1");
    assertThat(flink.path("external-resource.gpu.kubernetes.config-key").asText())
        .isEqualTo("nvidia.com/gpu");
    JsonNode job = resources.named("FlinkDeployment", "affect-affect");
    assertThat(job.at("/spec/image").asText()).isEqualTo("affectstream:0.1.0-SNAPSHOT-gpu");
    assertThat(job.at("/spec/taskManager/podTemplate/spec/runtimeClassName").asText())
        .isEqualTo("nvidia");
    assertThat(texts(job.at("/spec/podTemplate/spec/volumes"), "name")).contains("models");
    JsonNode config =
        Resources.YAML.readTree(
            resources.named("ConfigMap", "affect-config").at("/data/affect.yaml").asText());
    assertThat(config.at("/model/device").asText()).isEqualTo("cuda");
    assertThat(config.at("/model/bundle").asText()).isEqualTo("/models/fusion-4");
    assertThat(resources.ofKind("PersistentVolumeClaim")).isEmpty();
  }

  @Test
  void highAvailabilityStorageScalingAndMonitoring() throws Exception {
    Resources resources = render("ha-s3");
    for (String job : List.of("affect-affect", "affect-transcribe")) {
      JsonNode flink = resources.flink(job);
      assertThat(flink.path("high-availability.type").asText()).isEqualTo("kubernetes");
      assertThat(flink.path("high-availability.storageDir").asText())
          .isEqualTo("s3://affect/prod/%s/ha".formatted(job));
      assertThat(flink.path("s3.endpoint").asText()).isEqualTo("https://minio.example.org");
      assertThat(flink.path("job.autoscaler.enabled").asText()).isEqualTo("true");
      assertThat(flink.path("job.autoscaler.target.utilization").asText()).isEqualTo("0.7");
    }
    assertThat(resources.toString()).doesNotContain("AWS_SECRET_ACCESS_KEY\",\"value\"");
    assertThat(
            resources
                .named("FlinkDeployment", "affect-transcribe")
                .at("/spec/job/entryClass")
                .asText())
        .isEqualTo("io.affectstream.jobs.submit.TranscribeMain");
    assertThat(resources.ofKind("PodDisruptionBudget")).hasSize(4);
    assertThat(resources.named("PodMonitor", "affect").at("/metadata/labels/release").asText())
        .isEqualTo("prometheus");
    assertThat(resources.named("NetworkPolicy", "affect-affect").at("/spec/ingress").toString())
        .contains("monitoring", "flink-operator");
  }

  @Test
  void passwordsStayInTheSecret() throws Exception {
    Resources resources = render("secured-kafka");
    JsonNode job = resources.named("FlinkDeployment", "affect-affect");
    assertThat(job.at("/spec/podTemplate/spec/volumes/1/secret/secretName").asText())
        .isEqualTo("affect-kafka");
    JsonNode config =
        Resources.YAML.readTree(
            resources.named("ConfigMap", "affect-config").at("/data/affect.yaml").asText());
    assertThat(config.at("/kafka/config-file").asText())
        .isEqualTo("/etc/affectstream/kafka/client.properties");
    assertThat(
            texts(
                job.at("/spec/jobManager/podTemplate/spec/initContainers/0/volumeMounts"), "name"))
        .containsExactly("config", "kafka");
  }

  /** One mistake in each set of values, with the expected message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minimal       | config.kafka.bootstrap-servers=      | config.kafka.bootstrap-servers: expected host:port of the brokers, found nothing
          minimal       | config.vision.face=all               | face
          minimal       | affect.upgradeMode=laststate         | upgradeMode
          minimal       | highAvailability.enabled=true,checkpoints.storage=none | highAvailability.enabled: expected checkpoints.storage pvc, s3 or gs, found none
          gpu           | gpu.perTaskManager=0                 | gpu.perTaskManager: expected at least 1, found less
          gpu           | models.claim=                        | models.claim: expected the claim that holds the models, found nothing
          ha-s3         | checkpoints.address=gs://affect/prod | checkpoints.address: expected s3://BUCKET/PATH, found 'gs://affect/prod'
          minimal       | transcribe.enabled=true              | config.speech.models: expected a Vosk model per language for the transcribe job, found none
          secured-kafka | kafka.secret=affect-kafka            | secret
          secured-kafka | kafka.clientProperties=../../token   | clientProperties
          """)
  void helmRefusesAMistake(String values, String mistake, String message) throws Exception {
    Helm.Result result = Helm.template(values, "--set", mistake);
    assertThat(result.code()).isNotZero();
    assertThat(result.errors()).contains(message);
  }

  /** Mistakes that the chart accepts and the operator refuses. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minimal       | affect.upgradeMode=last-state                              | last-state while HA disabled
          gpu           | flinkConfiguration.kubernetes\\.namespace=other             | kubernetes.namespace
          ha-s3         | highAvailability.enabled=false                             | last-state while HA disabled
          secured-kafka | affect.jobManager.replicas=2                               | high availability
          """)
  void theOperatorRefusesAMistake(String values, String mistake, String message) throws Exception {
    JsonNode job = render(values, "--set", mistake).named("FlinkDeployment", "affect-affect");
    assertThat(Operator.problems(job)).singleElement().asString().containsIgnoringCase(message);
  }

  private static JsonNode asArray(List<JsonNode> nodes) {
    return Resources.YAML.createArrayNode().addAll(nodes);
  }

  private static List<String> names(JsonNode tree) {
    List<String> names = new ArrayList<>();
    tree.properties()
        .forEach(
            field -> {
              names.add(field.getKey());
              names(field.getValue()).forEach(below -> names.add(field.getKey() + "." + below));
            });
    names.sort(null);
    return names;
  }
}
