# shellcheck shell=bash
# What docker/test-compose.sh does with the image and the services. Needs: fail, $work, $dist, a Docker engine, build_image.

export AFFECT_IMAGE=affect-test/affectstream KAFKA_IMAGE=affect-test/kafka PROMETHEUS_IMAGE=affect-test/prometheus
export AFFECT_MEDIA="$work/media" AFFECT_MODELS="$work/models" AFFECT_SETTINGS="$work/affect.yaml"
export AFFECT_CONSOLE_TOKEN="$work/console-token" COMPOSE_PROJECT_NAME=affect-test
chmod 755 "$work"
mkdir -p "$work/media" "$work/models"
cp docker/affect.yaml "$AFFECT_SETTINGS"
printf '%s\n' 0123456789abcdef0123456789abcdef0123456789abcdef >"$AFFECT_CONSOLE_TOKEN"
# Debian's docker-compose 1 does not know the project's name in the file.
sed '/^name:/d' docker/compose.yaml >"$work/compose.yaml"
compose=(docker-compose --project-directory "$PWD/docker" -f "$work/compose.yaml" --profile speech --profile ingest --profile console)

clean() {
  local status=$?
  if [ "$status" -ne 0 ] && docker info >/dev/null 2>&1; then
    "${compose[@]}" ps -a >&2 || true
    "${compose[@]}" logs --tail 15 >&2 || true
    state >&2 || true
    printf '%s\n' "${table[@]}" "$failure" >&2 # once more, after all the logs
  fi
  "${compose[@]}" down -v --remove-orphans >/dev/null 2>&1 || true
  stop_engine
  rm -rf "$work"
  exit "$status"
}

# What delays results: transactions that are still open hide every later record of their partitions from readers of committed records;
# checkpoints that fail keep them from being committed. All logs are in dist/target/compose.
state() {
  local kept="dist/target/compose" job
  mkdir -p "$kept"
  "${compose[@]}" logs --no-color >"$kept/containers.log" 2>&1
  {
    echo "open transactions:"
    kafka_tool TransactionsCommand list | grep -E '^TransactionalId|Ongoing|Prepare' || true
    echo "end offsets:"
    kafka_tool GetOffsetShell --topic 'affect\..*'
  } | tee "$kept/kafka.log"
  job="$(curl -fsS http://127.0.0.1:8081/jobs | sed -n 's/.*"id":"\([0-9a-f]*\)","status":"RUNNING".*/\1/p')"
  echo "checkpoints:"
  curl -fsS "http://127.0.0.1:8081/jobs/$job/checkpoints" | tee "$kept/checkpoints.json" | head -c 1500
  echo
}

kafka_tool() { # CLASS ARGUMENT...
  docker exec "$(containers kafka)" java -Xmx64m -cp '/opt/kafka/libs/*' "org.apache.kafka.tools.$1" --bootstrap-server localhost:19092 "${@:2}"
}

table=()
expect() { # STEP EXPECTED SEEN
  table+=("| $1 | $2 | $3 |")
  echo "test-compose: $SECONDS s: $1: $3"
  [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
}
note() { # STEP SEEN: a figure without a bound
  table+=("| $1 | | $2 |")
  echo "test-compose: $SECONDS s: $1: $2"
}
until_true() { # SECONDS WHAT COMMAND...
  local limit="$1" what="$2" began=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $((SECONDS - began)) -lt "$limit" ] || fail "$what: not within $limit s"
    sleep 1
  done
}
logged() { # NAME COMMAND...: shows the end of what it printed only if it fails
  local log="$work/$1.log"
  "${@:2}" >"$log" 2>&1 || { tail -20 "$log" >&2; fail "$1 failed"; }
}

make_image() {
  local began=$SECONDS base whole
  logged image build_image -f docker/Dockerfile --target cpu --build-arg DIST=made --build-arg FLINK_IMAGE=affect-test/flink \
    --build-arg MAVEN_IMAGE=affect-test/flink -t "$AFFECT_IMAGE" .
  base="$(docker image inspect -f '{{.Size}}' affect-test/flink)"
  whole="$(docker image inspect -f '{{.Size}}' "$AFFECT_IMAGE")"
  note "image" "$(((whole - base) / 1000000)) MB on top of Flink's, built in $((SECONDS - began)) s"
}

