#!/usr/bin/env bash
# Builds everything, runs every suite, ends with one line: N passed, N failed[, N skipped].
# Exit code 0 means: every test that could run ran and passed. What could not run is named and counted as skipped.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
readonly suite_minutes=20
readonly logs=artifacts/tests
rm -rf "$logs" && mkdir -p "$logs"

say() { printf '%s\n' "$*"; }

# Nothing was tested: say why, and keep the form of the last line.
give_up() {
  say "$1"
  say "0 passed, 1 failed"
  exit 1
}

need() {
  command -v "$1" >/dev/null || give_up "'$1' is missing. $2"
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return 0
  done
  return 1
}

find_postgresql() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# install PACKAGE, where this may.
install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "Installing $1 ..."
  { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; } >"$logs/apt-$1.log" 2>&1
}

# step NAME COMMAND...: quiet while it works, all of its output when it does not.
step() {
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1; then
    say "$name: ok ($((SECONDS - started)) s)"
  else
    grep -E "error|warning|warn " "$logs/$name.log" | sort -u | head -15 || true
    give_up "$name failed; all of it is in $logs/$name.log"
  fi
}

need dotnet "Install the .NET 10 SDK: https://dotnet.microsoft.com/download"
need node "Install Node.js 20 or later: https://nodejs.org"
need npm "It comes with Node.js: https://nodejs.org"
dotnet --version >/dev/null 2>&1 || give_up "The installed .NET SDK does not fit global.json: $(dotnet --version 2>&1 | head -3 | tr '\n' ' ')"

browser=yes
find_browser || { install chromium && find_browser; } || browser=no
# Each suite starts a private server of its own; without the programs its tests tell that they were skipped.
find_postgresql || install postgresql || say "PostgreSQL is not installed; its tests are skipped."

step restore dotnet restore Crm.Platform.sln
step build dotnet build Crm.Platform.sln --no-restore -warnaserror -nodeReuse:false -nologo -clp:NoSummary
step format dotnet format whitespace Crm.Platform.sln --no-restore --verify-no-changes

while IFS= read -r project; do
  name=$(basename "$project" .csproj)
  assembly="$(dirname "$project")/bin/Debug/net10.0/$name.dll"
  report="$PWD/$logs/$name.json"
  if [ "$browser" = no ] && grep -q 'Include="Microsoft.Playwright"' "$project"; then
    dotnet "$assembly" -list tests -noColor >"$logs/$name.list" 2>&1
    printf '{"notRun":%s,"reason":"no Chromium is installed and apt-get could not install it"}' "$(grep -c . "$logs/$name.list")" >"$report"
    continue
  fi
  # A suite that hangs is ended, and what it started with it.
  timeout --kill-after=30 "${suite_minutes}m" dotnet "$assembly" -noColor -noLogo -ctrf "$report" >"$logs/$name.log" 2>&1
  printf '%s' $? >"$logs/$name.exit"
  node tests/report.mjs line "$logs" "$name"
done < <(find platform designer plugins tests -name '*.Tests.csproj' -not -path '*/bin/*' -not -path '*/obj/*' | sort)

node tests/report.mjs end "$logs"
