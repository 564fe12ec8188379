{{/* Name of the release's resources. */}}
{{- define "affectstream.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{/* Labels of every resource. */}}
{{- define "affectstream.labels" -}}
app.kubernetes.io/name: affectstream
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "affectstream.image" -}}
{{- $kind := ternary "gpu" "cpu" .Values.gpu.enabled -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default (printf "%s-%s" .Chart.AppVersion $kind) }}
{{- end }}

{{/* The product's settings: the tree under config, completed from other values. */}}
{{- define "affectstream.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if .Values.gpu.enabled -}}
{{- $_ := set $config.model "device" "cuda" -}}
{{- end -}}
{{- if .Values.kafka.clientSecret -}}
{{- $_ := set $config.kafka "config-file" (printf "/etc/affectstream/kafka/%s" .Values.kafka.clientProperties) -}}
{{- end -}}
{{ toYaml $config }}
{{- end }}

{{/* Checks beyond the schema. */}}
{{- define "affectstream.check" -}}
{{- $v := .Values -}}
{{- $_ := required "config.kafka.bootstrap-servers: expected host:port of the brokers, found nothing; set it" (index $v.config.kafka "bootstrap-servers") -}}
{{- if and $v.highAvailability.enabled (eq $v.checkpoints.storage "none") -}}
{{- fail "highAvailability.enabled: expected checkpoints.storage pvc, s3 or gs, found none; a job manager that comes back needs them" -}}
{{- end -}}
{{- if and (has $v.checkpoints.storage (list "s3" "gs")) (not (hasPrefix (printf "%s://" $v.checkpoints.storage) $v.checkpoints.address)) -}}
{{- fail (printf "checkpoints.address: expected %s://BUCKET/PATH, found '%s'; say where checkpoints go" $v.checkpoints.storage $v.checkpoints.address) -}}
{{- end -}}
{{- if and (eq $v.models.source "pvc") (not $v.models.claim) -}}
{{- fail "models.claim: expected the claim that holds the models, found nothing; name it or set models.source to none" -}}
{{- end -}}
{{- if and (eq $v.models.source "init") (not $v.models.init.image) -}}
{{- fail "models.init.image: expected the image that holds the models, found nothing; name it or set models.source to none" -}}
{{- end -}}
{{- if and $v.transcribe.enabled (not $v.config.speech.models) -}}
{{- fail "config.speech.models: expected a Vosk model per language for the transcribe job, found none; e.g. {en: /models/vosk-model-small-en-us-0.15}" -}}
{{- end -}}
{{- if and $v.gpu.enabled (lt (int $v.gpu.perTaskManager) 1) -}}
{{- fail "gpu.perTaskManager: expected at least 1, found less; set gpu.enabled to false to run without GPUs" -}}
{{- end -}}
{{- end }}

{{/* Flink's settings of one job: root, job. */}}
{{- define "affectstream.flink" -}}
{{- $v := .root.Values -}}
{{- $storage := $v.checkpoints.storage -}}
{{- $address := $v.checkpoints.address | trimSuffix "/" -}}
{{- if eq $storage "pvc" }}{{ $address = "file:///checkpoints" }}{{ end -}}
{{- $base := printf "%s/%s-%s" $address (include "affectstream.name" .root) .name -}}
{{- $all := dict
  "taskmanager.numberOfTaskSlots" (printf "%d" (int .job.taskManager.slots))
  "taskmanager.memory.task.off-heap.size" .job.taskManager.offHeap
  "taskmanager.memory.managed.size" "64m"
  "taskmanager.memory.segment-size" "128kb"
  "execution.checkpointing.num-retained" "2"
  "execution.checkpointing.externalized-checkpoint-retention" "RETAIN_ON_CANCELLATION"
  "web.submit.enable" "false"
  "web.cancel.enable" "false"
  "env.java.opts.all" "--add-opens=java.base/java.util=ALL-UNNAMED --enable-native-access=ALL-UNNAMED -Dai.djl.offline=true -XX:TieredStopAtLevel=1"
  "heartbeat.interval" "1 s"
  "heartbeat.timeout" "20 s"
  "cluster.registration.error-delay" "1 s"
  "jobmanager.scheduler" "adaptive"
  "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout" "1 s"
  "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout" "2 s"
  "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling" "5 s"
  "kubernetes.operator.job.upgrade.last-state-fallback.enabled" "true" -}}
{{- if ne $storage "none" -}}
{{- $_ := set $all "execution.checkpointing.dir" (printf "%s/checkpoints" $base) -}}
{{- $_ := set $all "execution.checkpointing.savepoint-dir" (printf "%s/savepoints" $base) -}}
{{- end -}}
{{- if and (eq $storage "s3") $v.checkpoints.s3.endpoint -}}
{{- $_ := set $all "s3.endpoint" $v.checkpoints.s3.endpoint -}}
{{- end -}}
{{- if and (eq $storage "s3") $v.checkpoints.s3.pathStyle -}}
{{- $_ := set $all "s3.path.style.access" "true" -}}
{{- end -}}
{{- if $v.highAvailability.enabled -}}
{{- $_ := set $all "high-availability.type" "kubernetes" -}}
{{- $_ := set $all "high-availability.storageDir" (printf "%s/ha" $base) -}}
{{- end -}}
{{- if and $v.gpu.enabled (eq .name "affect") -}}
{{- $_ := set $all "external-resources" "gpu" -}}
{{- $_ := set $all "external-resource.gpu.amount" (printf "%d" (int $v.gpu.perTaskManager)) -}}
{{- $_ := set $all "external-resource.gpu.kubernetes.config-key" $v.gpu.resource -}}
{{- $_ := set $all "external-resource.gpu.driver-factory.class" "org.apache.flink.externalresource.gpu.GPUDriverFactory" -}}
{{- end -}}
{{- if $v.metrics.enabled -}}
{{- $_ := set $all "metrics.reporter.prom.factory.class" "org.apache.flink.metrics.prometheus.PrometheusReporterFactory" -}}
{{- $_ := set $all "metrics.reporter.prom.filterLabelValueCharacters" "false" -}}
{{- $_ := set $all "metrics.reporter.prom.port" (printf "%d" (int $v.metrics.port)) -}}
{{- end -}}
{{- $_ := set $all "job.autoscaler.enabled" (printf "%t" $v.autoscaler.enabled) -}}
{{- if $v.autoscaler.enabled -}}
{{- range $key, $value := $v.autoscaler.settings -}}
{{- $_ := set $all (printf "job.autoscaler.%s" $key) ($value | toString) -}}
{{- end -}}
{{- end -}}
{{- range $key, $value := $v.flinkConfiguration -}}
{{- $_ := set $all $key ($value | toString) -}}
{{- end -}}
{{ toYaml $all }}
{{- end }}

{{/* Volumes of the pods of both jobs. */}}
{{- define "affectstream.volumes" -}}
{{- $v := .Values -}}
- name: config
  configMap:
    name: {{ include "affectstream.name" . }}-config
{{- if $v.kafka.clientSecret }}
- name: kafka
  secret:
    secretName: {{ $v.kafka.clientSecret }}
{{- end }}
{{- if eq $v.checkpoints.storage "pvc" }}
- name: checkpoints
  persistentVolumeClaim:
    claimName: {{ $v.checkpoints.pvc.claim | default (printf "%s-checkpoints" (include "affectstream.name" .)) }}
{{- end }}
{{- if and (eq $v.checkpoints.storage "gs") $v.checkpoints.gs.secret }}
- name: gs
  secret:
    secretName: {{ $v.checkpoints.gs.secret }}
{{- end }}
{{- if eq $v.models.source "pvc" }}
- name: models
  persistentVolumeClaim:
    claimName: {{ $v.models.claim }}
    readOnly: true
{{- else if eq $v.models.source "init" }}
- name: models
  emptyDir:
    sizeLimit: {{ $v.models.init.sizeLimit }}
{{- end }}
{{- end }}

{{- define "affectstream.mounts" -}}
{{- $v := .Values -}}
- name: config
  mountPath: /etc/affectstream/conf
  readOnly: true
{{- if $v.kafka.clientSecret }}
- name: kafka
  mountPath: /etc/affectstream/kafka
  readOnly: true
{{- end }}
{{- if eq $v.checkpoints.storage "pvc" }}
- name: checkpoints
  mountPath: /checkpoints
{{- end }}
{{- if and (eq $v.checkpoints.storage "gs") $v.checkpoints.gs.secret }}
- name: gs
  mountPath: /etc/affectstream/gs
  readOnly: true
{{- end }}
{{- if ne $v.models.source "none" }}
- name: models
  mountPath: /models
  readOnly: true
{{- end }}
{{- end }}

{{- define "affectstream.env" -}}
{{- $v := .Values -}}
- name: ORT_DISABLE_TELEMETRY
  value: "1"
{{- if eq $v.checkpoints.storage "s3" }}
- name: ENABLE_BUILT_IN_PLUGINS
  value: {{ $v.checkpoints.s3.plugin }}
{{- range $name := list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
{{- if $v.checkpoints.s3.secret }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $v.checkpoints.s3.secret }}
      key: {{ $name }}
{{- end }}
{{- end }}
{{- else if eq $v.checkpoints.storage "gs" }}
- name: ENABLE_BUILT_IN_PLUGINS
  value: {{ $v.checkpoints.gs.plugin }}
{{- if $v.checkpoints.gs.secret }}
- name: GOOGLE_APPLICATION_CREDENTIALS
  value: /etc/affectstream/gs/key.json
{{- end }}
{{- end }}
{{- with $v.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* One job: root, name, job, entryClass. */}}
{{- define "affectstream.deployment" -}}
{{- $v := .root.Values -}}
{{- $labels := include "affectstream.labels" .root -}}
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: {{ include "affectstream.name" .root }}-{{ .name }}
  labels:
    {{- $labels | nindent 4 }}
spec:
  image: {{ include "affectstream.image" .root | quote }}
  imagePullPolicy: {{ $v.image.pullPolicy }}
  flinkVersion: {{ $v.flinkVersion }}
  mode: native
  serviceAccount: {{ $v.serviceAccount }}
  flinkConfiguration:
    {{- include "affectstream.flink" . | nindent 4 }}
  podTemplate:
    apiVersion: v1
    kind: Pod
    metadata:
      name: pod-template
      labels:
        app.kubernetes.io/name: affectstream
        app.kubernetes.io/instance: {{ .root.Release.Name }}
        {{- with $v.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        affectstream.io/config: {{ include "affectstream.config" .root | sha256sum }}
        {{- with $v.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      securityContext:
        {{- toYaml $v.securityContext.pod | nindent 8 }}
      {{- with $v.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with $v.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $v.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $v.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if eq $v.models.source "init" }}
      initContainers:
        - name: models
          image: {{ $v.models.init.image | quote }}
          command: ["cp", "-r", {{ printf "%s/." $v.models.init.path | quote }}, "/target"]
          securityContext:
            {{- toYaml $v.securityContext.container | nindent 12 }}
          volumeMounts:
            - name: models
              mountPath: /target
      {{- end }}
      containers:
        - name: flink-main-container
          securityContext:
            {{- toYaml $v.securityContext.container | nindent 12 }}
          env:
            {{- include "affectstream.env" .root | nindent 12 }}
          {{- if $v.metrics.enabled }}
          ports:
            - name: metrics
              containerPort: {{ $v.metrics.port }}
              protocol: TCP
          {{- end }}
          volumeMounts:
            {{- include "affectstream.mounts" .root | nindent 12 }}
      volumes:
        {{- include "affectstream.volumes" .root | nindent 8 }}
  jobManager:
    replicas: {{ .job.jobManager.replicas }}
    resource:
      cpu: {{ .job.jobManager.cpu }}
      memory: {{ .job.jobManager.memory | quote }}
    {{- if and $v.createTopics (eq .name "affect") }}
    podTemplate:
      apiVersion: v1
      kind: Pod
      metadata:
        name: job-manager-template
      spec:
        initContainers:
          - name: topics
            image: {{ include "affectstream.image" .root | quote }}
            command: ["/opt/affectstream/bin/affect", "topics", "create", "--config", "/etc/affectstream/conf/affect.yaml"]
            securityContext:
              {{- toYaml $v.securityContext.container | nindent 14 }}
            volumeMounts:
              - name: config
                mountPath: /etc/affectstream/conf
                readOnly: true
              {{- if $v.kafka.clientSecret }}
              - name: kafka
                mountPath: /etc/affectstream/kafka
                readOnly: true
              {{- end }}
    {{- end }}
  taskManager:
    resource:
      cpu: {{ .job.taskManager.cpu }}
      memory: {{ .job.taskManager.memory | quote }}
    {{- if and $v.gpu.enabled $v.gpu.runtimeClassName (eq .name "affect") }}
    podTemplate:
      apiVersion: v1
      kind: Pod
      metadata:
        name: task-manager-template
      spec:
        runtimeClassName: {{ $v.gpu.runtimeClassName }}
    {{- end }}
  job:
    jarURI: local:///opt/flink/usrlib/affectstream.jar
    entryClass: {{ .entryClass }}
    args:
      - --config
      - /etc/affectstream/conf/affect.yaml
      {{- range .job.args }}
      - {{ . | quote }}
      {{- end }}
    parallelism: {{ .job.parallelism }}
    upgradeMode: {{ .job.upgradeMode }}
    state: {{ .job.state }}
    {{- with .job.initialSavepoint }}
    initialSavepointPath: {{ . | quote }}
    {{- end }}
    {{- if .job.savepointRedeployNonce }}
    savepointRedeployNonce: {{ .job.savepointRedeployNonce }}
    {{- end }}
{{- end }}
