#!/bin/sh
# Installs cchc for this user from this folder: no internet, no administrator.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target=${XDG_DATA_HOME:-$HOME/.local/share}/cchc
bin=$HOME/.local/bin

say() { sed -n "s/^\(\xef\xbb\xbf\)\{0,1\}$1=//p" "$here/thong-bao.txt"; }
stop() {
    say "$1" >&2
    exit 3
}
is_usable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

say title
python=
for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && is_usable "$name"; then
        python=$(command -v "$name")
        break
    fi
done
[ -n "$python" ] || stop no_python
echo "$(say using) $python"

echo "$(say making) $target/venv"
"$python" -m venv --clear "$target/venv" || stop venv_failed
say installing
"$target/venv/bin/python" -m pip --disable-pip-version-check --quiet install --no-index --require-hashes \
    --find-links "$here/wheels" --requirement "$here/yeu-cau.txt" || stop pip_failed

mkdir -p "$bin"
ln -sf "$target/venv/bin/cchc" "$bin/cchc"
"$bin/cchc" --version || stop pip_failed
echo "$(say done) $bin/cchc"
case ":$PATH:" in
    *":$bin:"*) ;;
    *) echo "$(say path_hint) $bin" ;;
esac
say next
