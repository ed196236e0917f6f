#!/usr/bin/env bash
# Whether `cargo build` and `cargo test` share one build of Typst: a crate that both use must have the same features in both.
# Those that differ are listed; those that Typst does not hang on may.
set -euo pipefail
cd "$(dirname "$0")/.."

features() { cargo tree --edges "$1" --format '{p} {f}' --prefix none | sed 's/ (\*)//' | sort -u; }

differ=$(diff <(features normal,build) <(features normal,build,dev) | sed -n 's/^[<>] //p' | cut -d ' ' -f 1,2 | sort | uniq -d | grep -vE '^(hyper|hyper-util) ' || true)
if [[ -n $differ ]]; then
  echo "built once more for the tests, and with them whatever uses them:"
  echo "$differ"
  exit 1
fi
