#!/usr/bin/env bash
# Runs affect.cmd, of this checkout and of the distribution, by Wine's cmd: arguments, exit codes, folders with odd names, the whole demo.
# Wine has no Java, so java.exe starts the java of Linux: this tests the batch files, not Java or native code on Windows.
#
#   dist/test-windows.sh
#
# Needs wine, x86_64-w64-mingw32-gcc and the built product (mvn -DskipTests package).
set -euo pipefail

cd "$(dirname "$0")"
fail() {
  echo "test-windows: $*" >&2
  exit 1
}
for tool in wine x86_64-w64-mingw32-gcc java; do
  command -v "$tool" >/dev/null || fail "expected the command $tool, found none"
done
[ -d target/affectstream/lib ] || fail "expected $PWD/target/affectstream, found none; run mvn -DskipTests package"

work="$(mktemp -d)"
export WINEPREFIX="$work/wine" WINEDEBUG=-all
trap 'wineserver -k || true; rm -rf "$work"' EXIT
mkdir -p "$work/jdk/bin"
x86_64-w64-mingw32-gcc -O1 -o "$work/jdk/bin/java.exe" src/test/wine/java.c
cat >"$work/java.sh" <<'SH'
#!/usr/bin/env bash
# Paths of drive Z are paths of Linux.
code="$1"
shift
arguments=()
for argument in "$@"; do
  case "$argument" in
    *'Z:\'*) argument="${argument//Z:\\//}"; argument="${argument//\\//}"; argument="${argument//;/:}" ;;
  esac
  arguments+=("$argument")
done
java "${arguments[@]}"
echo $? >"$code"
SH
chmod +x "$work/java.sh"
windows() { echo "Z:${1//\//\\}"; }
export JAVA_SHELL
JAVA_SHELL="$(windows "$work/java.sh")"
jdk="$(windows "$work/jdk")"

# check NAME CODE TEXT COMMAND...: the command's exit code and a part of what it prints
check() {
  local name="$1" code="$2" text="$3" seen=0
  shift 3
  wine cmd /c "$@" >"$work/out" 2>&1 </dev/null || seen=$?
  [ "$seen" = "$code" ] && grep -qF -- "$text" "$work/out" || { cat "$work/out" >&2; fail "$name: expected exit code $code and '$text', found $seen and the above"; }
  echo "| $name | $code | $text |"
}

echo "| | exit code | printed |"
echo "|---|---|---|"
cd ..
export JAVA_HOME="$jdk"
check "version" 0 "affectstream 0." affect.cmd --version
for command in train evaluate export bench; do
  check "$command" 0 "Usage: affect $command" affect.cmd "$command" --help
done
check "a name with & that does not exist" 2 "a & (b).mp4: no such file" affect.cmd analyze "a & (b).mp4" --out "$(windows "$work/none")"
check "an unknown option" 2 "found '--nonsense'" affect.cmd bench live --nonsense
JAVA_HOME="" check "no Java" 1 "expected Java 17 or newer, found none" affect.cmd --version

odd="$work/Program Files (x86) & Ä"
mkdir -p "$odd"
cp affect.cmd "$odd"
cp -r dist/target/affectstream "$odd/affectstream"
cd "$odd"
check "no jar, no Maven, folder $(basename "$odd")" 1 "Maven 3.8 or newer is needed" affect.cmd --version
check "the distribution there" 0 "affectstream 0." 'affectstream\bin\affect.cmd' --version
check "its demo" 0 "6 of 7 scripted expressions recovered" 'affectstream\bin\affect.cmd' demo --out "results & more"
[ -s "results & more/summary.json" ] || fail "the demo wrote no results"
mkdir "$work/a!b"
cp "$OLDPWD/affect.cmd" "$work/a!b"
cd "$work/a!b"
check "a folder with !" 1 'expected a folder whose path has no "!"' affect.cmd --version
