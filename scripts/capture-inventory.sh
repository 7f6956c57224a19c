#!/bin/sh
# Copies what Batch Migration has to know of a legacy host into a folder that
# its inventory source `files` reads: crontabs, timers, cron's logs, processes,
# logins, packages, facts. With -u it hands the folder in to the portal.
#
# POSIX sh with the tools of hosts as old as Ubuntu 12.04 and Amazon Linux 1.
# It changes nothing on the host, opens no connection unless it is told to, and
# masks what looks like a credential before it is written. Run it as root, who alone may read
# the crontabs of others: what could not be read is listed, and never counts
# as missing. See docs/capture-script.md.
set -u
LC_ALL=C
export LC_ALL
umask 077

usage() {
  cat <<'TEXT'
usage: sh capture-inventory.sh [-o folder] [-n server] [-m member] [-f file]... [-t name=path]... [-r root]
                               [-u url [-k file] [-c file] [-i capture]]

  -o folder     where captures are left (./captured)
  -n server     name of the server in the portal (the host's short name)
  -m member     this host, where the server is a group of hosts: its instance id or name
  -f file       one more file to copy, such as /srv/app/config/sidekiq-scheduler.yml
  -t name=path  a tool that people start by hand
  -r root       a disk of another host, mounted here; its processes are not listed

  -u url        hand the capture in to the portal: https://portal.example.com/api/batch-migration
  -k file       holds the server's capture token, for nobody else to read; else CAPTURE_TOKEN is taken
  -c file       certificates of the authority to trust, where the host does not know it
  -i capture    hand in this folder, which was captured before, perhaps on another host
TEXT
}

fail() {
  printf 'capture-inventory: %s\n' "$1" >&2
  exit 1
}

# What the inventory source takes at most for one file, and for one log.
MAX_BYTES=1048576
LOG_BYTES=1000000

folder=captured
server=
member=
root=
extra=
tools=
url=
token_file=
authority=
captured_before=
# Not for the commands that are started below.
token=${CAPTURE_TOKEN-}
unset CAPTURE_TOKEN
newline='
'
while getopts o:n:m:f:t:r:u:k:c:i:h option; do
  case $option in
    o) folder=$OPTARG ;;
    n) server=$OPTARG ;;
    m) member=$OPTARG ;;
    f) extra="$extra$OPTARG$newline" ;;
    t) tools="$tools$OPTARG$newline" ;;
    r) root=${OPTARG%/} ;;
    u) url=${OPTARG%/} ;;
    k) token_file=$OPTARG ;;
    c) authority=$OPTARG ;;
    i) captured_before=${OPTARG%/} ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || { usage >&2; exit 2; }

# Nothing is written without these; whatever else is missing is only not read.
for needed in awk cat cut date dirname grep head ls mkdir mv rm sed tail tr uname wc; do
  command -v "$needed" >/dev/null 2>&1 || fail "$needed is missing on this host: capture its disk from another one (-r)"
done

# What the host needs to hand a capture in is asked for before anything is read.
sender=
version_is() { "$@" >/dev/null 2>&1 </dev/null; }
choose_sender() {
  case $url in
    https://*[!A-Za-z0-9_.:/~%-]*) fail "$url is no address of a portal" ;;
    https://?*) ;;
    # A tunnel that somebody made, such as ssh -L.
    http://localhost[:/]* | http://127.0.0.1[:/]*) ;;
    *) fail "$url is no address that begins with https://: the token would be sent for everybody to read" ;;
  esac
  if [ -n "$token_file" ]; then
    [ -r "$token_file" ] || fail "$token_file cannot be read: write the token into it, and chmod 600"
    case $(ls -ldL "$token_file") in
      -???------*) ;;
      *) fail "others may read $token_file: chmod 600, and issue another token if they may have" ;;
    esac
    token=$(sed -n '/./{p;q;}' "$token_file" | tr -d ' \t\r')
  fi
  case $token in
    '') fail "there is no token: write it into a file (-k), or into CAPTURE_TOKEN" ;;
    bmct_*[!A-Za-z0-9_-]*) fail "what is given as the token is none: it is bmct_ with letters, digits, - and _" ;;
    bmct_*) ;;
    *) fail "what is given as the token is none: it is bmct_ with letters, digits, - and _" ;;
  esac
  [ -z "$authority" ] || [ -r "$authority" ] || fail "$authority cannot be read"
  command -v tar >/dev/null 2>&1 || fail "tar is missing, and without it nothing can be sent: carry the folder to the portal by hand"
  # Each has to speak TLS 1.2 at least, and to look at certificate and name: none is asked to do less.
  if version_is curl --tlsv1.2 --version; then
    sender=curl
  elif wget --version 2>/dev/null | grep 'GNU Wget' >/dev/null && version_is wget --secure-protocol=TLSv1_2 --version; then
    sender=wget
  elif openssl s_client -help 2>&1 | grep verify_hostname >/dev/null; then
    sender=openssl
  else
    cannot_send "neither curl, wget nor openssl of this host can speak TLS 1.2 and check the portal's name"
  fi
}

# How a capture gets to the portal without this host.
cannot_send() {
  {
    printf 'capture-inventory: %s.\n' "$1"
    printf '%s\n' \
      'Nothing was sent, and nothing will be sent with less. Carry the capture by hand instead:' \
      '  1. here:                sh capture-inventory.sh -n <server> -o /var/tmp/captured' \
      '  2. on a newer machine:  scp -r <this host>:/var/tmp/captured .' \
      "  3. there:               sh capture-inventory.sh -u $url -k <token file> -i captured/<server>/<time>" \
      'or put the folder where the inventory of type files reads it.'
  } >&2
  exit 3
}

[ -z "$url" ] || choose_sender
[ -z "$captured_before" ] || [ -n "$url" ] || fail "-i needs -u: where shall $captured_before be handed in?"

# send <folder of a capture>
send() {
  work=$1/../.send.$$
  mkdir "$work" || fail "${1%/*} cannot be written"
  trap 'rm -rf "$work"' 0
  trap 'exit 1' 1 2 15
  type=application/x-tar
  tar -cf "$work/body" -C "$1" . || fail "tar could not pack $1"
  if gzip -c "$work/body" >"$work/packed" 2>/dev/null; then
    type=application/gzip
    mv "$work/packed" "$work/body"
  fi
  # Only in a file of our own does nobody see the token: ps shows what a command is given.
  case $sender in
    curl)
      printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/config"
      set -- --config "$work/config" --silent --show-error --tlsv1.2 --max-time 600 \
        --header "Content-Type: $type" --header 'Expect:' --data-binary "@$work/body" --output "$work/answer" --write-out '%{http_code}'
      [ -z "$authority" ] || set -- "$@" --cacert "$authority"
      status=$(curl "$@" "$url/captures" 2>"$work/error")
      ;;
    wget)
      printf 'header = Authorization: Bearer %s\nheader = Content-Type: %s\n' "$token" "$type" >"$work/config"
      set -- --secure-protocol=TLSv1_2 --max-redirect=0 --tries=1 --timeout=600 --server-response --content-on-error --output-document="$work/answer" --post-file="$work/body"
      [ -z "$authority" ] || set -- "$@" --ca-certificate="$authority"
      # Else it may leave a file in the home folder.
      if version_is wget --no-hsts --version; then set -- "$@" --no-hsts; fi
      WGETRC=$work/config wget "$@" "$url/captures" >"$work/error" 2>&1
      status=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$work/error" | tail -n 1)
      grep -v '^ ' "$work/error" >"$work/config"
      mv "$work/config" "$work/error"
      ;;
    openssl)
      send_with_openssl "$type"
      ;;
  esac
  case $status in
    2??) printf 'capture-inventory: handed in to %s\n' "$url" >&2; return 0 ;;
    [1345]??)
      reason=$(sed -n 's/.*"message":"\(\([^"\\]\|\\.\)*\)".*/\1/p' "$work/answer" 2>/dev/null | sed 1q)
      [ -n "$reason" ] || reason=$(head -c 300 "$work/answer" 2>/dev/null | tr '\000-\037' ' ')
      fail "the portal refused the capture ($status): $reason. It is left in $captured"
      ;;
    *)
      reason=$(tr '\000-\037' ' ' <"$work/error" | cut -c 1-300)
      printf 'capture-inventory: the capture is left in %s\n' "$captured" >&2
      cannot_send "$sender could not reach $url safely: $reason"
      ;;
  esac
}

