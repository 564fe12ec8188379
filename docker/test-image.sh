#!/usr/bin/env bash
# Builds the cpu image without a Docker engine (buildah) on a base created here (debootstrap, with the unmodified Flink of AFFECT_FLINK),
# and checks it from inside: user, files, commands, a demo from media to events. Needs root, buildah, debootstrap, and the built
# distribution (mvn -DskipTests package). Takes several minutes and 4 GB below TMPDIR.
set -euo pipefail

cd "$(dirname "$0")/.."
fail() {
  echo "test-image: $*" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || fail "expected root, which debootstrap needs"
for tool in buildah debootstrap; do
  command -v "$tool" >/dev/null || fail "expected the command $tool, found none; install the package of that name"
done
[ -d dist/target/affectstream/lib ] || fail "expected dist/target/affectstream, found none; run mvn -DskipTests package"
[ -d "${AFFECT_FLINK:-}/plugins" ] || fail "expected the unpacked Flink 2.3 in AFFECT_FLINK, found '${AFFECT_FLINK:-}'"

work="$(mktemp -d)"
export STORAGE_DRIVER="${STORAGE_DRIVER:-vfs}" BUILDAH_ISOLATION=chroot
buildah=(buildah --root "$work/storage" --runroot "$work/run")
container=""
clean() {
  [ -z "$container" ] || "${buildah[@]}" rm "$container" >/dev/null 2>&1 || true
  "${buildah[@]}" rmi --all --force >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

echo "test-image: base"
# shellcheck disable=SC2086 # DEBIAN_MIRROR is empty or one word
debootstrap --variant=minbase --include=openjdk-17-jre-headless "${DEBIAN_SUITE:-bookworm}" "$work/base" ${DEBIAN_MIRROR:-} >"$work/debootstrap.log" 2>&1 \
  || { tail -5 "$work/debootstrap.log" >&2; fail "debootstrap could not make the base"; }
mkdir -p "$work/base/opt/flink"
cp -a "$AFFECT_FLINK/." "$work/base/opt/flink/"
chroot "$work/base" groupadd --system --gid 9999 flink
chroot "$work/base" useradd --system --home-dir /opt/flink --uid 9999 --gid flink flink
# Replaces the entry point of Flink's image, which does the same for unknown commands.
printf '#!/bin/sh\nexec "$@"\n' >"$work/base/docker-entrypoint.sh"
chmod +x "$work/base/docker-entrypoint.sh"
base="$("${buildah[@]}" from scratch)"
"${buildah[@]}" add -q "$base" "$work/base" / >/dev/null
"${buildah[@]}" config --env FLINK_HOME=/opt/flink --env PATH=/opt/flink/bin:/usr/sbin:/usr/bin:/sbin:/bin --entrypoint '["/docker-entrypoint.sh"]' "$base"
"${buildah[@]}" commit -q --rm "$base" localhost/affect-test-flink >/dev/null
rm -rf "$work/base"

echo "test-image: docker/Dockerfile, target cpu"
"${buildah[@]}" bud --format docker -f docker/Dockerfile --target cpu --build-arg DIST=made \
  --build-arg FLINK_IMAGE=localhost/affect-test-flink --build-arg MAVEN_IMAGE=localhost/affect-test-flink -t localhost/affect-test-cpu . \
  >"$work/bud.log" 2>&1 || { tail -20 "$work/bud.log" >&2; fail "the image could not be built"; }

container="$("${buildah[@]}" from localhost/affect-test-cpu)"
inside() {
  "${buildah[@]}" run --hostname localhost "$container" -- "$@" # a resolvable name, as set by an engine
}
expect() { # what, expected, found
  [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
  echo "test-image: $1: $3"
}
expect "user" "9999" "$(inside id -u)"
expect "the job" "/opt/flink/usrlib/affectstream.jar" "$(inside sh -c 'ls /opt/flink/usrlib/*')"
expect "native code in Flink's lib" "1" "$(inside sh -c 'ls /opt/flink/lib/onnxruntime-*.jar | wc -l')"
expect "telemetry of ONNX Runtime" "1" "$(inside printenv ORT_DISABLE_TELEMETRY)"
expect "models, writable" "no" "$(inside sh -c 'test -w /models && echo yes || echo no')"
expect "checkpoints, writable" "yes" "$(inside sh -c 'test -w /checkpoints && echo yes || echo no')"
expect "health check" '[CMD /opt/affectstream/bin/healthy]' "$("${buildah[@]}" inspect --format '{{.Docker.Config.Healthcheck.Test}}' "$container")"
inside affect version
inside sh -c 'cd /tmp && affect demo --out /tmp/out >/dev/null 2>/tmp/demo.log || { tail -5 /tmp/demo.log; exit 1; }' \
  || fail "the demo failed in the image"
events="$(inside sh -c 'grep -c EPISODE_CLOSED /tmp/out/events.jsonl')"
[ "$events" -ge 5 ] || fail "expected at least 5 closed episodes of the demo, found $events"
echo "test-image: the demo in the image: $events closed episodes"
