#!/usr/bin/env bash
# Runs the demo of the distribution on another processor: a minimal Debian for arm64, whose programs qemu translates one by one. Compares
# its labels, frame by frame, and its probabilities with those of this machine for the same clip. Prints a table for docs/platforms.md.
#
#   dist/test-arm64.sh [FOLDER]     FOLDER keeps the Debian for the next time; default: a temporary one
#
# Needs root, qemu-user-static with binfmt-support, debootstrap, mvn, python3 and the built distribution (mvn -DskipTests package). Takes half
# an hour on a machine that does nothing else.
set -euo pipefail

cd "$(dirname "$0")"
fail() {
  echo "test-arm64: $*" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || fail "expected root, which debootstrap needs"
for tool in qemu-aarch64-static debootstrap mvn python3; do
  command -v "$tool" >/dev/null || fail "expected the command $tool, found none"
done
dist="$PWD/target/affectstream"
[ -d "$dist/lib" ] || fail "expected $dist, found none; run mvn -DskipTests package"

work="$(mktemp -d)"
kept="${1:-$work}"
trap 'rm -rf "$work"' EXIT
system="$kept/arm64"
if [ ! -x "$system/usr/bin/java" ]; then
  # shellcheck disable=SC2086 # DEBIAN_MIRROR is empty or one word
  debootstrap --arch=arm64 --variant=minbase --include=openjdk-17-jre-headless,libva2,libva-drm2 "${DEBIAN_SUITE:-bookworm}" "$system" ${DEBIAN_MIRROR:-} \
    >"$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log" >&2; fail "debootstrap could not make the system"; }
fi

# The distribution with the native libraries of the other platform; those of ONNX Runtime and of the tokenizer are in one jar for all.
rm -rf "$system/opt/affectstream"
mkdir -p "$system/opt"
cp -r "$dist" "$system/opt/affectstream"
for jar in "$system"/opt/affectstream/lib/*-linux-x86_64.jar; do
  name="$(basename "$jar" -linux-x86_64.jar)"
  version="${name#*-}"
  mvn -B -ntp -q dependency:copy -Dartifact="org.bytedeco:${name%%-*}:$version:jar:linux-arm64" -DoutputDirectory="$(dirname "$jar")"
  rm "$jar"
done

echo "127.0.0.1 localhost $(hostname)" >"$system/etc/hosts"
# /proc and /sys stay empty: they describe this machine's processor, which ends ONNX Runtime there.

# The part that takes long first.
rm -rf "$system/var/tmp/demo"
began=$SECONDS
chroot "$system" env -i PATH=/usr/bin:/bin HOME=/var/tmp AFFECT_JAVA_OPTS=-Daffect.patience.seconds=7200 \
  /opt/affectstream/bin/affect demo --set "flink.checkpoint-timeout=2 h" --out /var/tmp/demo || fail "the demo failed there"
echo "test-arm64: the demo took $((SECONDS - began)) s"
# The encoder gives another clip there, so this machine analyses that one, too.
demo="$system/var/tmp/demo"
"$dist/bin/affect" analyze "$demo/demo.mp4" --transcript "$demo/demo.words.json" --role speaker --out "$work/here" >"$work/here.log" 2>&1 \
  || fail "the analysis failed here: $(tail -2 "$work/here.log")"
python3 - "$work/here/demo.frames.csv" "$demo/demo.frames.csv" <<'PY'
import csv, sys
here, there = (list(csv.DictReader(open(name))) for name in sys.argv[1:])
names = [name for name in here[0] if name.startswith("p_") or name.endswith("_p")]
same = sum(a["expression"] == b["expression"] and a["timestamp"] == b["timestamp"] for a, b in zip(here, there))
apart = sorted(abs(float(a[n]) - float(b[n])) for a, b in zip(here, there) for n in names if a[n] and b[n])
moved = sorted(abs(float(a[n]) - float(b[n])) for a, b in zip(here, there) for n in ("face_x", "face_y", "face_w", "face_h") if a[n] and b[n])
print("| | x86-64 | arm64 |\n|---|---|---|")
print("| rows | %d | %d |\n| rows with the same expression | | %d |" % (len(here), len(there), same))
for what, values in (("a probability", apart), ("a coordinate of the face, px", moved)):
    print("| difference of %s: median, mean, largest | | %.4f, %.4f, %.4f |" % (what, values[len(values) // 2], sum(values) / len(values), values[-1]))
sys.exit(0 if len(here) == len(there) == same else 1)
PY