# A request by hand, over a connection of which openssl checks certificate and name.
send_with_openssl() {
  rest=${url#https://}
  [ "$rest" != "$url" ] || fail "without curl and wget only https:// can be spoken"
  address=${rest%%/*}
  path=
  case $rest in */*) path=/${rest#*/} ;; esac
  name=${address%%:*}
  port=443
  case $address in *:*) port=${address##*:} ;; esac
  {
    printf 'POST %s/captures HTTP/1.0\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n' \
      "$path" "$address" "$token" "$1" "$(wc -c <"$work/body" | tr -d ' ')"
    cat "$work/body"
  } >"$work/request"
  set -- s_client -quiet -tls1_2 -connect "$name:$port" -servername "$name" -verify 8 -verify_return_error -verify_hostname "$name"
  if [ -n "$authority" ]; then
    set -- "$@" -CAfile "$authority"
  elif [ -d /etc/ssl/certs ]; then
    set -- "$@" -CApath /etc/ssl/certs
  fi
  openssl "$@" <"$work/request" >"$work/response" 2>"$work/error"
  status=$(sed -n '1s/^HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$work/response")
  sed '1,/^\r*$/d' "$work/response" >"$work/answer"
}

if [ -n "$captured_before" ]; then
  [ -f "$captured_before/capture.json" ] || fail "$captured_before holds no capture.json: give -i the folder of one capture"
  captured=$captured_before
  send "$captured"
  exit 0
fi

[ -z "$root" ] || [ -d "$root" ] || fail "$root is no folder: give -r the folder at which the other disk is mounted"

if [ -n "$root" ]; then
  # The name of this machine says nothing about the other.
  host=$(sed 1q "$root/etc/hostname" 2>/dev/null)
else
  host=$(uname -n)
fi
[ -n "$host" ] || host=$server
[ -n "$host" ] || fail "the host has no name that can be read: give one with -n"
named=$server
[ -n "$server" ] || server=$(printf '%s' "${host%%.*}" | tr 'A-Z' 'a-z')
case $server in
  *[!A-Za-z0-9_.-]* | .* | '') fail "\"$server\" cannot be the name of a server: use letters, digits, - _ and . (-n)" ;;
esac

case $member in
  *[!A-Za-z0-9_.-]* | [!A-Za-z0-9]*) fail "\"$member\" cannot be the name of a host: use letters, digits, - _ and . (-m)" ;;
esac

captured_at=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
# Hosts of a group may be captured in the same second, into one folder.
final=$folder/$server/$(date -u '+%Y%m%dT%H%M%SZ')${member:+-$member}
# Hidden folders are not read: half a capture never counts.
out=$folder/$server/.partial.$$
mkdir -p "$folder/$server" && mkdir "$out" || fail "$folder/$server cannot be written: choose another folder with -o"
trap 'rm -rf "$out"' 0
trap 'exit 1' 1 2 15
: >"$out/.read"
: >"$out/.not-read"
: >"$out/.facts"
: >"$out/.tools"

# One line of standard input as a JSON string.
json() {
  tr '\000-\037\177' ' ' | awk '{ sub(/ $/, ""); gsub(/\\/, "&&"); gsub(/"/, "\\\""); printf "\"%s\"", $0 } END { if (NR == 0) printf "\"\"" }'
}

was_read() { printf '%s' "$1" | json >>"$out/.read"; echo >>"$out/.read"; }

# was_not_read <path> <reason>
was_not_read() {
  {
    printf '{ "path": '
    printf '%s' "$1" | json
    printf ', "reason": '
    printf '%s' "$2" | json
    printf ' }\n'
  } >>"$out/.not-read"
}

# fact <name> <value> <source>
fact() {
  [ -n "$2" ] || return 0
  {
    printf '{ "name": '
    printf '%s' "$1" | json
    printf ', "value": '
    printf '%s' "$2" | mask other | json
    printf ', "source": '
    printf '%s' "$3" | json
    printf ' }\n'
  } >>"$out/.facts"
}

# Masks as the portal does, with the names that it gives: a line of a host has
# to stay the same line as the one in Git. `kind` is `crontab`, where an
# unescaped % ends the command and must stay to be seen, or `other`.
cat >"$out/.mask.awk" <<'AWK'
BEGIN {
  WORD = "(PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PASS|PWD|PW|SECRET|TOKEN|API[_-]?KEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|PRIVATE[_-]?KEY|ENCRYPTION[_-]?KEY|SIGNING[_-]?KEY|MASTER[_-]?KEY|AUTH[_-]?KEY|ACCOUNT[_-]?KEY|SHARED[_-]?KEY|ROUTING[_-]?KEY|LICENSE[_-]?KEY|SECRET[_-]?KEY[_-]?BASE|REDISCLI_AUTH|CREDENTIALS?)"
  TOOL = "^(mysql[a-z0-9_]*|mariadb[a-z0-9_-]*|mycli|sshpass|mongo(sh|dump|restore|export|import)?|curl|wget|https?|xh|lftp|ab|redis-cli|ldap[a-z0-9_]+|docker|podman|login|zip|unzip|sqlcmd|bcp|mosquitto_[ps]ub|ipmitool|7z[ar]?|rar|unrar|sendemail|swaks|ncftp[a-z0-9_]*|smbclient|rpcclient|smbget|sqlplus|sqlldr|rman|expdp|impdp|configure|config)$"
  QUOTES = "(\\\\?[\"'])?"
  PLACEHOLDER = "[*][*][*]MASKED:[A-Z][A-Z0-9_]*[*][*][*]"
  # Most lines hold nothing; this finds out at once.
  HINT = WORD "|://|API[.]TELEGRAM|AKIA|ASIA|GH[POUSR]_|GITHUB_PAT_|GLPAT-|XOX|XAPP-|[RS]K_(LIVE|TEST)_|AIZA|SG[.]|NPM_|HV[BS][.]|SHP.._|AGE-SECRET|EYJ|AUTHORIZATION|BEARER|(KEY|AUTH|COOKIE)\\?[\"']?[ \t]*:|[ \t]-[0-9#A-Z]*[UPAWB]|--(PROXY-)?USER|--COOKIE|-AUTH|SQLPLUS|SQLLDR|RMAN|EXPDP|IMPDP|[?&](SIG|AUTH|KEY|CODE|X-AMZ)|(ECHO|PRINTF)[ \t].*[|]|-----BEGIN"
}

# How many characters the piece of a shell word at the start of s has, 0 where its quotes stay open.
function piece_size(s,    c, i, n, depth) {
  c = substr(s, 1, 1)
  n = length(s)
  if (c == "\"" || c == "'") {
    for (i = 2; i <= n; i++) {
      if (substr(s, i, 1) == "\\" && c == "\"") i++
      else if (substr(s, i, 1) == c) return i
    }
    return 0
  }
  if (substr(s, 1, 2) == "$(") {
    for (i = 2; i <= n; i++) {
      c = substr(s, i, 1)
      if (c == "(") depth++
      else if (c == ")" && --depth == 0) return i
    }
    return n
  }
  i = substr(s, 1, 2) == "${" ? index(s, "}") : c == "`" ? index(substr(s, 2), "`") + 1 : 1
  return i > 1 ? i : 1
}

# The same of \"...\", quotes within quotes.
function escaped_size(s,    i, n) {
  if (substr(s, 1, 2) != "\\\"") return 0
  n = length(s)
  for (i = 3; i <= n; i++) {
    if (substr(s, i, 4) == "\\\\\\\"") i += 3
    else if (substr(s, i, 2) == "\\\"") return i + 1
    else if (substr(s, i, 1) == "\"") return 0
  }
  return 0
}

# How many characters stand before the quotes end in which s lies.
function quote_size(s, quote, escaped,    i, n, c) {
  n = length(s)
  for (i = 1; i <= n; i++) {
    c = substr(s, i, 1)
    if (substr(s, i, 2) == "$(") i += piece_size(substr(s, i)) - 1
    else if (c == "\\" && quote == "\"") {
      if (escaped && substr(s, i + 1, 1) == "\"") return i - 1
      i++
    } else if (c == quote) return i - 1
  }
  return n
}

# How many characters the shell word at the start of s has, within the quotes that are open there.
function word_size(s, quote, escaped,    i, n, c, size) {
  n = length(s)
  if (!escaped && (size = escaped_size(s))) return size
  c = substr(s, 1, 1)
  # The end of the quotes around: there is no value.
  if (quote != "" && c == quote && substr(s, 2, 1) ~ /^[ \t\r;|&)]?$/) return 0
  i = 1
  while (i <= n) {
    c = substr(s, i, 1)
    if (c ~ /[ \t\r|&;<>()]/) break
    if (c == "\\") {
      if (substr(s, i + 1, 1) == quote && (quote == "'" || escaped)) break
      i += 2
      continue
    }
    if (i > 1 && c == quote) break
    size = piece_size(substr(s, i))
    if (!size) {
      # Open to the end: all of it, rather than a piece of a credential.
      if (i > 1 && quote != "") break
      return quote != "" && quote != c ? i + quote_size(substr(s, i + 1), quote, escaped) : n
    }
    i += size
  }
  return i > n + 1 ? n : i - 1
}

function upper_snake(name,    i, c, before, text) {
  text = ""
  before = ""
  for (i = 1; i <= length(name); i++) {
    c = substr(name, i, 1)
    if (c ~ /[A-Z]/ && before ~ /[a-z]/) text = text "_" c
    else if (c ~ /[A-Za-z0-9]/) text = text c
    else if (text !~ /_$/) text = text "_"
    before = c
  }
  sub(/^_+/, "", text)
  text = substr(toupper(text), 1, 64)
  sub(/_+$/, "", text)
  if (text !~ /^[A-Z]/) text = "SECRET_" text
  sub(/_$/, "", text)
  return text
}

function placeholder(name, secret,    id, unique, n) {
  id = name SUBSEP secret
  if (!(id in names)) {
    unique = name
    for (n = 2; unique in taken; n++) unique = name "_" n
    taken[unique] = 1
    names[id] = unique
  }
  return "***MASKED:" names[id] "***"
}

