# What an interactive bash of the bastion runs first: every line that is typed
# goes into the log before it runs. Who is root can take it away; that is told,
# and docs/security.md says what remains then.
[[ $- == *i* && -z ${__bastion_stream-} ]] || return 0
set +o noclobber
. "${BASH_SOURCE[0]%/*}/emit.bash"

__bastion_seq=0
__bastion_read=0
__bastion_number=0
__bastion_armed=1
__bastion_off=

# Without a log there is no shell.
__bastion_must() {
  "$@" 2>/dev/null && return
  printf 'bastion: the log cannot be written; this shell ends\n' >&2
  kill -KILL $$
}

# Splits the newest line of the history into its number and its text.
__bastion_newest() {
  local line
  line=$(builtin history 1)
  line=${line#"${line%%[![:space:]]*}"}
  REPLY_NUMBER=${line%%[!0-9]*}
  REPLY=${line#"$REPLY_NUMBER"}
  REPLY=${REPLY:2}
}

# From PS0: after a line was read, before it runs. In a subshell; the count was raised outside.
__bastion_line() {
  if [[ -o history ]]; then
    __bastion_newest
    if [[ $REPLY_NUMBER != "$__bastion_number" ]]; then
      __bastion_must __bastion_write command "$__bastion_seq" "$REPLY"
      return
    fi
  fi
  __bastion_must __bastion_write command "$__bastion_seq" '' ',"unrecorded":true'
}

# Before each simple command: for lines that the history does not show, and for bash before 4.4.
__bastion_debug() {
  if [[ $BASH_COMMAND == __bastion_prompt ]]; then __bastion_armed=1; fi
  [[ $BASH_COMMAND == __bastion_* || ${FUNCNAME[1]-} == __bastion_* ]] && return
  if (( __bastion_read )); then
    [[ -o history ]] && return
  fi
  (( __bastion_seq += 1 ))
  __bastion_must __bastion_write command "$__bastion_seq" "$BASH_COMMAND" ',"via":"trap"'
}

# Before each prompt: puts back what it can of what was taken away, and says so.
__bastion_prompt() {
  local status=$? off=
  [[ -o history ]] || off+=' history'
  (( __bastion_armed )) || off+=' trap'
  if [[ -n $off && $off != "$__bastion_off" ]]; then
    (( __bastion_seq += 1 ))
    __bastion_must __bastion_write tampered "$__bastion_seq" "${off# }"
  fi
  __bastion_off=$off
  # History that was switched off stays off: bash undoes what a prompt command says
  # of it. The trap below tells each simple command from then on.
  shopt -s cmdhist lithist
  trap __bastion_debug DEBUG
  __bastion_armed=0
  __bastion_newest
  __bastion_number=$REPLY_NUMBER
  __bastion_read=0
  return $status
}

HISTCONTROL= HISTIGNORE= HISTSIZE=10000 HISTFILE= HISTTIMEFORMAT=
PS1='bastion:\w\$ '
PS2='> '
# The subscript is reckoned in this shell: a substitution alone could not count.
PS0='${__bastion_none[__bastion_seq += 1, __bastion_read = 1, 0]-}$(__bastion_line)'
PROMPT_COMMAND=__bastion_prompt
readonly HISTCONTROL HISTIGNORE HISTSIZE HISTTIMEFORMAT PS0 PS1 PS2 PROMPT_COMMAND __bastion_out
readonly -f __bastion_must __bastion_newest __bastion_line __bastion_debug __bastion_prompt __bastion_write __bastion_escape

__bastion_must __bastion_begin bash
trap '__bastion_write end $(( __bastion_seq += 1 )) ""' EXIT
# Further settings of the team; it cannot take the place of anything above.
[[ -r /opt/console/bashrc ]] && . /opt/console/bashrc
