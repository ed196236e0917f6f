#!/usr/bin/env bash
# Makes the pictures of docs/images from the samples: scripts/pictures.sh (needs poppler-utils).
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cargo run --quiet --release -- build samples/镇年度民政工作总结和计划 -o "$work"
# 64 dpi keeps a page of hanzi legible and the file below 150 kB.
pdftoppm -r 64 -gray -png -singlefile "$work"/*.pdf docs/images/page
ls -l docs/images
