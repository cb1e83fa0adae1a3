#!/bin/sh
# Installs the npm packages where they are missing, or others than the lock file asks for.
set -eu
cd "$(dirname "$0")/../.."
if ! node scripts/build/packages-agree.mjs; then
  echo 'tierlab: installing its npm packages (once)' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
fi
