#!/usr/bin/env bash
# Rebuilds dist from clean and compares by status, so that new and deleted chunks are seen too.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "$(git status --porcelain -- dist)" ]; then
  echo "dist has uncommitted changes: commit it with the change of src that made it." >&2
  git status --short -- dist >&2
  exit 1
fi
npm run --silent build >/dev/null
if [ -n "$(git status --porcelain -- dist)" ]; then
  echo "dist is not what src builds. Run npm run build and commit it:" >&2
  git status --short -- dist >&2
  exit 1
fi
# Where the bundler cannot resolve a package it writes this, which is a ReferenceError in ESM.
if grep -l 'eval("require")' dist/*.js; then
  echo "dist holds an unresolved require: see the files above." >&2
  exit 1
fi
