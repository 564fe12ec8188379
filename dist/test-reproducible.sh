#!/usr/bin/env bash
# Builds the archive twice, in two folders, and compares the bytes. Needs mvn and the committed sources; takes two builds of everything.
#
#   dist/test-reproducible.sh [ARCHIVE]     ARCHIVE: one that was built before, instead of the first build
set -euo pipefail

repository="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
build() { # FOLDER: builds the archive there
  git clone -q "$repository" "$1"
  (cd "$1" && mvn -B -ntp -q -P release -DskipTests -Dspotless.check.skip -pl dist -am package)
}
first="${1:-}"
if [ -z "$first" ]; then
  build "$work/one"
  first="$(ls "$work"/one/dist/target/affectstream-*.tar.gz)"
fi
build "$work/another place"
second="$(ls "$work/another place"/dist/target/affectstream-*.tar.gz)"
if cmp -s "$first" "$second"; then
  echo "test-reproducible: $(basename "$first"), $(stat -c %s "$first") bytes: the same twice, sha256 $(sha256sum <"$first" | cut -c1-64)"
  exit
fi
entries() { # ARCHIVE: checksum and name of each file
  mkdir "$work/unpacked"
  tar xzf "$1" -C "$work/unpacked"
  (cd "$work/unpacked" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
  rm -rf "$work/unpacked"
}
echo "test-reproducible: the archives differ:" >&2
diff <(entries "$first") <(entries "$second") >&2 || true
exit 1