# A value that other places hold, such as $TOKEN or $(cat token), or several of them.
function is_reference(s,    size, found, piece) {
  while (s != "") {
    if (match(s, /^[$]([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!])/) || match(s, /^[$][{][A-Za-z0-9_]+[}]/) || match(s, /^%[A-Za-z0-9_]+%/) || match(s, "^" PLACEHOLDER)) {
      size = RLENGTH
      found = 1
    } else if (s ~ /^([$][(]|`)/) {
      size = piece_size(s)
      piece = substr(s, 1, size)
      # What only prints a credential holds it.
      if (piece !~ /^([$][(].*[)]|`.*`)$/ || piece ~ /^([$][(]|`)[ \t]*(echo|printf)[ \t][^$]*$/) return 0
      found = 1
    } else if (s ~ /^[:\/.,@_%-]/) size = 1
    else return 0
    s = substr(s, size + 1)
  }
  return found
}

# A value as it is written, its credential masked.
function hide(value, name,    open, shut, inner, size, text, i) {
  open = ""
  shut = ""
  inner = value
  if (escaped_size(value) == length(value)) {
    open = shut = "\\\""
    inner = substr(value, 3, length(value) - 4)
  } else if (value ~ /^["']/) {
    size = piece_size(value)
    if (size == length(value)) {
      open = shut = substr(value, 1, 1)
      inner = substr(value, 2, size - 2)
    } else if (!size) {
      open = substr(value, 1, 1)
      inner = substr(value, 2)
    }
  }
  # What follows a comma is another setting of supervisord.
  if (value ~ ("^[\"']?" PLACEHOLDER "[\"']?,")) return value
  if (inner ~ ("^(" PLACEHOLDER "|[%\\\\])*$") || (open != "'" && is_reference(inner))) return value
  text = ""
  # At these cron ends the command: they are syntax and stay, even inside a credential.
  if (kind == "crontab") for (i = 1; i <= length(inner); i++) if (substr(inner, i, 1) == "%" && (i == 1 || substr(inner, i - 1, 1) != "\\")) text = text "%"
  return open placeholder(name, inner) text shut
}

# Reads a line forward: which quotes are open, and which tools the command names. What stands in
# quotes is read both as an argument and as a command of its own.
function begin_scan() {
  QUOTE = TOKEN = PREVIOUS = ""
  ESCAPED = IS_ESCAPED = DEPTH = 0
  TOOLS = AROUND = WHOLE = " "
}
function scan(s,    i, n, c) {
  n = length(s)
  for (i = 1; i <= n; i++) {
    c = substr(s, i, 1)
    if (c ~ /[A-Za-z0-9_-]/) {
      TOKEN = TOKEN c
      IS_ESCAPED = 0
    } else {
      if (TOKEN != "" && c !~ /[.\/:=]/) name_tool(TOKEN)
      TOKEN = ""
      scan_sign(c)
    }
    PREVIOUS = c
  }
}
function name_tool(word) {
  if (word ~ /^(ssh|scp|sftp|rsync)$/) gsub(/ sshpass /, " ", TOOLS)
  word = tolower(word)
  if (length(word) > 40 || word !~ TOOL) return
  TOOLS = TOOLS word " "
  if (QUOTE != "") WHOLE = WHOLE word " "
}
function scan_sign(c) {
  if (IS_ESCAPED) {
    IS_ESCAPED = 0
    if (c == "\"" && QUOTE == "\"") ESCAPED = !ESCAPED
  } else if (c == "\\" && QUOTE != "'") IS_ESCAPED = 1
  else if (QUOTE == "" && (c == "\"" || c == "'")) {
    QUOTE = c
    ESCAPED = 0
    AROUND = WHOLE = TOOLS
  } else if (c == QUOTE) {
    QUOTE = ""
    ESCAPED = 0
    TOOLS = WHOLE
  } else if (c == "(" && PREVIOUS == "$") DEPTH++
  else if (c == ")" && DEPTH > 0) DEPTH--
  else if (!DEPTH && (c == "|" || c == ";" || (c == "&" && PREVIOUS == "&"))) TOOLS = QUOTE == "" ? " " : AROUND
}

# Masks what follows each match of a pattern, found without regard to case.
function after(line, re, rule, name,    out, before, hit, rest, size) {
  out = ""
  begin_scan()
  while (match(toupper(line), re)) {
    before = substr(line, 1, RSTART - 1)
    hit = substr(line, RSTART, RLENGTH)
    rest = substr(line, RSTART + RLENGTH)
    scan(before hit)
    NAME = name
    SKIP = 0
    size = size_of(rule, out before, hit, rest)
    if (size < 1 || cuts(out before hit substr(rest, 1, SKIP), substr(rest, SKIP + 1)) || cuts(substr(rest, 1, SKIP + size), substr(rest, SKIP + size + 1))) {
      if (hit ~ /.[ \t]$/) {
        # The blank may begin the next option.
        rest = substr(hit, length(hit)) rest
        hit = substr(hit, 1, length(hit) - 1)
      }
      out = out before hit
      line = rest
    } else {
      scan(substr(rest, 1, SKIP + size))
      if (SKIP < 0) out = out before hide(hit substr(rest, 1, SKIP + size), NAME)
      else out = out before hit substr(rest, 1, SKIP) hide(substr(rest, SKIP + 1, size), NAME)
      line = substr(rest, SKIP + size + 1)
    }
  }
  return out line
}

# Whether a placeholder lies across the place between.
function cuts(left, right) {
  return match(left, /[*][*][*]MASKED:[A-Z0-9_]*[*]?[*]?$/) && (substr(left, RSTART) right) ~ ("^" PLACEHOLDER)
}

# What the rule takes for a credential in `rest`: how many characters, after SKIP, and its NAME.
function size_of(rule, before, hit, rest) {
  if (rule == "path") return size_matched(rest, "^[A-Za-z0-9_/+-]+")
  if (rule == "url") return size_in_url(hit, rest)
  if (rule == "known") return size_of_known(before, hit, rest)
  if (rule == "authorization") return size_of_authorization(before, hit, rest)
  if (rule == "bearer") return size_of_bearer(before, rest)
  if (rule == "header") return size_of_header(before, hit, rest)
  if (rule == "tool") return size_of_tool(rest)
  if (rule == "logon") return size_of_logon(rest)
  if (rule == "passphrase") return size_of_passphrase(rest)
  if (rule == "parameter") return size_of_parameter(hit, rest)
  if (rule == "assignment") return size_of_assignment(before, hit, rest)
  if (rule == "option") return size_of_option(hit, rest)
  if (rule == "field") return size_of_field(hit, rest)
  return size_of_input(before, rest)
}

function size_matched(s, re) { return match(s, re) ? RLENGTH : 0 }

# Of user:password@, or of a token alone; what has a port and a path is none.
function size_in_url(hit, rest,    size, user, colon, password) {
  NAME = substr(hit, 1, length(hit) - 3)
  size = size_matched(rest, "^[^ \t\r/'\"]*@")
  if (!size && match(rest, /^[^ \t\r\/'"@:]*:/) && substr(rest, RLENGTH + 1) !~ /^([0-9]+\/|[$])/) size = size_matched(rest, "^[^ \t\r/'\"@:]*:[^ \t\r'\"@]*@")
  if (!size) return 0
  user = substr(rest, 1, size)
  if (user ~ ("^" PLACEHOLDER)) return 0
  colon = index_in_word(user, ":")
  password = colon ? substr(user, colon + 1, size - colon - 1) : ""
  if (password != "" && password != "x-oauth-basic") {
    NAME = upper_snake(NAME "_url_password")
    SKIP = colon
    return length(password)
  }
  size = size_matched(user, "^[A-Za-z0-9_-]+")
  if (size < 20 || substr(user, size + 1, 1) !~ /[:@]/ || user !~ /[0-9]/ || tolower(NAME) ~ /ssh$/) return 0
  NAME = upper_snake(NAME "_url_token")
  return size
}

# Of what is known by its own form; NAME is a pattern behind the name.
function size_of_known(before, hit, rest,    parts, size) {
  split(NAME, parts, " ")
  NAME = parts[1]
  if (before ~ /[A-Za-z0-9_]$/) return 0
  # Names of these are written in one case only.
  if (!match(hit rest, "^" parts[2])) return 0
  size = RLENGTH
  if (parts[4] != "" && size > parts[4]) return 0
  if (size < parts[3]) return 0
  if (NAME == "SENDGRID_API_KEY" && !is_dotted(substr(hit rest, 1, size), 2, 16, 16)) return 0
  if (NAME == "JWT" && !is_dotted(substr(hit rest, 1, size), 1, 11, 4)) return 0
  SKIP = -length(hit)
  return size
}
function is_dotted(s, at, first, second,    parts) {
  split(s, parts, ".")
  return length(parts[at]) >= first && length(parts[at + 1]) >= second
}

# Of a header: to the end of the quotes in which it stands, else one word.
function header_size(before, hit, rest,    own) {
  own = match(hit, /\\?["']$/) ? substr(hit, RSTART) : match(before, /\\?["']$/) ? substr(before, RSTART) : ""
  if (own == "") return word_size(rest, QUOTE, ESCAPED)
  return quote_size(rest, substr(own, length(own)), own == "\\\"")
}

function size_of_authorization(before, hit, rest,    scheme, size) {
  scheme = tolower(match(tolower(rest), /^(bearer|basic|token|digest|apikey)[ \t]+/) ? substr(rest, 1, RLENGTH) : "")
  if (hit ~ /=/ && scheme !~ /^(bearer|basic|token)/) return size_matched(rest, "^[^ \t\r\"'&,;]+")
  sub(/[A-Za-z0-9-]*$/, "", before)
  size = header_size(before, hit, substr(rest, length(scheme) + 1))
  if (scheme != "") {
    SKIP = length(scheme)
    sub(/[ \t]+$/, "", scheme)
    NAME = scheme == "bearer" || scheme == "token" ? "BEARER_TOKEN" : toupper(scheme) "_AUTH"
  }
  return size
}

function size_of_bearer(before, rest,    size) {
  if (before ~ /[A-Za-z0-9_]$/) return 0
  size = size_matched(rest, "^[A-Za-z0-9_.~+/=-]+")
  return size >= 20 || (size >= 12 && substr(rest, 1, size) ~ /[0-9]/) ? size : 0
}

function size_of_header(before, hit, rest,    header) {
  header = substr(hit, 1, size_matched(hit, "^[A-Za-z0-9-]+"))
  NAME = upper_snake(header)
  if (!(toupper(header) ~ /^(.*-)?(X-[A-Z-]*(KEY|TOKEN|SECRET)|API-?KEY|(PRIVATE|JOB)-TOKEN|SUBSCRIPTION-KEY)$/ && before !~ /[A-Za-z0-9_]$/) && before !~ /(^|[ \t])(-H|--header)[ \t=]*(\\?["'])?$/) return 0
  return header_size(before, hit, rest)
}

# Where a separator first stands in a word outside of substitutions, 0 where it does not.
function index_in_word(word, separator,    i, n) {
  n = length(word)
  for (i = 1; i <= n; i++) {
    if (substr(word, i, 1) == separator) return i
    if (substr(word, i, 2) ~ /^([$][({]|`)/) i += piece_size(substr(word, i)) - 1
  }
  return 0
}

# Of the part of a word behind a separator, without the quotes that end it.
function size_behind(rest, separator,    word, at, size, lead, tail) {
  word = substr(rest, 1, word_size(rest, QUOTE, ESCAPED))
  size = length(word)
  lead = tail = 0
  if (size && escaped_size(word) == size) lead = tail = 2
  else if (word ~ /^["']/) {
    lead = 1
    tail = piece_size(word) == size
    if (!tail && piece_size(word)) lead = 0
  }
  at = index_in_word(word, separator)
  if (at < (lead > 1 ? lead : 1) + 1) return 0
  if (substr(word, at + 1, 2) == "//") return 0
  SKIP += at
  return size - at - tail
}

# Of a short option of a tool that carries a credential.
#   option: what follows the first dash    unless: what then tells that no credential follows
#   separator: the credential is what follows it in the value
function tool_option(rest, option, unless, tools, name, separator,    size) {
  if (!match(rest, "^(" option ")") || (tools != "" && TOOLS !~ (" (" tools ") "))) return 0
  SKIP = RLENGTH
  if (unless != "" && substr(rest, SKIP + 1) ~ ("^(" unless ")")) size = 0
  else if (separator == "") size = word_size(substr(rest, SKIP + 1), QUOTE, ESCAPED)
  else size = size_behind(substr(rest, SKIP + 1), separator)
  NAME = name
  if (size < 1) SKIP = size = 0
  return size
}
function size_of_tool(rest,    size) {
  if (rest !~ /^([ABCEGHLNXcfinqrstvw]*p|[aAbhPUwx]|[0-6#BGIJLNORSZafgijklnpqsv]*[uU]|-(proxy-)?user|-cookie|-?auth)/) return 0
  if (TOOLS == " " && rest !~ /^-?auth/) return 0
  # mysql takes the value only when attached.
  if (size = tool_option(rest, "[ABCEGHLNXcfinqrstvw]*p", "[ \t\r]|[0-9.]+:[0-9]", "mysql[a-z0-9_]*|mariadb[a-z0-9_-]*|mycli", "MYSQL_PASSWORD", "")) return size
  if (size = tool_option(rest, "p(=|[ \t]*)", "-", "sshpass|mongo[a-z]*|ncftp[a-z0-9_]*|login", "PASSWORD", "")) return size
  if (size = tool_option(rest, "P[ \t]*", "-", "zip|unzip|sqlcmd|bcp|mosquitto_[a-z]*|ipmitool", "PASSWORD", "")) return size
  if (size = tool_option(rest, "h?p", "", "7z[ar]?|rar|unrar", "PASSWORD", "")) return size
  if (size = tool_option(rest, "[ax]p[ \t]+", "", "sendemail|swaks", "PASSWORD", "")) return size
  if (size = tool_option(rest, "a[ \t]+", "", "redis-cli", "REDIS_PASSWORD", "")) return size
  if (size = tool_option(rest, "w[ \t]*", "", "ldap[a-z0-9_]+", "LDAP_PASSWORD", "")) return size
  if (size = tool_option(rest, "[0-6#BGIJLNORSZafgijklnpqsv]*[uU][ \t]*|-(proxy-)?user([ \t]+|=)", "", "curl|wget|https?|xh|ab", "HTTP_PASSWORD", ":")) return size
  if (size = tool_option(rest, "[aAP][ \t]+", "", "https?|xh|ab", "HTTP_PASSWORD", ":")) return size
  if (size = tool_option(rest, "b[ \t]*|-cookie([ \t]+|=)", "", "curl", "COOKIE", "=")) return size
  if (size = tool_option(rest, "u[ \t]*", "", "lftp", "FTP_PASSWORD", ",")) return size
  if (size = tool_option(rest, "U[ \t]*|-user([ \t]+|=)", "", "smbclient|rpcclient|smbget", "SMB_PASSWORD", "%")) return size
  return tool_option(rest, "-?auth([ \t]+|=)", "", "", "HTTP_PASSWORD", ":")
}

# Of scott/tiger@orcl, of Oracle's tools.
function size_of_logon(rest,    size) {
  if (TOOLS !~ / (sqlplus|sqlldr|rman|expdp|impdp) /) return 0
  size = size_matched(rest, "^[^ \t\r\"'/@]+")
  return substr(rest, size + 1, 1) ~ /^[ \t\r"'@]?$/ && tolower(substr(rest, 1, size)) !~ /[.]sql$/ ? size : 0
}

function size_of_passphrase(rest,    quote) {
  SKIP = size_matched(rest, "^[\"']?pass:")
  if (!SKIP) return 0
  quote = substr(rest, 1, 1)
  if (quote == "\"" || quote == "'") return quote_size(substr(rest, SKIP + 1), quote, 0)
  return word_size(substr(rest, SKIP + 1), QUOTE, ESCAPED)
}

function size_of_parameter(hit, rest,    size) {
  NAME = substr(hit, 2, length(hit) - 2)
  size = size_matched(rest, "^[^ \t\r\"'&#]+")
  if (tolower(NAME) ~ /^(key|code)$/ && size < 20) size = 0
  NAME = upper_snake(NAME)
  return size
}

function is_harmless(name) {
  return name == "PWD" || name == "OLDPWD" || tolower(name) ~ /^no[_-]|(^|[^a-z])(by|com|sur|tres|under|over)pass$/
}
function is_switch(value) { return tolower(value) ~ /^(true|false|yes|no|null|none|nil)$/ }

function size_of_assignment(before, hit, rest,    word, size, value) {
  word = substr(hit, 1, length(hit) - 1)
  sub(/^[_.-]+/, "", word)
  if (is_harmless(word)) return 0
  size = word_size(rest, QUOTE, ESCAPED)
  # NAME and value are given to a command as a whole.
  if (QUOTE != "" && substr(before, length(before)) == QUOTE && before ~ /(^|[ \t])(-e|--env|env|export|--build-arg|declare|set)[ \t=]+["']$/) size = quote_size(rest, QUOTE, ESCAPED)
  value = substr(rest, 1, size)
  if (before ~ /[?&]$/ && index(value, "#")) size = index(value, "#") - 1
  NAME = upper_snake(word)
  return is_switch(value) ? 0 : size
}

function size_of_option(hit, rest,    word, size) {
  word = hit
  gsub(/^[ \t]+-*|[ \t]+$/, "", word)
  if ((hit !~ /^[ \t]+-/ && TOOLS !~ / (configure|config) /) || is_harmless(word)) return 0
  # -psecret is no name; -storepass is.
  if (hit ~ /^[ \t]+-[^-]/ && toupper(word) !~ ("^([A-Z0-9]+[_.-])*((SRC|DEST)?(STORE|KEY))?" WORD "$")) return 0
  if (rest ~ /^(-|id=)/) return 0
  # Of openssl: where the passphrase is.
  if (tolower(word) == "pass" && rest ~ /^["']?((pass|env|file|fd):|stdin)/) return 0
  size = word_size(rest, QUOTE, ESCAPED)
  NAME = upper_snake(word)
  return is_switch(substr(rest, 1, size)) ? 0 : size
}

function size_of_field(hit, rest,    word, is_quoted, size) {
  word = substr(hit, 1, size_matched(hit, "^[A-Za-z0-9_.-]+"))
  is_quoted = substr(hit, length(word) + 1) ~ /^\\?["']/
  NAME = upper_snake(word)
  if (is_harmless(word)) return 0
  if (rest ~ /^(\\?"|')/) {
    if (substr(rest, 1, 1) == QUOTE && !is_quoted) return 0
    if (rest ~ /^\\/) return word_size(rest, "", 0)
    size = piece_size(rest)
    if (!size) size = quote_size(rest, QUOTE, ESCAPED)
    return size ? size : length(rest)
  }
  size = size_matched(rest, "^[0-9][0-9][0-9][0-9]+")
  return is_quoted && size && substr(rest, size + 1, 1) ~ /^[ \t,}]$|^]$/ ? size : 0
}

# Of echo secret | sudo -S.
function size_of_input(before, rest,    size) {
  if (before ~ /[A-Za-z0-9_.-]$/) return 0
  SKIP = size_matched(rest, "^-[neE]+[ \t]+")
  size = word_size(substr(rest, SKIP + 1), QUOTE, ESCAPED)
  return substr(rest, SKIP + size + 1) ~ /^[ \t]*[|][ \t]*(([^|;&]*[\/ \t])?chpasswd|([^|;&]*[ \t])?(--password-stdin|--stdin|--passphrase-fd[ =]0|-pass(in)? stdin)|([^|;& ]*\/)?sudo[ \t]([^|;&]*[ \t])?-S)([ \t|;&]|$)/ ? size : 0
}

# Each question before a rule is only there to save time.
function mask_once(line,    upper) {
  upper = toupper(line)
  if (upper ~ /HOOKS[.]SLACK|DISCORD|WEBHOOK|TELEGRAM/) {
    line = after(line, "HTTPS://HOOKS[.]SLACK(-GOV)?[.]COM/(SERVICES|WORKFLOWS|TRIGGERS)/", "path", "SLACK_WEBHOOK")
    line = after(line, "HTTPS://([A-Z0-9_]+[.])?DISCORD(APP)?[.]COM/API/WEBHOOKS/", "path", "DISCORD_WEBHOOK")
    line = after(line, "HTTPS://(OUTLOOK[.]OFFICE(365)?[.]COM/WEBHOOK|[A-Z0-9_-]+[.]WEBHOOK[.]OFFICE[.]COM/WEBHOOKB2)/", "path", "TEAMS_WEBHOOK")
    line = after(line, "API[.]TELEGRAM[.]ORG/BOT[0-9]+:", "path", "TELEGRAM_TOKEN")
  }
  if (upper ~ /:\/\//) line = after(line, "[A-Z][A-Z0-9+.-]*://", "url")
  if (upper ~ /A(KI|SI)A|GH[POUSR]_|GITHUB_PAT_|GLPAT-|XOX|XAPP-|[RS]K_(LIVE|TEST)_|AIZA|SG[.]|NPM_|HV[BS][.]|SHP.._|AGE-SECRET|EYJ/) {
    # Name, form, least and most characters.
    line = after(line, "A(KI|SI)A", "known", "AWS_ACCESS_KEY_ID A(KI|SI)A[A-Z0-9]+ 20 20")
    line = after(line, "GH[POUSR]_|GITHUB_PAT_", "known", "GITHUB_TOKEN (gh[pousr]|github_pat)_[A-Za-z0-9_]+ 24")
    line = after(line, "GLPAT-", "known", "GITLAB_TOKEN glpat-[A-Za-z0-9_-]+ 22")
    line = after(line, "X(OX[ABEOPRS]|APP)-", "known", "SLACK_TOKEN x(ox[abeoprs]|app)-[A-Za-z0-9_-]+ 13")
    line = after(line, "[RS]K_(LIVE|TEST)_", "known", "STRIPE_KEY [rs]k_(live|test)_[A-Za-z0-9_]+ 16")
    line = after(line, "AIZA", "known", "GOOGLE_API_KEY AIza[A-Za-z0-9_-]+ 39")
    line = after(line, "SG[.]", "known", "SENDGRID_API_KEY SG[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+ 36")
    line = after(line, "NPM_", "known", "NPM_TOKEN npm_[A-Za-z0-9_]+ 40")
    line = after(line, "HV[BS][.]", "known", "VAULT_TOKEN hv[bs][.][A-Za-z0-9_-]+ 24")
    line = after(line, "SHP(AT|CA|PA|SS)_", "known", "SHOPIFY_TOKEN shp(at|ca|pa|ss)_[A-Za-z0-9_]+ 26")
    line = after(line, "AGE-SECRET-KEY-1", "known", "AGE_KEY AGE-SECRET-KEY-1[A-Za-z0-9_]+ 36")
    line = after(line, "EYJ", "known", "JWT eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]* 17")
  }
  if (upper ~ /AUTHORIZATION/) line = after(line, "AUTHORIZATION" QUOTES "[ \t]*[:=][ \t]*" QUOTES, "authorization", "AUTHORIZATION")
  if (upper ~ /BEARER/) line = after(line, "BEARER[ \t]+", "bearer", "BEARER_TOKEN")
  if (upper ~ /(KEY|TOKEN|SECRET|PASSWORD|AUTH|COOKIE)(\\?["'])?[ \t]*:/) line = after(line, "[A-Z0-9-]*(KEY|TOKEN|SECRET|PASSWORD|AUTH|COOKIE)" QUOTES "[ \t]*:[ \t]*" QUOTES, "header")
  if (upper ~ /[ \t]-[-0-9#A-Z]/) line = after(line, "[ \t]-", "tool")
  if (upper ~ /SQLPLUS|SQLLDR|RMAN|EXPDP|IMPDP/) line = after(line, "[ \t][\"']?[A-Z0-9_]+/", "logon", "ORACLE_PASSWORD")
  if (upper ~ /[ \t]-PASS/) line = after(line, "[ \t]-PASS(IN|OUT)?[ \t]+", "passphrase", "PASSPHRASE")
  if (upper ~ /[?&](SIG|X-AMZ|AUTH|KEY|CODE)/) line = after(line, "[?&](SIG|SIGNATURE|X-AMZ-SIGNATURE|AUTH|KEY|CODE)=", "parameter")
  if (upper ~ WORD) {
    line = after(line, "[A-Z0-9_.-]*" WORD "[0-9]*=", "assignment")
    line = after(line, "[ \t]-?-?[A-Z0-9_.-]*" WORD "[ \t]+", "option")
    line = after(line, "[A-Z0-9_.-]*" WORD QUOTES "[ \t]*(:|=>)[ \t]*", "field")
  }
  if (upper ~ /(ECHO|PRINTF)[ \t].*[|]/) line = after(line, "(ECHO|PRINTF)[ \t]+", "input", "STDIN_PASSWORD")
  return line
}

# One masked value can bring another into the reach of a rule.
function mask(line,    before, rest, round) {
  for (rest = line; match(rest, PLACEHOLDER); rest = substr(rest, RSTART + RLENGTH)) taken[substr(rest, RSTART + 10, RLENGTH - 13)] = 1
  do {
    before = line
    line = mask_once(before)
  } while (line != before && ++round < 9)
  return line
}

# In a setting cron takes blanks around `=`, and the whole rest of the line for the value.
function crontab_setting(line,    size, name, quote, value, tail, inner) {
  if (!match(line, /^[ \t]*#?[ \t]*("[^ \t\r=#"']+"|'[^ \t\r=#"']+'|[^ \t\r=#"']+)[ \t]*=[ \t]*/)) return ""
  size = RLENGTH
  name = substr(line, 1, size)
  gsub(/[ \t#="']/, "", name)
  value = substr(line, size + 1)
  tail = match(value, /[ \t\r]+$/) ? substr(value, RSTART) : ""
  value = substr(value, 1, length(value) - length(tail))
  if (value == "" || length(name) > 128 || mask_once(name "=x") == name "=x") return ""
  split("", names)
  split("", taken)
  quote = substr(value, 1, 1)
  quote = (quote == "\"" || quote == "'") && length(value) > 2 && substr(value, length(value)) == quote ? quote : ""
  inner = quote == "" ? value : substr(value, 2, length(value) - 2)
  if (inner ~ ("^" PLACEHOLDER "$") || value ~ /^[$][A-Za-z0-9_]+$/) return ""
  name = mask_once(name "=x")
  match(name, PLACEHOLDER)
  name = substr(name, RSTART, RLENGTH)
  return substr(line, 1, size) quote name quote tail
}

# Of a configuration: `key = value`, "NAME=a value" and NAME=a value, as systemd and supervisord write them.
function settings(line,    out, name, value, rest, at, end) {
  if (!(in_environment && line ~ /^[ \t]/) && match(line, /^[ \t]*[A-Za-z0-9_.-]+[ \t]*[=:][ \t]*/)) {
    name = substr(line, 1, RLENGTH)
    rest = substr(line, RLENGTH + 1)
    out = name
    gsub(/[ \t=:]/, "", name)
    in_environment = tolower(name) == "environment" || tolower(name) == "environments"
    if (is_secret(name) && rest != "") return out hide_all(rest, name)
    if (!in_environment) return line
    line = rest
  } else if (line !~ /^[ \t]/) {
    in_environment = 0
    return line
  } else {
    if (!in_environment) return line
    out = ""
  }
  while (match(line, /(^|[ \t,"'])[A-Za-z_][A-Za-z0-9_]*=/)) {
    at = RSTART + RLENGTH
    name = substr(line, RSTART, RLENGTH - 1)
    end = substr(name, 1, 1)
    gsub(/[^A-Za-z0-9_]/, "", name)
    out = out substr(line, 1, at - 1)
    line = substr(line, at)
    if (!is_secret(name)) continue
    if (end != "\"" && end != "'" && line ~ /^["']/) value = piece_size(line) ? substr(line, 1, piece_size(line)) : line
    else if (end == "\"" || end == "'") value = index(line, end) ? substr(line, 1, index(line, end) - 1) : line
    else if (out ~ /,|^[ \t]*[A-Za-z_][A-Za-z0-9_]*=$|environment/ && line ~ /,/) value = substr(line, 1, index(line, ",") - 1)
    else value = line
    line = substr(line, length(value) + 1)
    out = out hide_all(value, name)
  }
  return out line
}

function is_secret(name) {
  return toupper(name) ~ ("(^|[_.-])" WORD "[0-9]*$") && toupper(name) !~ /^(NO[_-].*|(OLD)?PWD)$/
}

# All of a value, whatever blanks it has; the quotes stay.
function hide_all(value, name,    quote, inner) {
  quote = value ~ /^["'].*["']$/ && length(value) > 1 ? substr(value, 1, 1) : ""
  inner = quote == "" ? value : substr(value, 2, length(value) - 2)
  if (inner == "" || is_reference(inner) || index(inner, "***MASKED:")) return value
  return quote placeholder(upper_snake(name), inner) quote
}

{
  # Nothing that cron takes is as long; to look through all of it may take hours.
  if (length($0) > 8192) $0 = substr($0, 1, 8192) " ***CUT***"
  if (in_key || $0 ~ /-----BEGIN [A-Z ]*PRIVATE KEY-----/) {
    was_in_key = in_key
    in_key = $0 !~ /-----END [A-Z ]*PRIVATE KEY-----/
    if (was_in_key) print "***MASKED:PRIVATE_KEY***"
    else print substr($0, 1, index($0, "-----BEGIN ") - 1) "***MASKED:PRIVATE_KEY***"
    next
  }
  if (toupper($0) !~ HINT) {
    # What goes on below may hold one.
    if (kind == "setting") settings($0)
    print
    next
  }
  split("", names)
  split("", taken)
  if (kind == "setting") $0 = settings($0)
  if (kind == "crontab" && (masked = crontab_setting($0)) != "") print masked
  else print mask($0)
}
AWK
mask() { awk -v kind="$1" -f "$out/.mask.awk"; }

# Of a log: the lines of cron, who used sudo for what, and what the kernel killed for want of memory. Of the
# first and the last line only the time, so that it is known which time the log covers; of others nothing.
cat >"$out/.log.awk" <<'AWK'
function head(line) {
  return match(line, /^(<[0-9]+>[0-9]? ?)?([A-Z][a-z][a-z]  ?[0-9]+ [0-9:.]+|[0-9]+-[0-9]+-[0-9]+T[^ ]+) [^ ]+ [^ :]+: ?/) ? substr(line, 1, RLENGTH) : ""
}
{
  start = head($0)
  program = start
  sub(/: ?$/, "", program)
  sub(/\[[0-9]*\]$/, "", program)
  sub(/^.*[ \/]/, "", program)
  kept = 0
  last = ""
  if (start == "") {
    # A hole in the log, unless it only says that a line was repeated.
    if ($0 !~ /last message|message repeated|-- MARK --/) { print "(no line of a log)"; kept = 1 }
  } else if (tolower(program) ~ /^(crond?|anacron|sudo)$/) { print; kept = 1 }
  else if (program == "kernel" && $0 ~ /Killed process [0-9]/) { print; kept = 1 }
  else if (NR == 1) { print start; kept = 1 }
  else last = start
}
END { if (!kept && last != "") print last }
AWK

# Whether a path is known not to be there: somebody who may not look does not know.
is_missing() {
  [ ! -e "$1" ] && [ ! -L "$1" ] || return 1
  case $1 in
    */*) parent=${1%/*} ;;
    *) return 1 ;;
  esac
  [ -n "$parent" ] || parent=/
  if [ -d "$parent" ]; then
    [ -r "$parent" ] && [ -x "$parent" ]
  else
    is_missing "$parent"
  fi
}

# take <path relative to the root> <crontab|setting|other>: 0 only where it is copied.
take() {
  source=$root/$1
  case $1 in
    *"$newline"*) was_not_read "${1%%"$newline"*}" 'its name holds a line break'; return 1 ;;
  esac
  if [ -d "$source" ]; then return 1; fi
  if [ ! -f "$source" ]; then was_not_read "$1" 'it is no file'; return 1; fi
  if [ ! -r "$source" ]; then was_not_read "$1" 'permission denied: run the script as root'; return 1; fi
  size=$(wc -c <"$source" | tr -d ' ')
  if [ "$size" -gt "$MAX_BYTES" ]; then was_not_read "$1" "it is larger than $MAX_BYTES bytes"; return 1; fi
  mkdir -p "$out/$(dirname "$1")"
  if ! mask "$2" <"$source" >"$out/$1"; then
    rm -f "$out/$1"
    was_not_read "$1" 'it could not be read to the end'
    return 1
  fi
  if grep '\*\*\*CUT\*\*\*$' "$out/$1" >/dev/null; then
    was_not_read "$1" 'a line of it is longer than 8192 characters and was cut'
    return 1
  fi
}

take_file() {
  if is_missing "$root/$1"; then was_read "$1"; return; fi
  if [ ! -e "$root/$1" ]; then was_not_read "$1" 'its folder cannot be looked into: run the script as root'; return; fi
  take "$1" "$2" && was_read "$1"
}

# Whether root may run each script of a folder. What a script says is not looked at.
take_scripts() {
  is_readable_folder "$1" || return 0
  was_read "$1"
  for found in "$root/$1"/* "$root/$1"/.[!.]*; do
    [ -f "$found" ] || continue
    name=$1/${found##*/}
    case $name in
      *"$newline"*) was_not_read "${name%%"$newline"*}" 'its name holds a line break'; continue ;;
    esac
    mkdir -p "$out/$1"
    : >"$out/$name"
    printf '%s %s\n' "$(ls -ldL "$found" | cut -c 1-10)" "$name" >>"$out/modes.txt"
  done
}

is_readable_folder() {
  if is_missing "$root/$1"; then was_read "$1"; return 1; fi
  [ -d "$root/$1" ] && [ -r "$root/$1" ] && [ -x "$root/$1" ] && return 0
  was_not_read "$1" 'permission denied: run the script as root'
  return 1
}

# Timers and services with their drop-ins, and by which names they are enabled.
# Of a package's services only those that a timer starts.
take_units() {
  is_readable_folder "$1" || return 0
  was_read "$1"
  for found in "$root/$1"/*; do
    name=$1/${found##*/}
    case $name in
      *.wants | *.requires)
        for link in "$found"/*.timer "$found"/*.service; do
          [ -e "$link" ] || [ -L "$link" ] || continue
          mkdir -p "$out/$name"
          : >"$out/$name/${link##*/}"
        done
        ;;
      *.timer.d | *.service.d)
        for link in "$found"/*.conf; do
          [ -e "$link" ] || [ -L "$link" ] || continue
          take "$name/${link##*/}" setting
        done
        ;;
      usr/lib/*.service | lib/*.service)
        case "$newline$started" in
          *"$newline${found##*/}$newline"*) take "$name" setting ;;
        esac
        ;;
      *.timer | *.service)
        if [ "$(readlink "$found" 2>/dev/null)" = /dev/null ]; then
          # Masked: systemd takes an empty file for the same.
          mkdir -p "$out/$1"
          : >"$out/$name"
        elif [ -L "$found" ] && [ ! -e "$found" ]; then
          : # A link to a unit that is gone starts nothing.
        else
          take "$name" setting
        fi
        ;;
    esac
  done
}

# said <file> <command> <argument>...: what a command of the host says.
said() {
  file=$1
  shift
  if "$@" >"$out/.said" 2>/dev/null </dev/null; then
    keep_said "$file"
  else
    rm -f "$out/.said"
    was_not_read "$file" "$* failed"
    return 1
  fi
}

keep_said() {
  if ! mask other <"$out/.said" >"$out/$1"; then
    rm -f "$out/.said" "$out/$1"
    was_not_read "$1" 'it could not be written to the end'
    return 1
  fi
  rm -f "$out/.said"
  if [ "$(wc -c <"$out/$1" | tr -d ' ')" -gt "$LOG_BYTES" ]; then
    head -c "$LOG_BYTES" "$out/$1" | sed '$d' >"$out/.said"
    mv "$out/.said" "$out/$1"
    was_not_read "$1" "only its first $LOG_BYTES bytes are taken"
  else
    was_read "$1"
  fi
}

has() { [ -z "$root" ] && command -v "$1" >/dev/null 2>&1; }

# Each file directly in a folder, hidden ones too.
take_folder() {
  is_readable_folder "$1" || return 0
  was_read "$1"
  for found in "$root/$1"/* "$root/$1"/.[!.]*; do
    [ -e "$found" ] || [ -L "$found" ] || continue
    take "$1/${found##*/}" "${2:-crontab}"
  done
}

# Lines of cron of one log file, unpacked; older ones of the log only while none was cut.
take_log() {
  name=$1
  plain=$name
  case $name in
    *.gz) unpack='gzip -dc'; plain=${name%.gz} ;;
    *.xz) unpack='xz -dc'; plain=${name%.xz} ;;
    *.bz2) unpack='bzip2 -dc'; plain=${name%.bz2} ;;
    *) unpack=cat ;;
  esac
  if [ ! -r "$root/$name" ]; then was_not_read "$name" 'permission denied: run the script as root'; return 1; fi
  mkdir -p "$out/var/log"
  if ! $unpack <"$root/$name" >"$out/.log" 2>/dev/null; then
    was_not_read "$name" "it could not be unpacked with $unpack"
    return 1
  fi
  if ! awk -f "$out/.log.awk" "$out/.log" >"$out/.kept" || ! mask other <"$out/.kept" >"$out/$plain"; then
    rm -f "$out/.log" "$out/.kept" "$out/$plain"
    was_not_read "$name" 'it could not be read to the end'
    return 1
  fi
  rm -f "$out/.log" "$out/.kept"
  if [ "$(wc -c <"$out/$plain" | tr -d ' ')" -gt "$LOG_BYTES" ]; then
    # The first line of the rest is a piece of one.
    tail -c "$LOG_BYTES" "$out/$plain" | sed 1d >"$out/.log"
    mv "$out/.log" "$out/$plain"
    return 1
  fi
}

take_logs() {
  if is_missing "$root/var/log"; then return; fi
  if [ ! -r "$root/var/log" ] || [ ! -x "$root/var/log" ]; then
    was_not_read var/log 'permission denied: run the script as root'
    return
  fi
  was_read var/log
  for log in cron.log cron syslog messages auth.log secure; do
    [ -f "$root/var/log/$log" ] || continue
    take_log "var/log/$log" || continue
    number=1
    while [ "$number" -le 60 ]; do
      rotated=
      for ending in '' .gz .xz .bz2; do
        [ -f "$root/var/log/$log.$number$ending" ] && rotated=var/log/$log.$number$ending
      done
      [ -n "$rotated" ] || break
      take_log "$rotated" || break
      number=$((number + 1))
    done
    dated=
    for found in "$root/var/log/$log"-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*; do
      [ -f "$found" ] && dated="${found##*/}$newline$dated"
    done
    # Newest first, since the names of a glob come oldest first.
    while [ -n "$dated" ]; do
      take_log "var/log/${dated%%"$newline"*}" || break
      dated=${dated#*"$newline"}
    done
  done
}

# cron's lines of the journal, where no file has them.
take_journal() {
  command -v journalctl >/dev/null 2>&1 || return 0
  for log in cron.log cron syslog messages; do
    [ ! -f "$out/var/log/$log" ] || ! grep -i 'cron' "$out/var/log/$log" >/dev/null || return 0
  done
  [ ! -e "$root/var/log/cron.log" ] || return 0
  set -- --no-pager -o short-iso --since=-30days SYSLOG_IDENTIFIER=CRON SYSLOG_IDENTIFIER=CROND SYSLOG_IDENTIFIER=crond SYSLOG_IDENTIFIER=cron SYSLOG_IDENTIFIER=anacron
  if [ -n "$root" ]; then
    [ -d "$root/var/log/journal" ] || return 0
    set -- -D "$root/var/log/journal" "$@"
  fi
  if ! journalctl "$@" >"$out/.said" 2>/dev/null </dev/null; then
    rm -f "$out/.said"
    was_not_read var/log/cron.log 'journalctl failed: run the script as root'
    return 0
  fi
  mkdir -p "$out/var/log"
  # `+0900` becomes `+09:00`; a line that begins with -- is none of the log.
  sed -e '/^-- /d' -e 's/^\([0-9T:-]*[+-][0-9][0-9]\)\([0-9][0-9]\) /\1:\2 /' "$out/.said" | mask other >"$out/.log"
  if [ "$(wc -c <"$out/.log" | tr -d ' ')" -gt "$LOG_BYTES" ]; then
    tail -c "$LOG_BYTES" "$out/.log" | sed 1d >"$out/.said"
    mv "$out/.said" "$out/.log"
  fi
  rm -f "$out/.said"
  if [ -s "$out/.log" ]; then mv "$out/.log" "$out/var/log/cron.log"; else rm -f "$out/.log"; fi
}

# Of process accounting: cron's own processes and what they started, each with its real time. Records of
# the kernel (acct_v3) have 64 bytes: the start in whole seconds, what it took
# in hundredths. Older kernels have no pid in them, which says nothing of a run.
cat >"$out/.acct.awk" <<'AWK'
function u32(at) { return b[at] + b[at + 1] * 256 + b[at + 2] * 65536 + b[at + 3] * 16777216 }
# The awk of busybox may know no powers.
function float32(at,    exponent, value) {
  exponent = (b[at + 3] % 128) * 2 + int(b[at + 2] / 128)
  if (exponent == 0) return 0
  value = 1 + ((b[at + 2] % 128) * 65536 + b[at + 1] * 256 + b[at]) / 8388608
  for (; exponent > 127; exponent--) value *= 2
  for (; exponent < 127; exponent++) value /= 2
  return value
}
function record(    i, name, start, pid, ppid, status, line, own, count) {
  if (b[1] != 3) { other++; return }
  name = ""
  for (i = 48; i < 64 && b[i] != 0; i++) name = name (b[i] > 32 && b[i] < 127 ? sprintf("%c", b[i]) : "?")
  start = u32(24)
  pid = u32(16)
  ppid = u32(20)
  # As a shell says it: 128 and the number of the signal that ended it.
  status = b[4] % 128 ? 128 + b[4] % 128 : b[5]
  line = sprintf("%d %.2f %d %d %d %d %s", start, float32(28) / 100, status, u32(8), pid, ppid, name)
  if (tolower(name) !~ /^(crond?|anacron|run-parts)$/) {
    # It ends before its parent, which may be cron: then cron's log knows its pid.
    delete started[pid]
    delete children[pid]
    if (children[ppid]++ < 8) started[ppid] = started[ppid] line "\n"
    return
  }
  count = split(started[pid], own, "\n")
  for (i = 1; i < count; i++) if (own[i] + 0 >= start - 1) print own[i]
  delete started[pid]
  delete children[pid]
  print line
}
{
  for (f = 1; f <= NF; f++) {
    b[n++] = $f
    if (n == 64) { record(); n = 0 }
  }
}
END { if (other) exit 9 }
AWK
take_accounting() {
  command -v od >/dev/null 2>&1 || { [ ! -d "$root/var/log/account" ] || was_not_read pacct.txt 'od is missing'; return 0; }
  for file in var/log/account/pacct var/account/pacct; do
    for found in "$root/$file.1" "$root/$file.1.gz" "$root/$file"; do
      [ -f "$found" ] || continue
      if [ ! -r "$found" ]; then was_not_read pacct.txt 'permission denied: run the script as root'; return 0; fi
      # The newest 100,000 records: od writes each byte as four characters.
      case $found in
        *.gz) gzip -dc "$found" 2>/dev/null ;;
        *) cat "$found" ;;
      esac | tail -c 6400000 | od -An -v -t u1 | awk -f "$out/.acct.awk" >>"$out/pacct.txt" || {
        was_not_read pacct.txt "${found#"$root/"} is written in a form that has no pid"
        [ -s "$out/pacct.txt" ] || rm -f "$out/pacct.txt"
        return 0
      }
    done
    [ -f "$out/pacct.txt" ] || continue
    if [ "$(wc -c <"$out/pacct.txt" | tr -d ' ')" -gt "$LOG_BYTES" ]; then
      # The first line of the rest is a piece of one.
      tail -c "$LOG_BYTES" "$out/pacct.txt" | sed 1d >"$out/.pacct"
      mv "$out/.pacct" "$out/pacct.txt"
    fi
    was_read pacct.txt
    return 0
  done
}

take_logins() {
  [ -f "$root/var/log/wtmp" ] || return 0
  command -v last >/dev/null 2>&1 || { was_not_read last.txt 'last is missing'; return 0; }
  if [ ! -r "$root/var/log/wtmp" ]; then was_not_read last.txt 'permission denied: run the script as root'; return 0; fi
  for options in '-F -w' -F -w ''; do
    # Several options, or none.
    # shellcheck disable=SC2086
    if last $options -f "$root/var/log/wtmp" >"$out/.said" 2>/dev/null </dev/null; then
      keep_said last.txt
      break
    fi
  done
  [ ! -f "$out/.said" ] || { rm -f "$out/.said"; was_not_read last.txt 'last failed'; }
  if has lastlog; then said lastlog.txt lastlog; fi
}

take_packages() {
  if [ -r "$root/var/lib/dpkg/status" ]; then
    awk '/^Package: /{ name = $2 } /^Status: /{ state = $2 " " $3 " " $4 } /^Version: /{ version = $2 } /^$/{ show() } END { show() }
      function show() { if (name != "") print name, version, state; name = version = state = "" }' "$root/var/lib/dpkg/status" >"$out/dpkg.txt"
    was_read dpkg.txt
  fi
  if has rpm && [ -d /var/lib/rpm ]; then said rpm.txt rpm -qa; fi
}

take_supervisorctl() {
  has supervisorctl || return 0
  # It answers with a status of its own where a program does not run.
  supervisorctl status >"$out/.said" 2>/dev/null </dev/null
  if grep -E '^[^ ]+ +(STOPPED|STARTING|RUNNING|BACKOFF|STOPPING|EXITED|FATAL|UNKNOWN)' "$out/.said" >/dev/null; then
    keep_said supervisorctl.txt
  else
    rm -f "$out/.said"
    was_not_read supervisorctl.txt 'supervisorctl status lists no program: does supervisord run, and may this user ask it?'
  fi
}

# The most memory that each resident process and each service had since it started, in KiB.
take_memory() {
  # A process may end meanwhile, which is nothing to tell of. Cut only what is masked: half a credential is none to see.
  grep '^VmHWM:' /proc/[0-9]*/status 2>/dev/null | sed -n 's/^\/proc\/\([0-9]*\)\/status:VmHWM:[^0-9]*\([0-9]*\) kB$/\1 \2/p' >"$out/.peaks"
  awk 'NR == FNR { kib[$1] = $2; next }
    $2 in kib { pid = $2; sub(/^ *[^ ]+ +[^ ]+ +/, ""); printf "process %d %d %s\n", kib[pid], pid, substr($0, 1, 500) }' "$out/.peaks" "$out/ps.txt" >"$out/.said"
  rm -f "$out/.peaks"
  for peak in /sys/fs/cgroup/system.slice/*.service/memory.peak /sys/fs/cgroup/memory/system.slice/*.service/memory.max_usage_in_bytes; do
    [ -r "$peak" ] || continue
    unit=${peak%/*}
    awk -v unit="${unit##*/}" '$1 ~ /^[0-9]+$/ { printf "service %d - %s\n", $1 / 1024, unit }' "$peak" 2>/dev/null
  done >>"$out/.said"
  keep_said memory.txt
  failed=$(cat /sys/fs/cgroup/memory/memory.failcnt 2>/dev/null)
  [ "${failed:-0}" = 0 ] || fact memory-limit-hits "$failed" /sys/fs/cgroup/memory/memory.failcnt
  killed=$(dmesg 2>/dev/null | grep -c -i 'out of memory: kill')
  if [ "${killed:-0}" -gt 0 ]; then
    fact oom-kills "$killed since the host started" dmesg
    fact last-oom-kill "$(dmesg 2>/dev/null | grep -i 'out of memory: kill' | tail -n 1)" dmesg
  fi
}

first_of() { sed -n '/./{p;q;}' "$root/$1" 2>/dev/null; }

timezone_of_host() {
  link=$(ls -ld "$root/etc/localtime" 2>/dev/null | sed -n 's/.*-> .*zoneinfo\///p')
  [ -n "$link" ] || link=$(first_of etc/timezone)
  [ -n "$link" ] || link=$(sed -n 's/^ZONE="\{0,1\}\([A-Za-z0-9_+\/-]*\)"\{0,1\} *$/\1/p' "$root/etc/sysconfig/clock" 2>/dev/null | sed 1q)
  case $link in
    posix/* | right/*) link=${link#*/} ;;
  esac
  # Written with a blank where a name has a line below.
  printf '%s' "$link" | tr ' ' '_'
}

cron_of_host() {
  flavour=
  version=
  if [ -f "$root/var/lib/dpkg/status" ]; then
    version=$(awk '/^Package: /{ own = $2 == "cron" } /^Status: /{ own = own && $NF == "installed" } own && /^Version: /{ print $2; exit }' "$root/var/lib/dpkg/status")
    [ -z "$version" ] || flavour=debian
  fi
  if [ -z "$flavour" ] && [ -z "$root" ] && command -v rpm >/dev/null 2>&1; then
    version=$(rpm -q --qf '%{VERSION}' cronie 2>/dev/null) && flavour=cronie || version=
  fi
  running=null
  if [ -s "$out/ps.txt" ]; then
    # The daemon itself: its children have the same name and prove nothing less.
    if awk 'NR > 1 { sub(/^.*\//, "", $3); if ($3 == "cron" || $3 == "crond" || $3 == "CRON") found = 1 } END { exit !found }' "$out/ps.txt"; then
      running=true
    else
      running=false
    fi
  fi
  if [ -z "$flavour" ]; then
    echo null
  else
    printf '{ "flavour": "%s", "version": ' "$flavour"
    printf '%s' "$version" | json
    printf ', "running": %s }\n' "$running"
  fi
}

take_file etc/crontab crontab
take_folder etc/cron.d
take_folder var/spool/cron
take_folder var/spool/cron/crontabs
take_file etc/anacrontab crontab
for period in hourly daily weekly monthly; do take_scripts "etc/cron.$period"; done
# /lib is often a link to /usr/lib: once is enough.
started=$(for timer in "$root"/etc/systemd/system/*.timer "$root"/lib/systemd/system/*.timer "$root"/usr/lib/systemd/system/*.timer; do
  [ -f "$timer" ] || continue
  timer_name=${timer##*/}
  printf '%s\n' "${timer_name%.timer}.service"
  sed -n 's/^Unit *= *//p' "$timer" 2>/dev/null
done)$newline
take_units etc/systemd/system
[ -L "$root/lib" ] || take_units lib/systemd/system
take_units usr/lib/systemd/system
take_file etc/supervisord.conf setting
take_file etc/supervisor/supervisord.conf setting
take_folder etc/supervisor/conf.d setting
take_folder etc/supervisord.d setting
for release in os-release lsb-release system-release redhat-release issue timezone sysconfig/clock; do
  take_file "etc/$release" other
done
# A mounted disk does not know the memory of its host.
[ -n "$root" ] || [ ! -r /proc/meminfo ] || take_file proc/meminfo other
[ -n "$root" ] || [ ! -r /proc/version ] || take_file proc/version other

printf '%s' "$extra" | while IFS= read -r file; do
  case $file in
    *..*) was_not_read "$file" 'write the path without ..' ;;
    /*) take_file "${file#/}" other ;;
    *) was_not_read "$file" 'write the whole path, from /' ;;
  esac
done

if [ -n "$root" ]; then
  was_not_read ps.txt 'a mounted disk has no processes'
elif ps -eww -o user,pid,args >"$out/.ps" 2>/dev/null || ps -o user,pid,args >"$out/.ps" 2>/dev/null; then
  if mask other <"$out/.ps" >"$out/ps.txt"; then
    was_read ps.txt
  else
    rm -f "$out/ps.txt"
    was_not_read ps.txt 'it could not be written to the end'
  fi
else
  was_not_read ps.txt 'ps does not know the options -eww -o user,pid,args'
fi
rm -f "$out/.ps"

take_logs
take_journal
take_accounting
take_logins
take_packages
if has systemctl && [ -d /run/systemd/system ]; then
  said systemctl-timers.txt systemctl list-timers --all --no-pager --full
  said systemctl-unit-files.txt systemctl list-unit-files --no-pager --full
  said systemctl-units.txt systemctl list-units --type=service --all --no-pager --full
fi
take_supervisorctl
[ ! -f "$out/ps.txt" ] || take_memory

if [ -n "$tools" ]; then
  was_read tools
  printf '%s' "$tools" | while IFS= read -r tool; do
    path=${tool#*=}
    startable=false
    [ -f "$root$path" ] && [ -x "$root$path" ] && startable=true
    {
      printf '{ "name": '
      printf '%s' "${tool%%=*}" | json
      printf ', "path": '
      printf '%s' "$path" | json
      printf ', "startable": %s }\n' "$startable"
    } >>"$out/.tools"
  done
fi

if [ ! -f "$out/etc/os-release" ]; then
  for release in etc/system-release etc/redhat-release etc/debian_version; do
    value=$(first_of "$release")
    if [ -n "$value" ]; then fact os "$value" "/$release"; break; fi
  done
fi
if [ -z "$root" ]; then
  fact kernel "$(uname -sr)" 'uname -sr'
  fact tls "$(openssl version 2>/dev/null)" 'openssl version'
fi

# list <file of JSON values, one in each line>
list() { awk '{ printf "%s\n    %s", (NR > 1 ? "," : ""), $0 } END { if (NR) printf "\n  " }' "$1"; }
zone=$(timezone_of_host)
{
  printf '{\n  "host": '
  printf '%s' "$host" | json
  # A folder that is only copied may be given its server's name later.
  if [ -n "$named$member$url" ]; then printf ',\n  "server": "%s"' "$server"; fi
  if [ -n "$member" ]; then printf ',\n  "member": "%s"' "$member"; fi
  printf ',\n  "capturedAt": "%s",\n  "collector": "capture-inventory.sh 2",\n  "cron": %s,\n  "timezone": ' "$captured_at" "$(cron_of_host)"
  if [ -n "$zone" ]; then printf '%s' "$zone" | json; else printf null; fi
  printf ',\n  "read": [%s],\n  "notRead": [%s],\n  "facts": [%s],\n  "tools": [%s]\n}\n' \
    "$(list "$out/.read")" "$(list "$out/.not-read")" "$(list "$out/.facts")" "$(list "$out/.tools")"
} >"$out/capture.json"
missed=$(wc -l <"$out/.not-read" | tr -d ' ')
rm -f "$out/.read" "$out/.not-read" "$out/.facts" "$out/.tools" "$out"/.*.awk

mv "$out" "$final" || fail "$final cannot be written"
trap - 0
printf '%s\n' "$final"
if [ "$missed" -gt 0 ]; then
  printf 'capture-inventory: %s places could not be read and count as not seen; see notRead in capture.json\n' "$missed" >&2
fi
if [ -n "$url" ]; then
  captured=$final
  send "$final"
fi
