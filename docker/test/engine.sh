# shellcheck shell=bash
# A Docker engine for the tests: the one that answers, or one of their own, with its own socket and data below $work.
# Sets DOCKER_HOST where it starts one; stop_engine ends that one. Needs: fail, $work.

start_engine() {
  if docker info >/dev/null 2>&1; then
    echo "engine: $(docker version --format '{{.Server.Version}}'), already running"
    return
  fi
  [ "$(id -u)" = 0 ] || fail "expected a running Docker engine, or root to start one"
  command -v dockerd >/dev/null || fail "expected a running Docker engine or the command dockerd, found neither; install docker.io"
  export DOCKER_HOST="unix://$work/docker.sock"
  dockerd --host "$DOCKER_HOST" --data-root "$work/engine" --exec-root "$work/engine-run" --pidfile "$work/dockerd.pid" \
    >"$work/dockerd.log" 2>&1 &
  engine=$!
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && break
    kill -0 "$engine" 2>/dev/null || { tail -5 "$work/dockerd.log" >&2; fail "dockerd ended"; }
    sleep 1
  done
  docker info >/dev/null 2>&1 || { tail -5 "$work/dockerd.log" >&2; fail "dockerd does not answer"; }
  echo "engine: $(docker version --format '{{.Server.Version}}'), started"
}

stop_engine() {
  [ -z "${engine:-}" ] || { kill "$engine" && wait "$engine"; } 2>/dev/null || true
}
