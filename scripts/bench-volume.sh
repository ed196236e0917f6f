#!/usr/bin/env bash
# A volume of many papers: time, memory, size, and whether the pages are those that the contents name. The result is a table for
# docs/performance.md.
#
# scripts/bench-volume.sh [FOLDER]   (needs GNU time and poppler-utils)
# COUNT=100 RUNS=3 PROFILE=release
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/bench-common.sh
count=${COUNT:-100} runs=${RUNS:-3}
[[ -d $work/papers ]] || cargo bench --quiet --profile "$profile" --bench batch -- generate "$count" "$work/papers" volume

for ((i = 0; i < runs; i++)); do
  (cd "$work" && /usr/bin/time -a -o times -f '%e %U %M' "$banxin" collect papers -o volume.pdf >said 2>&1)
done
median=$(tail -n "$runs" "$work/times" | median)
processor=$(tail -n "$runs" "$work/times" | awk '{ print $2 }' | median)
memory=$(tail -n "$runs" "$work/times" | awk '{ if ($3 > m) m = $3 } END { print int(m / 1024) }')
pages=$(pdfinfo "$work/volume.pdf" 2>/dev/null | awk '/^Pages/ { print $2 }')
size=$(($(stat -c %s "$work/volume.pdf") / 1000000))

# A numbered page must stand where its number says; the text begins after the page that has no number behind the contents.
wrong=$(pdftotext -layout "$work/volume.pdf" - 2>/dev/null | awk 'BEGIN { RS = "\f" } {
  number = ""
  while (match($0, /— [0-9]+ —/)) { number = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", number); $0 = substr($0, RSTART + RLENGTH) }
  if (number == 1 && !begun) begun = NR
  if (begun && number != "" && number != NR - begun + 1) wrong++
} END { print wrong + 0 }')

row "papers, pages" "$count, $pages"
row "time, processor time" "$median s, $processor s"
row "peak memory" "$memory MB"
row "size of the volume" "$size MB"
row "pages whose number is not their place" "$wrong"
