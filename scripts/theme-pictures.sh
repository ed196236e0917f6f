#!/usr/bin/env bash
# The pictures of themes/README.md: the first pages of every built-in theme's sample. Needs poppler-utils.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release
out=docs/images/themes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out"
for sample in themes/*/sample.yaml; do
  theme=$(basename "$(dirname "$sample")")
  target/release/banxin build "$sample" --theme "$theme" -o "$work/$theme.pdf" > /dev/null
  # 40 dpi keeps a page of hanzi to be told from another, and the file below 40 kB.
  pdftoppm -r 40 -l 4 -png "$work/$theme.pdf" "$out/$theme"
done
ls -l "$out"
