#!/usr/bin/env bash
# `banxin build` of the eight-page sample beside `typst compile` of the source that `--format typ` wrote, in one run:
# medians of the time, peak memory, and whether both have the same pages.
#
# scripts/bench-command.sh [TYPST]   (needs hyperfine, GNU time and Typst's command of the version in Cargo.toml)
set -euo pipefail
cd "$(dirname "$0")/.."

typst=${1:-typst}
profile=${PROFILE:-release}
runs=${RUNS:-40}
sample=samples/镇民政工作要点/镇民政工作要点.yaml
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cargo build --quiet --profile "$profile"
banxin=target/$profile/banxin
"$banxin" build "$sample" --format typ -o "$work" >/dev/null
source=$work/镇民政工作要点

build=("$banxin" build "$sample" -o "$work/banxin.pdf")
compile=("$typst" compile --ignore-system-fonts --ignore-embedded-fonts --font-path "$source/fonts" --root "$source"
  "$source/main.typ" "$work/typst.pdf")

hyperfine --warmup 5 --runs "$runs" --shell=none --export-json "$work/times.json" \
  --command-name "banxin build" "${build[*]}" --command-name "typst compile" "${compile[*]}"

echo
for name in "banxin build" "typst compile"; do
  if [[ $name == banxin* ]]; then command=("${build[@]}"); else command=("${compile[@]}"); fi
  peak=0
  for _ in 1 2 3 4 5; do
    kilobytes=$(/usr/bin/time -f %M "${command[@]}" 2>&1 >/dev/null | tail -n 1)
    ((kilobytes > peak)) && peak=$kilobytes
  done
  median=$(python3 -c "import json,sys; print(*[round(r['median']*1000,1) for r in json.load(open(sys.argv[1]))['results'] if r['command']==sys.argv[2]])" \
    "$work/times.json" "$name")
  echo "$name: median $median ms, peak $((peak / 1024)) MB"
done
