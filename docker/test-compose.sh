#!/usr/bin/env bash
# Goes through docs/deploy.md with a real Docker engine and real containers: builds docker/Dockerfile, starts docker/compose.yaml, plays
# clips, kills processes, stops Kafka, and compares every event with those of `affect analyze`. Prints a table of what it saw.
#
# Needs root or a running Docker engine, the commands docker, docker-compose (1.29 or 2), debootstrap, mvn and curl, the built distribution
# (mvn -DskipTests package), and the unpacked Flink 2.3 in AFFECT_FLINK. AFFECT_SPEECH_MODEL names a Vosk model, whose language is
# AFFECT_SPEECH_LANGUAGE; without it the transcription job is not tried. Takes some minutes, 8 GB of memory, 6 GB below TMPDIR.
set -euo pipefail

cd "$(dirname "$0")/.."
fail() {
  echo "test-compose: $*" >&2
  exit 1
}
for tool in docker docker-compose debootstrap mvn curl python3; do
  command -v "$tool" >/dev/null || fail "expected the command $tool, found none"
done
dist="$PWD/dist/target/affectstream"
[ -d "$dist/lib" ] || fail "expected $dist, found none; run mvn -DskipTests package"
[ -d "${AFFECT_FLINK:-}/plugins" ] || fail "expected the unpacked Flink 2.3 in AFFECT_FLINK, found '${AFFECT_FLINK:-}'"

work="$(mktemp -d)"
# shellcheck source=docker/test/engine.sh
source docker/test/engine.sh
# shellcheck source=docker/test/base-images.sh
source docker/test/base-images.sh

export AFFECT_IMAGE=affect-test/affectstream KAFKA_IMAGE=affect-test/kafka PROMETHEUS_IMAGE=affect-test/prometheus
export AFFECT_MEDIA="$work/media" AFFECT_MODELS="$work/models" COMPOSE_PROJECT_NAME=affect-test
# Debian's docker-compose 1 does not know the project's name in the file.
sed '/^name:/d' docker/compose.yaml >"$work/compose.yaml"
compose=(docker-compose --project-directory "$PWD/docker" -f "$work/compose.yaml")
clean() {
  local status=$?
  if [ "$status" -ne 0 ] && docker info >/dev/null 2>&1; then
    "${compose[@]}" ps -a >&2 || true
    "${compose[@]}" logs --tail 15 >&2 || true
  fi
  "${compose[@]}" --profile speech --profile ingest down -v --remove-orphans >/dev/null 2>&1 || true
  stop_engine
  rm -rf "$work"
  exit "$status"
}
trap clean EXIT

table=()
# expect STEP EXPECTED SEEN
expect() {
  table+=("| $1 | $2 | $3 |")
  echo "test-compose: $1: $3"
  [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
}
# note STEP SEEN: a figure without a bound.
note() {
  table+=("| $1 |  | $2 |")
  echo "test-compose: $1: $2"
}
# until_true SECONDS WHAT COMMAND...: the seconds it took, in $took.
until_true() {
  local limit="$1" what="$2" began=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $((SECONDS - began)) -lt "$limit" ] || fail "$what: not within $limit s"
    sleep 1
  done
  took=$((SECONDS - began))
}
containers() { # SERVICE: the ids of its containers
  docker ps -q --filter "label=com.docker.compose.project=affect-test" --filter "label=com.docker.compose.service=$1"
}
healthy() { # SERVICE [COUNT]
  local count=0 id
  for id in $(containers "$1"); do
    [ "$(docker inspect -f '{{.State.Health.Status}}' "$id")" != healthy ] || count=$((count + 1))
  done
  [ "$count" -ge "${2:-1}" ]
}
kill_hard() { # SERVICE: as the kernel does when memory runs out; Docker starts it again
  kill -9 "$(docker inspect -f '{{.State.Pid}}' "$(containers "$1" | head -1)")"
}
up() { # services besides those they depend on
  "${compose[@]}" --profile speech up -d --quiet-pull "$@" >"$work/up.log" 2>&1 || { tail -10 "$work/up.log" >&2; fail "up failed"; }
}
ingest() { # SOURCE [OPTION...]
  "${compose[@]}" --profile ingest run -T --rm ingest "$@" >"$work/ingest.log" 2>&1 || { tail -10 "$work/ingest.log" >&2; fail "ingest failed"; }
}
# events STREAM: what is committed of it, without its name, which differs from run to run.
events() {
  timeout 300 "${compose[@]}" --profile ingest run -T --rm consume --json --until-closed --stream "$1" 2>"$work/consume.log" \
    | sed "s/\"$1\"/\"clip\"/g" || { tail -10 "$work/consume.log" >&2; fail "consume failed"; }
}
# same STEP STREAM: its events are those of analyze.
same() {
  events "$2" >"$work/events"
  expect "$1: events of $2 as those of analyze" yes "$(cmp -s "$work/events" "$work/expected" && echo yes || echo "no: $(diff "$work/events" "$work/expected" | head -4)")"
}
play() { # a copy of the clip, under a name that is new
  cp "$work/clip.mp4" "$work/media/$1.mp4"
  ingest "/media/$1.mp4" "${@:2}"
}

