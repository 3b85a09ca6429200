# Owns one process of a step. Started by the worker as: sh -c SCRIPT millrace-guard FOLDER MARKER COMMAND...
#
# Standard input is a pipe that only the worker holds open. Lines on it are requests (int, term, kill); its end means
# that the worker is gone. Either way nothing that carries MARKER (NAME=value) in its environment survives.
# FOLDER receives: pid (the process), end ("exit N" or "signal N").

folder=$1
marker=$2
shift 2
child_path=$PATH
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH

# Traps and not ignored signals: what is ignored here would stay ignored in the process.
trap : HUP INT TERM

# 3: requests. 4 and 5: the process's own output. 2: what this shell itself says, see below.
exec 3<&0 4>&1 5>&2 </dev/null >/dev/null 2>"$folder/said"

# Everything that carries the marker, wherever it moved. The guard itself does not: its environment lacks it.
marked() {
  for file in $(grep -lsF -- "$marker" /proc/[0-9]*/environ); do
    file=${file#/proc/}
    echo "${file%/environ}"
  done
}

signal_all() {
  kill -s "$1" -- "-$pid"
  for one in $(marked); do kill -s "$1" "$one"; done
}

await_pid() {
  tries=0
  while ! [ -s "$folder/pid" ] && [ $tries -lt 100 ]; do
    sleep 0.05
    tries=$((tries + 1))
  done
  read -r pid <"$folder/pid"
}

(
  exec <&3 3<&- 4>&- 5>&- 2>/dev/null
  await_pid
  request=
  while read -r request; do
    case $request in
      int) kill -s INT -- "-$pid" ;;
      term) signal_all TERM ;;
      kill) break ;;
    esac
  done
  if [ "$request" != kill ]; then
    # The worker is gone: two seconds to end well.
    signal_all TERM
    tries=0
    while [ -n "$(marked)" ] && [ $tries -lt 20 ]; do
      sleep 0.1
      tries=$((tries + 1))
    done
  fi
  signal_all KILL
  while [ -n "$(marked)" ]; do
    sleep 0.1
    signal_all KILL
  done
) &
reader=$!

# A worker that was started in the background of a script ignores SIGINT, and so would everything below it; a shell cannot
# take that back, env can where it is GNU's.
plain=
if env --default-signal=INT true 2>/dev/null; then
  plain='env --default-signal=HUP,INT,QUIT,TERM'
fi

# The new shell writes its own id, which it keeps through setsid and exec. No redirection stands at this command itself:
# a shell says to its own standard error when a signal ended a command, and that is how the two ends are told apart.
$plain setsid sh -c '
  folder=$1 marker=$2 PATH=$3
  shift 3
  exec 2>/dev/null
  echo $$ >"$folder/pid.new" && mv "$folder/pid.new" "$folder/pid"
  export PATH "$marker"
  unset folder marker
  exec "$@" >&4 2>&5 3<&- 4>&- 5>&-' millrace-start "$folder" "$marker" "$child_path" "$@"
code=$?

said=$(cat "$folder/said")
exec 2>/dev/null
kill -s KILL $reader

# Shells are silent about SIGINT and SIGPIPE, and bash about SIGTERM.
case $code in
  130 | 141) said=signal ;;
  143) said=$said$BASH_VERSION ;;
esac
if [ "$code" -gt 128 ] && [ -n "$said" ]; then
  echo "signal $((code - 128))" >"$folder/end"
else
  echo "exit $code" >"$folder/end"
fi

# What the process left behind. The group only once a round: zombies that nobody collects stay in it.
await_pid
signal_all KILL
rounds=0
while [ -n "$(marked)" ] && [ $rounds -lt 100 ]; do
  signal_all KILL
  sleep 0.05
  rounds=$((rounds + 1))
done
exit 0
