# shellcheck shell=bash
# A Docker engine for the tests: the one that answers, or one of their own, with its own socket and data below $work, which ends with them.
# Sets DOCKER_HOST where it starts one; stop_engine ends that one. Needs: fail, $work.

# Ends with exit code 3: there is no engine, and none can be started here.
no_engine() {
  echo "test-compose: needs a running Docker engine, or to start one: $*" >&2
  exit 3
}

start_engine() {
  if docker info >/dev/null 2>&1; then
    echo "engine: $(docker version --format '{{.Server.Version}}'), already running"
    return
  fi
  [ "$(id -u)" = 0 ] || no_engine "expected root"
  command -v dockerd >/dev/null || no_engine "expected the command dockerd; install docker.io"
  export DOCKER_HOST="unix://$work/docker.sock"
  setpriv --pdeathsig TERM dockerd --host "$DOCKER_HOST" --data-root "$work/engine" --exec-root "$work/engine-run" \
    --pidfile "$work/dockerd.pid" >"$work/dockerd.log" 2>&1 &
  engine=$!
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && break
    kill -0 "$engine" 2>/dev/null || no_engine "dockerd ended: $(tail -2 "$work/dockerd.log")"
    sleep 1
  done
  docker info >/dev/null 2>&1 || no_engine "dockerd does not answer: $(tail -2 "$work/dockerd.log")"
  echo "engine: $(docker version --format '{{.Server.Version}}'), started"
}

stop_engine() {
  [ -z "${engine:-}" ] || { kill "$engine" && wait "$engine"; } 2>/dev/null || true
}

# build_image ARGUMENT...: docker build by BuildKit. Newer clients need a plugin for it, which the one of Debian's docker.io has built in.
build_image() {
  local client=docker
  docker buildx version >/dev/null 2>&1 || [ ! -x /usr/bin/docker ] || client=/usr/bin/docker
  DOCKER_BUILDKIT=1 "$client" build -q "$@"
}
