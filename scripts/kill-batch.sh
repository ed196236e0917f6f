#!/usr/bin/env bash
# Kills (SIGKILL) a run of many papers at random moments, and makes sure that no PDF at an output's name is ever torn and that
# the run after makes whatever is missing.
#
# scripts/kill-batch.sh [TIMES] [COUNT]
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-50} count=${2:-500} profile=${PROFILE:-release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --quiet --profile "$profile"
banxin=$PWD/target/$profile/banxin
cargo bench --quiet --profile "$profile" --bench batch -- generate "$count" "$work/p" tiny
cd "$work/p"
"$banxin" build >/dev/null 2>&1
cp -r 输出 "$work/clean"
rm -rf 输出
for ((i = 1; i <= times; i++)); do
  "$banxin" build >/dev/null 2>&1 &
  run=$!
  sleep "$(awk -v r=$RANDOM 'BEGIN { printf "%.3f", r / 32768 * 1.5 }')"
  kill -KILL $run 2>/dev/null || true
  wait $run 2>/dev/null || true
  for pdf in 输出/*.pdf; do
    [[ -e $pdf ]] || continue
    cmp -s "$pdf" "$work/clean/${pdf#输出/}" || { echo "torn after kill $i: $pdf"; exit 1; }
  done
  if ((i % 10 == 0)); then
    "$banxin" build >/dev/null 2>&1
    diff -rq 输出 "$work/clean" | grep -v '\.banxin-' && { echo "something is missing after kill $i"; exit 1; }
    rm -rf 输出
  fi
done
echo "killed $times times in a run of $count: nothing torn, nothing forgotten"
