#!/bin/sh
# Installs Debian's packages that the tests need and this machine lacks; with arguments, those packages.
set -eu
missing=$*
if [ $# -eq 0 ]; then
  command -v chromium >/dev/null || missing="$missing chromium"
  command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
  command -v java >/dev/null || missing="$missing default-jre-headless"
  command -v zbarimg >/dev/null || missing="$missing zbar-tools"
  command -v strace >/dev/null || missing="$missing strace"
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
  [ -e /usr/share/fonts/truetype/noto/NotoSerifDevanagari-Regular.ttf ] || missing="$missing fonts-noto-core"
  [ -e /usr/share/fonts/opentype/ipafont-mincho/ipam.ttf ] || missing="$missing fonts-ipafont-mincho"
  [ -e /usr/share/fonts/truetype/nanum/NanumMyeongjo.ttf ] || missing="$missing fonts-nanum"
  [ -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ] || missing="$missing fonts-droid-fallback"
fi
[ -n "$missing" ] || exit 0
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
if ! command -v apt-get >/dev/null; then
  echo "please install: $missing" >&2
  exit 1
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
