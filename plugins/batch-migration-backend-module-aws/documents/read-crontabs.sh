# Prints the crontabs of this host for Batch Migration. Run by Systems Manager
# as the document read-crontabs.json, which holds these lines. It takes no
# parameter, writes nothing, opens no connection, and masks what looks like a
# credential. Each line that it prints has a number, so that none can be lost
# or doubled on the way without being missed.
set -u
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
MAX_BYTES=262144

# As scripts/capture-inventory.sh masks. The program comes by descriptor 3:
# standard input is the file, and nothing is written to the disk.
mask() {
  awk -v kind="$1" -f /dev/fd/3 3<<'AWK'
BEGIN {
  WORD = "(PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PASS|PWD|PW|SECRET|TOKEN|API[_-]?KEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|PRIVATE[_-]?KEY|ENCRYPTION[_-]?KEY|SIGNING[_-]?KEY|MASTER[_-]?KEY|AUTH[_-]?KEY|SECRET[_-]?KEY[_-]?BASE|CREDENTIALS?)"
  # Most lines hold nothing; this finds out at once.
  HINT = WORD "|://|AKIA|ASIA|GH[POUSR]_|GITHUB_PAT_|GLPAT-|XOX|XAPP-|[RS]K_(LIVE|TEST)_|AIZA|SG[.]|NPM_|EYJ|AUTHORIZATION|BEARER|X-[A-Z-]*(KEY|TOKEN|SECRET)|API-KEY|[ \t]-[A-Z]*[UPAW]|--(PROXY-)?USER|-----BEGIN"
}

# The shell word at the start of s, with its quotes; an unfinished quote is none.
function value_of(s,    c, i, n) {
  c = substr(s, 1, 1)
  n = length(s)
  if (substr(s, 1, 2) == "\\\"") {
    # A quote within quotes.
    i = index(substr(s, 3), "\\\"")
    if (i > 0 && substr(s, 3, i - 1) !~ /["\\]/) return substr(s, 1, i + 3)
  }
  if (c == "\"") {
    for (i = 2; i <= n; i++) {
      if (substr(s, i, 1) == "\\") i++
      else if (substr(s, i, 1) == "\"") return substr(s, 1, i)
    }
  } else if (c == "'" || c == "`") {
    i = index(substr(s, 2), c)
    if (i > 0) return substr(s, 1, i + 1)
  } else if (substr(s, 1, 2) == "$(") {
    i = index(s, ")")
    if (i > 0) return substr(s, 1, i)
  }
  if (c == "\"" || c == "'") {
    # Open to the end of the line: all of it, rather than a piece of a credential.
    return s
  }
  return match(s, /^[^ \t"'|&;<>()]+/) ? substr(s, 1, RLENGTH) : ""
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

# A value that another place holds, such as $TOKEN or $(cat token).
function is_reference(secret) {
  return secret ~ /^(\\?")?([$][A-Za-z0-9_]+|[$][{][A-Za-z0-9_]+[}]|[$][(].*[)]|`.*`|%[A-Za-z0-9_]+%)(\\?")?$/
}

# A value as it is written, its credential masked.
function hide(value, name,    quote, inner, text, i, c, piece) {
  quote = ""
  inner = value
  if (value ~ /^["']/) {
    quote = substr(value, 1, 1)
    inner = substr(value, 2)
    if (substr(inner, length(inner), 1) == quote) inner = substr(inner, 1, length(inner) - 1)
  }
  if (inner == "" || (quote != "'" && is_reference(inner)) || index(inner, "***MASKED:")) return value
  if (kind == "crontab" && inner ~ /(^|[^\\])%/) {
    text = ""
    piece = ""
    for (i = 1; i <= length(inner) + 1; i++) {
      c = substr(inner, i, 1)
      if (c == "" || (c == "%" && substr(piece, length(piece), 1) != "\\")) {
        if (piece != "") text = text placeholder(name, piece)
        text = text c
        piece = ""
      } else piece = piece c
    }
    return quote text quote
  }
  return quote placeholder(name, inner) quote
}

# Whether one of these tools stands before, in the same command.
function is_command(before, tool,    part, i) {
  part = before
  while ((i = match(part, /[|;]|&&/)) > 0) part = substr(part, i + RLENGTH)
  return match(part, "(^|[^A-Za-z0-9_])(" tool ")([^A-Za-z0-9_]|$)") > 0
}

# Masks each match of a pattern that is a word of its own.
function whole(line, re, name,    out, hit) {
  out = ""
  while (match(line, re)) {
    hit = substr(line, RSTART, RLENGTH)
    out = out substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    out = out (out ~ /[A-Za-z0-9_]$/ ? hit : placeholder(name, hit))
  }
  return out line
}

# Masks what follows each match of a pattern, found without regard to case.
#   rule: how the name and the end of the value are told
function after(line, re, rule, name,    out, hit, at, size, before, value, rest, edge, word, masked) {
  out = ""
  while (match(toupper(line), re)) {
    at = RSTART
    size = RLENGTH
    before = out substr(line, 1, at - 1)
    hit = substr(line, at, size)
    rest = substr(line, at + size)
    value = ""
    word = name
    if (rule == "url") {
      value = match(rest, /^[^ \t@\/'"]+@/) ? substr(rest, 1, RLENGTH - 1) : ""
      match(hit, /^[A-Za-z][A-Za-z0-9+.-]*/)
      word = upper_snake(substr(hit, 1, RLENGTH) "_url_password")
    } else if (rule == "path") {
      value = match(rest, /^[A-Za-z0-9_\/+-]+/) ? substr(rest, 1, RLENGTH) : ""
    } else if (rule == "authorization") {
      value = match(rest, /^[^ \t"',;]+/) ? substr(rest, 1, RLENGTH) : ""
      if (match(toupper(hit), /(BEARER|BASIC|TOKEN|DIGEST|APIKEY)[ \t]+$/)) {
        word = toupper(substr(hit, RSTART, RLENGTH))
        gsub(/[ \t]/, "", word)
        word = word == "BEARER" || word == "TOKEN" ? "BEARER_TOKEN" : word "_AUTH"
      }
    } else if (rule == "bearer") {
      value = match(rest, /^[A-Za-z0-9_.~+\/=-]+/) ? substr(rest, 1, RLENGTH) : ""
      if (length(value) < 12) value = ""
    } else if (rule == "header") {
      value = match(rest, /^[^ \t"']+/) ? substr(rest, 1, RLENGTH) : ""
      match(hit, /^[A-Za-z-]+/)
      word = upper_snake(substr(hit, 1, RLENGTH))
    } else if (rule == "user") {
      value = match(rest, /^[^ \t"']+/) ? substr(rest, 1, RLENGTH) : ""
      if (value ~ /^\/\// || !is_command(before, "curl|wget|https?|lftp|ab")) value = ""
    } else if (rule == "mysql") {
      if (is_command(before, "mysql[A-Za-z0-9_]*|mariadb|mycli")) value = value_of(rest)
    } else if (rule == "p") {
      if (is_command(before, "sshpass|mongo(sh|dump|restore|export|import)?")) value = value_of(rest)
    } else if (rule == "a") {
      if (is_command(before, "redis-cli")) value = value_of(rest)
    } else if (rule == "w") {
      if (is_command(before, "ldap[A-Za-z0-9_]+")) value = value_of(rest)
    } else if (rule == "openssl") {
      value = match(rest, /^[^ \t]+/) ? substr(rest, 1, RLENGTH) : ""
    } else if (rule == "assignment") {
      value = value_of(rest)
      word = substr(hit, 1, length(hit) - 1)
      sub(/^[_.-]+/, "", word)
      edge = substr(before, length(before), 1)
      if (word == "PWD" || word == "OLDPWD" || toupper(word) ~ /^NO[_-]/) value = ""
      if ((edge == "?" || edge == "&") && index(value, "#")) value = substr(value, 1, index(value, "#") - 1)
      word = upper_snake(word)
    } else if (rule == "option") {
      word = hit
      gsub(/^[ \t]+-+|[ \t]+$/, "", word)
      if (rest !~ /^-/ && toupper(word) !~ /^NO-/) value = value_of(rest)
      word = upper_snake(word)
      if (value == "") {
        # The blank may begin the next option.
        rest = substr(hit, length(hit)) rest
        hit = substr(hit, 1, length(hit) - 1)
      }
    } else if (rule == "field") {
      value = rest ~ /^["']/ && (hit ~ /^["']/ || before !~ /[A-Za-z0-9_]$/) ? value_of(rest) : ""
      word = hit
      sub(/["']?[ \t]*(:|=>)[ \t]*$/, "", word)
      sub(/^["']/, "", word)
      word = upper_snake(word)
    }
    masked = value == "" ? "" : hide(value, word)
    out = before hit masked
    line = substr(rest, length(value) + 1)
  }
  return out line
}

function mask(line) {
  line = after(line, "HTTPS://HOOKS[.]SLACK(-GOV)?[.]COM/(SERVICES|WORKFLOWS|TRIGGERS)/", "path", "SLACK_WEBHOOK")
  line = after(line, "HTTPS://([A-Z0-9_]+[.])?DISCORD(APP)?[.]COM/API/WEBHOOKS/", "path", "DISCORD_WEBHOOK")
  line = after(line, "[A-Z][A-Z0-9+.-]*://[^ \t:@/'\"]*:", "url")
  line = whole(line, "(AKIA|ASIA)[A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9][A-Z0-9]", "AWS_ACCESS_KEY_ID")
  line = whole(line, "(gh[pousr]_|github_pat_)[A-Za-z0-9_]+", "GITHUB_TOKEN")
  line = whole(line, "glpat-[A-Za-z0-9_-]+", "GITLAB_TOKEN")
  line = whole(line, "(xox[abeoprs]|xapp)-[A-Za-z0-9_-]+", "SLACK_TOKEN")
  line = whole(line, "[rs]k_(live|test)_[A-Za-z0-9_]+", "STRIPE_KEY")
  line = whole(line, "AIza[A-Za-z0-9_-]+", "GOOGLE_API_KEY")
  line = whole(line, "SG[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+", "SENDGRID_API_KEY")
  line = whole(line, "npm_[A-Za-z0-9]+", "NPM_TOKEN")
  line = whole(line, "eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*", "JWT")
  line = after(line, "AUTHORIZATION[\"']?[ \t]*[:=][ \t]*[\"']?((BEARER|BASIC|TOKEN|DIGEST|APIKEY)[ \t]+)?", "authorization", "AUTHORIZATION")
  line = after(line, "BEARER[ \t]+", "bearer", "BEARER_TOKEN")
  line = after(line, "(X-[A-Z-]*(KEY|TOKEN|SECRET)|API-KEY|PRIVATE-TOKEN)[ \t]*:[ \t]*", "header")
  line = after(line, "[ \t](-[A-Z]*U[ \t]*|--(PROXY-)?USER[ \t=]+)[\"']?[^ \t:\"'$/]+:", "user", "HTTP_PASSWORD")
  line = after(line, "[ \t]-P", "mysql", "MYSQL_PASSWORD")
  line = after(line, "[ \t]-P[ \t]*", "p", "PASSWORD")
  line = after(line, "[ \t]-A[ \t]+", "a", "REDIS_PASSWORD")
  line = after(line, "[ \t]-W[ \t]*", "w", "LDAP_PASSWORD")
  line = after(line, "[ \t]-PASS(IN|OUT)?[ \t]+PASS:", "openssl", "PASSPHRASE")
  line = after(line, "[A-Z0-9_.-]*" WORD "[0-9]*=", "assignment")
  line = after(line, "[ \t]--?([A-Z0-9]+[_-])*" WORD "[ \t]+", "option")
  line = after(line, "[\"']?([A-Z0-9]+[_-])*" WORD "[\"']?[ \t]*(:|=>)[ \t]*", "field")
  return line
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
    print
    next
  }
  split("", names)
  split("", taken)
  print mask($0)
}
AWK
}

say() { printf '%s\n' "$1" | tr '\000-\011\013-\037\177' ' '; }

# show <path> <kind>
show() {
  if [ ! -r "/$1" ]; then
    say "unread $1 it may not be read"
  elif [ "$(wc -c <"/$1")" -gt "$MAX_BYTES" ]; then
    say "unread $1 it is larger than $MAX_BYTES bytes"
  else
    say "begin $1"
    mask "$2" <"/$1" | sed 's/^/=/'
    say "end $1"
    if awk '8192 < length($0) { found = 1 } END { exit !found }' "/$1"; then
      say "unread $1 a line of it is longer than 8192 characters and was cut"
    fi
  fi
}

file() {
  if [ -f "/$1" ]; then show "$1" "$2"; fi
  say "read $1"
}

# Only the files directly below: what is further down cron does not read.
folder() {
  if [ -d "/$1" ] && ! ls "/$1" >/dev/null 2>&1; then
    say "unread $1 the folder may not be read"
    return
  fi
  for path in "/$1"/*; do
    [ -f "$path" ] || continue
    name=${path##*/}
    case $name in
      *[!A-Za-z0-9_.@-]*) say "unread $1 a file in it has a name that cannot be told" ;;
      *) show "$1/$name" crontab ;;
    esac
  done
  say "read $1"
}

cron_of_host() {
  running=unknown
  if processes=$(ps -e -o comm= 2>/dev/null); then
    running=stopped
    for process in $processes; do
      case ${process##*/} in cron | crond) running=running ;; esac
    done
  fi
  version=
  if [ -f /var/lib/dpkg/status ]; then
    version=$(awk '/^Package: /{ own = $2 == "cron" } /^Status: /{ own = own && $NF == "installed" } own && /^Version: /{ print $2; exit }' /var/lib/dpkg/status)
  fi
  if [ -n "$version" ]; then
    say "cron debian $version $running"
  elif version=$(rpm -q --qf '%{VERSION}' cronie 2>/dev/null); then
    say "cron cronie $version $running"
  fi
}

zone_of_host() {
  zone=$(sed 1q /etc/timezone 2>/dev/null)
  [ -n "$zone" ] || zone=$(readlink /etc/localtime 2>/dev/null | sed -n 's|^.*zoneinfo/||p')
  [ -n "$zone" ] || zone=$(sed -n 's/^ZONE="\{0,1\}\([A-Za-z0-9_+\/-]*\)"\{0,1\} *$/\1/p' /etc/sysconfig/clock 2>/dev/null | sed 1q)
  [ -z "$zone" ] || say "zone $zone"
}

{
  say "capture 1 $(uname -n)"
  cron_of_host
  zone_of_host
  file etc/crontab crontab
  folder etc/cron.d
  folder var/spool/cron
  folder var/spool/cron/crontabs
  file etc/os-release other
  file proc/meminfo other
  say "complete"
} 2>/dev/null | awk '{ printf "%d|%s\n", NR, $0 }'
