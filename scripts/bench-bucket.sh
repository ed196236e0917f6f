#!/usr/bin/env bash
# Many papers from a bucket and into it against the same from folder to folder, in turn, in one run: all made, nothing changed, one
# of two shares. The store is this machine's own (tests/suite/bucket/server.rs), so that what is measured is the command: once it
# answers at once, once after so long as a store in the same region takes. The result is a table for docs/performance.md.
#
# scripts/bench-bucket.sh [FOLDER]   COUNT=200 RUNS=5 DELAY=25 PROFILE=release
set -euo pipefail
cd "$(dirname "$0")/.."

profile=${PROFILE:-release} count=${COUNT:-200} runs=${RUNS:-5} delay=${DELAY:-25}
work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
cargo build --quiet --profile "$profile"
banxin=$PWD/target/$profile/banxin
bench=$(cargo bench --no-run --profile "$profile" --bench batch 2>&1 | sed -n 's/.*(\(.*\)).*/\1/p' | tail -n 1)
[[ -d $work/plans ]] || "$bench" generate "$count" "$work/plans"

"$bench" serve "$work/plans" 0 >"$work/near" & near=$!
"$bench" serve "$work/plans" "$delay" >"$work/far" & far=$!
trap 'kill $near $far' EXIT
until grep -q REGION "$work/near" && grep -q REGION "$work/far"; do sleep 0.1; done

# Seconds, processor seconds and peak megabytes of a run, added to a list.
timed() { /usr/bin/time -a -o "$work/$1" -f '%e %U %S %M' "${@:2}" >"$work/out" 2>&1; }
from() { (. "$work/$1" && timed "$1-$2" "$banxin" build s3://minzheng/plans/ -o "s3://minzheng/out-$3/" "${@:4}"); }
rm -f "$work"/*-all "$work"/*-none "$work"/*-half
for ((i = 0; i < runs; i++)); do
  rm -rf "$work/out-$i"
  for kind in all none; do
    sleep 2.2
    timed "home-$kind" "$banxin" build "$work/plans" -o "$work/out-$i"
    from near "$kind" "$i"
    from far "$kind" "$i"
  done
  from far half "half-$i" --shard 1/2
done
median() { awk -v c="$2" '{ print $c }' "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
row() { printf '| %s | %s | %s | %s + %s | %s |\n' "$2" "$(median "$1" 1)" "$(awk -v n="$count" -v s="$(median "$1" 1)" 'BEGIN { printf "%.0f", n / s }')" \
  "$(median "$1" 2)" "$(median "$1" 3)" "$(($(median "$1" 4) / 1024))"; }
echo "$count plans, $(nproc) cores, $runs runs in turn, medians; load $(cut -d' ' -f1 /proc/loadavg)"
echo '| | s | papers a second | processor s: own + system | MB |'
row home-all "folder to folder"
row near-all "bucket to bucket, answers at once"
row far-all "bucket to bucket, answers after $delay ms"
row home-none "nothing changed: folder"
row near-none "nothing changed: bucket"
row far-none "nothing changed: bucket, $delay ms"
row far-half "one of two shares, $delay ms"