start_engine
mkdir -p "$work/media" "$work/models"
chmod 755 "$work" "$work/media" "$work/models"
make_base_images

began=$SECONDS
DOCKER_BUILDKIT=1 docker build -q -f docker/Dockerfile --target cpu --build-arg DIST=made --build-arg FLINK_IMAGE=affect-test/flink \
  --build-arg MAVEN_IMAGE=affect-test/flink -t "$AFFECT_IMAGE" . >"$work/image.log" 2>&1 || { tail -20 "$work/image.log" >&2; fail "the image could not be built"; }
base="$(docker image inspect -f '{{.Size}}' affect-test/flink)"
whole="$(docker image inspect -f '{{.Size}}' "$AFFECT_IMAGE")"
note "image" "built in $((SECONDS - began)) s; $(((whole - base) / 1000000)) MB on top of Flink's"

# --- what is expected ---
"$dist/bin/affect" demo --out "$work/demo" >"$work/demo.log" 2>&1 || { tail -5 "$work/demo.log" >&2; fail "the demo failed"; }
cp "$work"/demo/*.mp4 "$work/clip.mp4"
"$dist/bin/affect" analyze "$work/clip.mp4" --out "$work/analysed" >"$work/analyse.log" 2>&1 || { tail -5 "$work/analyse.log" >&2; fail "analyze failed"; }
cp "$work/analysed/events.jsonl" "$work/expected"

expect "the demo inside the image: events as outside" yes "$(docker run --rm --read-only --tmpfs /tmp:exec,mode=1777 --cap-drop ALL "$AFFECT_IMAGE" sh -c \
  'affect demo --out /tmp/out >/tmp/log 2>&1 || { tail -5 /tmp/log >&2; exit 1; }; cat /tmp/out/events.jsonl' | cmp -s - "$work/demo/events.jsonl" && echo yes || echo no)"

# --- up ---
began=$SECONDS
up affect-jobmanager affect-taskmanager prometheus
until_true 180 "a healthy job manager" healthy affect-jobmanager
until_true 60 "a healthy task manager" healthy affect-taskmanager
note "up until healthy" "$((SECONDS - began)) s"
expect "topics" "0" "$(docker inspect -f '{{.State.ExitCode}}' "$(docker ps -aq --filter label=com.docker.compose.service=topics)")"
play first
same "up" first

# --- confinement ---
task_manager="$(containers affect-taskmanager)"
expect "user" 9999 "$(docker exec "$task_manager" id -u)"
expect "root file system, writable" no "$(docker exec "$task_manager" sh -c 'touch /opt/flink/usrlib/x 2>/dev/null && echo yes || echo no')"
expect "capabilities" 0000000000000000 "$(docker exec "$task_manager" sh -c "sed -n 's/CapEff:\t//p' /proc/1/status")"
expect "new privileges" 1 "$(docker exec "$task_manager" sh -c "sed -n 's/NoNewPrivs:\t//p' /proc/1/status")"
expect "models, writable" no "$(docker exec "$task_manager" sh -c 'touch /models/x 2>/dev/null && echo yes || echo no')"

# --- Prometheus ---
asked="$(grep -ohE 'flink_[A-Za-z]+_[A-Za-z_]*[A-Za-z]' docker/grafana/dashboards/*.json docker/prometheus/alerts.yml | sort -u)"
has_all() {
  curl -fsS http://127.0.0.1:9090/api/v1/label/__name__/values | python3 -c 'import json, sys
have = set(json.load(sys.stdin)["data"])
sys.exit([name for name in sys.argv[1].split() if name not in have] and 1)' "$asked"
}
until_true 60 "every metric of the dashboard" has_all
expect "metrics that the dashboard and the alerts ask for" "$(wc -w <<<"$asked")" "$(wc -w <<<"$asked")"

# --- killed processes ---
for service in affect-taskmanager affect-jobmanager; do
  stream="${service#affect-}-killed"
  (sleep 4 && kill_hard "$service") &
  play "$stream" --speed realtime
  wait
  began=$SECONDS
  same "$service killed while it plays" "$stream"
  note "$service killed: from the end of the source to its last event" "$((SECONDS - began)) s"
  until_true 120 "a healthy $service" healthy "$service"
done

# --- scaled ---
AFFECT_PARALLELISM=4 up affect-jobmanager affect-taskmanager prometheus --scale affect-taskmanager=2
until_true 180 "two healthy task managers" healthy affect-taskmanager 2
until_true 180 "a healthy job manager" healthy affect-jobmanager
play scaled
same "two task managers, parallelism 4" scaled

# --- Kafka stopped and started ---
"${compose[@]}" stop kafka >/dev/null 2>&1
sleep 5
"${compose[@]}" start kafka >/dev/null 2>&1
until_true 120 "a healthy broker" healthy kafka
play broker
same "Kafka stopped and started" broker

# --- down and up ---
"${compose[@]}" down >/dev/null 2>&1
up affect-jobmanager affect-taskmanager prometheus
until_true 180 "a healthy job manager" healthy affect-jobmanager
restored="$(docker logs "$(containers affect-jobmanager)" 2>&1 | grep -c 'job-manager: affect continues from /checkpoints/' || true)"
expect "down and up: continues from its checkpoint" 1 "$restored"
play again
same "down and up" again
same "down and up: the first clip" first

# --- the transcription job ---
if [ -n "${AFFECT_SPEECH_MODEL:-}" ]; then
  cp -r "$AFFECT_SPEECH_MODEL" "$work/models/speech"
  chmod -R a+rX "$work/models"
  cp docker/affect.yaml "$work/affect.yaml"
  export AFFECT_SETTINGS="$work/affect.yaml"
  echo "speech: {models: {${AFFECT_SPEECH_LANGUAGE:?expected the language of AFFECT_SPEECH_MODEL}: /models/speech}}" >>"$work/affect.yaml"
  up transcribe-jobmanager transcribe-taskmanager
  until_true 180 "a healthy transcription job" healthy transcribe-jobmanager
  expect "the transcription job" running "$(docker inspect -f '{{.State.Status}}' "$(containers transcribe-taskmanager)")"
fi

# --- down -v ---
"${compose[@]}" --profile speech --profile ingest down -v >/dev/null 2>&1
expect "volumes after down -v" 0 "$(docker volume ls -q --filter label=com.docker.compose.project=affect-test | wc -l)"
expect "containers after down -v" 0 "$(docker ps -aq --filter label=com.docker.compose.project=affect-test | wc -l)"

printf '| step | expected | seen |\n|---|---|---|\n'
printf '%s\n' "${table[@]}"
echo "test-compose: passed"
