# What the benchmarks of many papers begin with, to be sourced: `profile`, `work` (the folder that was named, or one that goes at
# the end), `banxin` built anew, and words for tables.
profile=${PROFILE:-release}
work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
[[ $# -gt 0 ]] || trap 'rm -rf "$work"' EXIT

cargo build --quiet --profile "$profile"
banxin=$PWD/target/$profile/banxin
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
row() { printf '| %s | %s |\n' "$1" "$2"; }
