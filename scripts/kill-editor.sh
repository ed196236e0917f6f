#!/bin/sh
# Kills `banxin edit` fifty times while somebody types: at most the last second may be lost, and never the file.
set -eu
cd "$(dirname "$0")/.."
BANXIN_KILLS="${1:-50}" cargo test --release --test suite -- killed_at_any_moment
