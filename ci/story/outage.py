"""For how long an API server is away, as the server itself sees it: nobody's connection is in between."""
import contextlib

LOG = "/run/outage-probe"
# Four times a second, without a login: that it is asked for one is an answer. k3s itself says 503 until its API server is there.
PROBE = f"""
rm -f {LOG}
systemd-run --quiet --collect --unit=outage-probe /bin/bash -c '
  while :; do
    case $(curl -sk -o /dev/null -w %{{http_code}} --max-time 1 https://127.0.0.1:6443/livez) in
      200|401|403) date +%s.%N >>{LOG} ;;
    esac
    sleep 0.25
  done'
"""


class Outage:
    seconds = 0.0


@contextlib.contextmanager
def watched(server):
    """Tells afterwards the longest time without an answer, from the first answer to the last one."""
    server.ssh(f"sudo sh -c {quoted(PROBE)}")
    outage = Outage()
    try:
        yield outage
    finally:
        server.ssh(f"sudo systemctl stop outage-probe; test -s {LOG}")
        outage.seconds = longest_gap(server.ssh(f"cat {LOG}"))


def longest_gap(answers):
    times = [float(line) for line in answers.split()]
    return max((later - earlier for earlier, later in zip(times, times[1:])), default=0.0)


def quoted(script):
    return "'" + script.replace("'", "'\\''") + "'"
