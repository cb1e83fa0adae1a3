#!/bin/sh
# Makes dist/ from the TypeScript sources; installs the npm packages first where they are missing or others than the lock file's.
set -eu
cd "$(dirname "$0")/../.."

sh scripts/build/install-packages.sh

# A running tierlab may still load its old chunks, so new files are moved in beside them, the entry last. They are made
# in a folder as deep as dist/, because source maps name the sources from where they lie.
next=dist.next
rm -rf "$next"
mkdir -p "$next" dist
: >"$next/.stamp" # Older than what is changed during the build.

bundle() {
  # cdktf is only loaded by what emits for it, and by people's own apps.
  node_modules/.bin/esbuild "$@" --bundle --external:cdktf --external:'@cdktf/*' --external:constructs --define:process.env.NODE_ENV='"production"' --alias:react-devtools-core=./scripts/build/no-devtools.mjs --platform=node --target=node20.19 --format=esm --sourcemap \
    --minify-whitespace --minify-syntax --sources-content=false --log-level=warning --outdir="$next" \
    --banner:js='import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);'
}
bundle scripts/cli.ts --splitting --chunk-names=chunk-[hash]
# For people's own apps.
bundle library=scripts/library/index.ts
# Run by a Node.js of their own, so each is one file.
bundle sender=scripts/traffic/sender.ts command-starter=scripts/commands/command-starter-program.ts --out-extension:.js=.mjs

# All verbs as data for completion, and the manual page.
bundle scripts/outline/write-outline.ts --out-extension:.js=.mjs
node "$next/write-outline.mjs" "$next"
rm "$next"/write-outline.mjs*

find "$next" -name 'chunk-*' -exec mv -f {} dist/ \;
find "$next" -type f ! -name .stamp -exec mv -f {} dist/ \;
mv -f "$next/.stamp" dist/.stamp
rmdir "$next"
find dist -name 'chunk-*' -mmin +60 -delete
