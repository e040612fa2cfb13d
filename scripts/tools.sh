#!/usr/bin/env bash
# Installs what the tests need and this machine lacks: PostgreSQL, Chromium, poppler-utils, qpdf, mupdf-tools and a font.
# With apt-get it does so itself, as root or through sudo; elsewhere it says what to install and fails.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null 2>&1; }
has pdftotext || missing+=(poppler-utils)
has qpdf || missing+=(qpdf)
has mutool || missing+=(mupdf-tools)
has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
if [ -z "${TEST_PG_DSN:-}" ] && ! has initdb && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
	missing+=(postgresql)
fi
# Chromium without any font draws boxes, and pictures of pages would mean nothing.
ls /usr/share/fonts/truetype/*/*.ttf >/dev/null 2>&1 || missing+=(fonts-noto-core)
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
if ! has apt-get || { [ -n "$sudo" ] && ! has sudo; }; then
	echo "The tests need: ${missing[*]}. Install them with your system's package manager, then run make test again." >&2
	exit 1
fi
echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $sudo apt-get update -q && $sudo apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
	cat "$log" >&2
	echo "Installing failed. Install by hand: ${missing[*]}" >&2
	exit 1
fi
