#!/usr/bin/env bash
# Many papers, measured in one run: rates against the in-process bound and against `typst compile` side by side, runs in which
# nothing or one document changed, memory, two threads against one. The result is a table for docs/performance.md.
#
# scripts/bench-batch.sh [FOLDER]   (needs GNU time, and Typst's command of the version in Cargo.toml on PATH)
# COUNT=1000 MANY=10000 TINY=70000 THREADS=2 RUNS=3 PROFILE=release
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/bench-common.sh
count=${COUNT:-1000} many=${MANY:-10000} tiny=${TINY:-70000} threads=${THREADS:-2} runs=${RUNS:-3}
bench() { cargo bench --quiet --profile "$profile" --bench batch -- "$@"; }
# Seconds and peak kilobytes of a command run in a folder.
timed() { (cd "$1" && shift && /usr/bin/time -o "$work/time" -f '%e %M' "$@" >"$work/out" 2>&1) || true; cat "$work/time"; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.1f", n / s }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

echo "generating in $work" >&2
[[ -d $work/plans ]] || bench generate "$count" "$work/plans"
[[ -d $work/many ]] || bench generate "$many" "$work/many"
[[ -d $work/tiny ]] || bench generate "$tiny" "$work/tiny" tiny
[[ -d $work/few ]] || bench generate "$count" "$work/few" tiny
[[ -d $work/typ ]] || bench typ "$work/plans" "$work/typ"

build() { # threads → median seconds and greatest kilobytes of a full run over the plans
  for ((i = 0; i < runs; i++)); do
    rm -rf "$work/plans/.banxin" "$work/plans/输出"
    timed "$work/plans" "$banxin" build --jobs "$1"
  done
}
build "$threads" >"$work/two"
build 1 >"$work/one"
two=$(cut -d' ' -f1 "$work/two" | median) one=$(cut -d' ' -f1 "$work/one" | median)
memory=$(cut -d' ' -f2 "$work/two" | sort -n | tail -n 1)
bound=$(for ((i = 0; i < runs; i++)); do bench bound "$work/plans" "$threads"; done | median)
xargs_seconds=$(for ((i = 0; i < runs; i++)); do
  rm -rf "$work/pdf" && mkdir "$work/pdf"
  /usr/bin/time -o "$work/time" -f %e bash -c "cd '$work/typ' && ls *.typ | sed 's/\.typ$//' | xargs -P $threads -I{} typst compile \
    --ignore-system-fonts --ignore-embedded-fonts --font-path fonts --root . {}.typ '$work/pdf/{}.pdf'" >/dev/null 2>&1
  cat "$work/time"
done | median)
ours=$(rate "$count" "$two") theirs=$(rate "$count" "$xargs_seconds")

pages=$(for pdf in "$work"/plans/输出/社区0000[0-9].pdf; do pdfinfo "$pdf" 2>/dev/null | awk '/^Pages/ { print $2 }'; done | median)
timed "$work/many" "$banxin" build --jobs "$threads" >/dev/null
sleep 3
timed "$work/many" "$banxin" build >/dev/null
unchanged=$(for ((i = 0; i < runs; i++)); do timed "$work/many" "$banxin" build | cut -d' ' -f1; done | median)
changed=$(for ((i = 0; i < runs; i++)); do
  echo "# $i" >>"$work/many/000/社区00007.yaml"
  timed "$work/many" "$banxin" build | cut -d' ' -f1
done | median)
few=$(rm -rf "$work/few/.banxin" "$work/few/输出"; timed "$work/few" "$banxin" build --jobs "$threads" | cut -d' ' -f2)
full=$(rm -rf "$work/tiny/.banxin" "$work/tiny/输出"; timed "$work/tiny" "$banxin" build --jobs "$threads" | cut -d' ' -f2)
made=$(find "$work/tiny/输出" -name '*.pdf' | wc -l)

row "cores, threads" "$(nproc), $threads"
row "$count plans of $pages pages" "$ours a second, $((memory / 1024)) MB"
row "the bound: the same sources in a bare loop of threads" "$bound a second"
row "of the bound" "$(ratio "$ours" "$bound")"
row "\`typst compile\` by xargs -P $threads" "$theirs a second"
row "times that" "$(ratio "$ours" "$theirs")"
row "$threads threads against one" "$(ratio "$one" "$two")"
row "nothing changed, $many documents" "$unchanged s"
row "one of $many changed" "$changed s"
row "$tiny tiny documents in one process" "$made made, $((full / 1024)) MB, $(ratio "$full" "$few") times that of $count"
