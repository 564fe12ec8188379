#!/usr/bin/env bash
# Goes through docs/deploy.md with a real Docker engine and real containers: builds docker/Dockerfile, starts docker/compose.yaml, plays
# clips, kills processes, stops Kafka, and compares every event with those of `affect analyze`. Prints a table of what it saw.
#
# Needs root or a running Docker engine, the commands docker, docker-compose (1.29 or 2), debootstrap, mvn, curl and python3, the built
# distribution (mvn -DskipTests package), and the unpacked Flink 2.3 in AFFECT_FLINK. AFFECT_SPEECH_MODEL names a Vosk model,
# AFFECT_SPEECH_LANGUAGE its language, AFFECT_SPEECH a recording; without them the transcription job is not tried. Takes some minutes, 8 GB
# of memory and 6 GB below TMPDIR.
set -euo pipefail

cd "$(dirname "$0")/.."
failure=""
fail() {
  failure="test-compose: $*"
  echo "$failure" >&2
  exit 1
}
for tool in docker docker-compose debootstrap mvn curl python3; do
  command -v "$tool" >/dev/null || fail "expected the command $tool, found none"
done
dist="$PWD/dist/target/affectstream"
[ -d "$dist/lib" ] || fail "expected $dist, found none; run mvn -DskipTests package"
[ -d "${AFFECT_FLINK:-}/plugins" ] || fail "expected the unpacked Flink 2.3 in AFFECT_FLINK, found '${AFFECT_FLINK:-}'"

work="$(mktemp -d)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/affectstream/ci"
for part in engine base-images services; do
  # shellcheck source=/dev/null
  source "docker/test/$part.sh"
done
trap clean EXIT

start_engine
make_base_images
make_image
make_clip

began=$SECONDS
up affect-jobmanager affect-taskmanager prometheus
until_true 180 "a healthy job manager" healthy affect-jobmanager
until_true 60 "a healthy task manager" healthy affect-taskmanager
note "up: until both managers are healthy" "$((SECONDS - began)) s"
expect "up: exit code of the service that makes the topics" 0 "$(docker inspect -f '{{.State.ExitCode}}' "$(docker ps -aq --filter label=com.docker.compose.service=topics)")"
play first
same "first clip" first

task_manager="$(containers affect-taskmanager)"
inside() { docker exec "$task_manager" "$@"; }
expect "user" 9999 "$(inside id -u)"
expect "root file system, writable" no "$(inside sh -c 'touch /opt/x 2>/dev/null && echo yes || echo no')"
expect "Flink's jobs, writable" no "$(inside sh -c 'touch /opt/flink/usrlib/x 2>/dev/null && echo yes || echo no')"
expect "models, writable" no "$(inside sh -c 'touch /models/x 2>/dev/null && echo yes || echo no')"
expect "capabilities" 0000000000000000 "$(inside sed -n 's/CapEff:\t//p' /proc/1/status)"
expect "no new privileges" 1 "$(inside sed -n 's/NoNewPrivs:\t//p' /proc/1/status)"

for _ in $(seq 60); do
  missing="$(metrics_missing)"
  [ -n "$missing" ] || break
  sleep 1
done
expect "metrics of the dashboard and the alerts, $(metrics_asked | wc -l), that Prometheus lacks" none "${missing:-none}"

for service in affect-taskmanager affect-jobmanager; do
  stream="${service#affect-}-killed"
  : >"$work/ingest.log"
  (
    until_true 120 "progress of the clip" grep -q "^ingest 0:" "$work/ingest.log"
    kill_hard "$service"
  ) &
  play "$stream" --speed realtime
  wait "$!"
  began=$SECONDS
  same "$service killed while it plays" "$stream"
  note "$service killed: from the end of the clip to the last event" "$((SECONDS - began)) s"
  until_true 120 "a healthy $service" healthy "$service"
done

AFFECT_PARALLELISM=4 up --scale affect-taskmanager=2 affect-jobmanager affect-taskmanager prometheus
until_true 180 "two healthy task managers" healthy affect-taskmanager 2
until_true 180 "a healthy job manager" healthy affect-jobmanager
play scaled
same "two task managers, parallelism 4" scaled

"${compose[@]}" stop kafka >"$work/stop.log" 2>&1
"${compose[@]}" start kafka >"$work/start.log" 2>&1
until_true 120 "a healthy broker" healthy kafka
play broker
same "Kafka stopped and started" broker

down
expect "down: containers" 0 "$(docker ps -aq --filter label=com.docker.compose.project=affect-test | wc -l)"
up affect-jobmanager affect-taskmanager console
until_true 180 "a healthy job manager" healthy affect-jobmanager
expect "down and up: continues from its checkpoint" 1 \
  "$(docker logs "$(containers affect-jobmanager)" 2>&1 | grep -c 'job-manager: affect continues from /checkpoints/' || true)"
play again
same "down and up" again
same "down and up: first clip, not repeated" first

until_true 60 "the console" curl -fsS http://127.0.0.1:8460/healthz
expect "console without its token" 401 "$(console_status /api/v1/streams)"
expect "console: streams" "again broker first jobmanager-killed scaled taskmanager-killed" "$(console_streams)"

if [ -n "${AFFECT_SPEECH_MODEL:-}" ]; then
  use_speech
  up affect-jobmanager affect-taskmanager transcribe-jobmanager transcribe-taskmanager
  until_true 180 "a healthy transcription job" healthy transcribe-jobmanager
  cp "$AFFECT_SPEECH" "$work/media/spoken.wav"
  ingest /media/spoken.wav --recognise-speech --language "$AFFECT_SPEECH_LANGUAGE"
  expect "transcription job: rows of the recording with words, as those of analyze" "$(words_expected)" "$(words spoken)"
fi

down -v
expect "down -v: volumes" 0 "$(docker volume ls -q --filter label=com.docker.compose.project=affect-test | wc -l)"

printf '| step | expected | seen |\n|---|---|---|\n'
printf '%s\n' "${table[@]}"
echo "test-compose: passed in $SECONDS s"
