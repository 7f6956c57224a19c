# Writes what people do as JSON lines into the log of the container. Sourced by
# bash; it starts no program, so that it works in any image.
#
#   {"bastion":1,"type":"command","stream":"41.88123","seq":3,"at":"…Z","tool":"bash",
#    "user":"root","tty":"pts/0","cwd":"/app","text":"…"}
#
# `stream` is the process (its id and when it started), `seq` counts in it without
# gaps. A long text comes in parts, each with the same seq: `"part":2,"parts":3`.

# A link to the standard output of the container, beside this file: no variable
# of a person's session leads it elsewhere.
__bastion_out=${BASH_SOURCE[0]%/*}/out
# What is longer than a pipe's 4096 bytes would mix with the lines of others: six
# bytes for each of these at most, and the other fields.
__bastion_part_bytes=500

# The process as the kernel tells it: "pid.start".
__bastion_process() {
  local stat
  read -r stat < "/proc/$1/stat"
  stat=${stat##*) }
  set -- "$1" $stat
  REPLY=$1.${21}
}

# A text inside of a JSON string; bytes stay bytes.
__bastion_escape() {
  local LC_ALL=C back='\' quote='"' code byte
  REPLY=${1//"$back"/"$back$back"}
  REPLY=${REPLY//"$quote"/"$back$quote"}
  [[ $REPLY == *[$'\x01'-$'\x1f'$'\x7f']* ]] || return 0
  REPLY=${REPLY//$'\n'/"${back}n"}
  REPLY=${REPLY//$'\t'/"${back}t"}
  for code in {1..31} 127; do
    printf -v byte '%02x' "$code"
    printf -v char "\\x$byte"
    REPLY=${REPLY//"$char"/"${back}u00$byte"}
  done
}

# __bastion_write TYPE SEQ TEXT [MORE]: MORE is JSON, with a comma before it.
__bastion_write() {
  local LC_ALL=C TZ=UTC at char head user tty cwd text=$3 part=0 parts size more=${4-}
  printf -v at '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  __bastion_escape "${USER:-uid $UID}"; user=${REPLY:0:60}
  __bastion_escape "${__bastion_tty-}"; tty=${REPLY:0:60}
  __bastion_escape "${PWD:0:200}"; cwd=$REPLY
  head="{\"bastion\":1,\"type\":\"$1\",\"stream\":\"$__bastion_stream\",\"seq\":$2,\"at\":\"$at\",\"tool\":\"$__bastion_tool\""
  head+=",\"user\":\"$user\",\"tty\":\"$tty\",\"cwd\":\"$cwd\"$more"
  local -a pieces=()
  while :; do
    size=$__bastion_part_bytes
    # Never in the middle of a character of UTF-8.
    while (( size > 490 )) && [[ ${text:size:1} == [$'\x80'-$'\xbf'] ]]; do (( size -= 1 )); done
    pieces+=("${text:0:size}")
    text=${text:size}
    [[ -n $text ]] || break
  done
  parts=${#pieces[@]}
  for piece in "${pieces[@]}"; do
    (( part += 1 ))
    __bastion_escape "$piece"
    if (( parts > 1 )); then REPLY="$REPLY\",\"part\":$part,\"parts\":$parts}"; else REPLY+='"}'; fi
    printf '%s\n' "$head,\"text\":\"$REPLY" >> "$__bastion_out" || return 1
  done
}

# Begins the stream of a tool in this process.
__bastion_begin() {
  __bastion_tool=$1
  __bastion_process $$
  __bastion_stream=$REPLY
  # By the descriptor: not every image has the program `tty`.
  local link; for link in /dev/pts/*; do [[ /dev/fd/0 -ef $link ]] && __bastion_tty=${link#/dev/}; done
  __bastion_write start 0 "${2-}"
}
