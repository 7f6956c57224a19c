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
  if (kind == "crontab" && (masked = crontab_setting($0)) != "") print masked
  else print mask($0)
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
