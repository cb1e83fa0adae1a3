#!/bin/sh
# Runs every test of the project: type check, linter, unit tests with coverage, live tests (as root).
set -eu
cd "$(dirname "$0")/../.."
sh scripts/build/install-packages.sh
exec node --import=tsx scripts/test/run-tests.ts
