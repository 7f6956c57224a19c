# Sourced by the programs of this folder: the program of the same name that comes next in PATH.
__bastion_real() {
  local name=${0##*/} own folder
  own=$(cd "${0%/*}" && pwd)
  local IFS=:
  for folder in $PATH; do
    [[ $folder != "$own" && -x $folder/$name ]] && REPLY=$folder/$name && return
  done
  printf 'bastion: %s is not in this image\n' "$name" >&2
  exit 127
}