# A clip, made by the demo inside the image, and the events that are expected of it, by analyze as a newcomer has it: a Debian with nothing but
# Java, the distribution in a read-only folder with a difficult name, a user without a home folder.
make_clip() {
  local bare=(docker run --rm --read-only --tmpfs /tmp:exec,mode=1777 --cap-drop ALL) place="/opt/Größe & Maß"
  mkdir -m 777 "$work/demo" "$work/analysed"
  logged demo "${bare[@]}" -v "$work/demo:/out" "$AFFECT_IMAGE" affect demo --out /out
  cp "$work/demo/demo.mp4" "$work/clip.mp4"
  logged analyze "${bare[@]}" --user 12345 -v "$dist:$place:ro" -v "$work/clip.mp4:/clip.mp4:ro" -v "$work/analysed:/out" affect-test/debian \
    env -i PATH=/usr/bin:/bin "$place/bin/affect" analyze /clip.mp4 --out /out
  cp "$work/analysed/events.jsonl" "$work/expected"
  note "demo in the image, analyze in a bare Debian with Java" "$(wc -l <"$work/expected") events"
}

# --- services ---
containers() { # SERVICE: the ids of its containers
  docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --filter "label=com.docker.compose.service=$1"
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
up() { # SERVICE..., besides those they depend on
  logged up "${compose[@]}" up -d "$@"
}
down() {
  logged down "${compose[@]}" down "$@"
}

# --- streams ---
ingest() { # SOURCE [OPTION...]
  logged ingest "${compose[@]}" run -T --rm --no-deps ingest "$@"
}
play() { # STREAM [OPTION...]: a copy of the clip, under that name
  cp "$work/clip.mp4" "$work/media/$1.mp4"
  ingest "/media/$1.mp4" "${@:2}"
}
consume() { # STREAM [OPTION...]: what is committed of it, without its name, which differs from run to run
  timeout 300 "${compose[@]}" run -T --rm --no-deps consume --json --until-closed --stream "$@" 2>"$work/consume.log" | sed "s/\"$1\"/\"clip\"/g" \
    || { tail -10 "$work/consume.log" >&2; fail "consume failed"; }
}
same() { # STEP STREAM: its events are those of analyze
  consume "$2" >"$work/events"
  expect "$1: events, as those of analyze" "$(wc -l <"$work/expected")" \
    "$(cmp -s "$work/events" "$work/expected" && wc -l <"$work/events" || echo "others: $(diff "$work/events" "$work/expected" | head -4)")"
}

# --- Prometheus ---
metrics_asked() { # names, some of them patterns
  grep -ohE 'flink_[A-Za-z]+_[A-Za-z_.+]*[A-Za-z]' docker/grafana/dashboards/*.json docker/prometheus/alerts.yml | sort -u
}
metrics_missing() {
  curl -fsS http://127.0.0.1:9090/api/v1/label/__name__/values | python3 -c 'import json, re, sys
have = json.load(sys.stdin)["data"]
print(*[name for name in sys.argv[1].split() if not any(re.fullmatch(name, one) for one in have)])' "$(metrics_asked)"
}

# --- console ---
console_status() { # PATH
  curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:8460$1"
}
console_streams() {
  curl -fsS -H "Authorization: Bearer $(cat "$AFFECT_CONSOLE_TOKEN")" http://127.0.0.1:8460/api/v1/streams | python3 -c 'import json, sys
print(*sorted(stream["stream"] for stream in json.load(sys.stdin)["streams"]))'
}

# --- transcription ---
use_speech() {
  cp -r "$AFFECT_SPEECH_MODEL" "$work/models/speech"
  chmod -R a+rX "$work/models"
  echo "speech: {models: {$AFFECT_SPEECH_LANGUAGE: /models/speech}}" >>"$AFFECT_SETTINGS"
}
words_expected() { # rows with words, of analyze with the same model
  logged analyze-speech "$dist/bin/affect" analyze "$AFFECT_SPEECH" --asr vosk --language "$AFFECT_SPEECH_LANGUAGE" \
    --set "speech.models.$AFFECT_SPEECH_LANGUAGE=$AFFECT_SPEECH_MODEL" --out "$work/spoken"
  python3 -c 'import csv, sys
print(sum(float(row["coverage_words"]) > 0 for row in csv.DictReader(open(sys.argv[1]))))' "$work"/spoken/*.frames.csv
}
words() { # STREAM: rows with words
  consume "$1" --frames | python3 -c 'import json, sys
print(sum(json.loads(line).get("coverage", {}).get("words", 0) > 0 for line in sys.stdin))'
}
