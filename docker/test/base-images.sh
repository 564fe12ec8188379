# shellcheck shell=bash
# Stand-ins for the public images that docker/Dockerfile and docker/compose.yaml name, made from Debian packages, the unmodified Flink
# of AFFECT_FLINK and Kafka's own jars: same paths, users, commands and environment. Needs: fail, $work, $cache, $dist, build_image, a
# Docker engine.

make_base_images() {
  debian_image
  flink_image
  kafka_image
  prometheus_image
}

# A minimal Debian with Java and Prometheus, kept in $cache from one run to the next.
debian_image() {
  local suite="${DEBIAN_SUITE:-bookworm}" kept
  kept="$cache/$suite-java-17-prometheus.tar"
  if [ ! -f "$kept" ]; then
    # shellcheck disable=SC2086 # DEBIAN_MIRROR is empty or one word
    debootstrap --variant=minbase --include=openjdk-17-jre-headless,prometheus "$suite" "$work/debian" ${DEBIAN_MIRROR:-} \
      >"$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log" >&2; fail "debootstrap could not make the base"; }
    rm -rf "$work"/debian/var/cache/apt/archives/*.deb "$work"/debian/var/lib/apt/lists/*
    mkdir -p "$cache"
    tar -C "$work/debian" -cf "$kept.new" .
    mv "$kept.new" "$kept"
    rm -rf "$work/debian"
  fi
  docker import "$kept" affect-test/debian >/dev/null
}

# Like Flink's image: /opt/flink, user flink (9999), an entry point that runs commands it does not know.
flink_image() {
  mkdir -p "$work/flink"
  cp -a "$AFFECT_FLINK" "$work/flink/flink"
  printf '#!/bin/sh\nexec "$@"\n' >"$work/flink/docker-entrypoint.sh"
  chmod +x "$work/flink/docker-entrypoint.sh"
  build flink <<'EOF'
FROM affect-test/debian
RUN groupadd --system --gid 9999 flink && useradd --system --home-dir /opt/flink --uid 9999 --gid flink flink
COPY --chown=9999:9999 flink /opt/flink
COPY docker-entrypoint.sh /
ENV FLINK_HOME=/opt/flink PATH=/opt/flink/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENTRYPOINT ["/docker-entrypoint.sh"]
EOF
}

# Like Kafka's image: KAFKA_* variables become server.properties by Kafka's own KafkaDockerWrapper; user appuser (1000).
kafka_image() {
  mkdir -p "$work/kafka/libs" "$work/kafka/bin" "$work/kafka/etc"
  cp "$dist"/runtime/*.jar "$dist"/lib/{kafka-clients,jackson,snakeyaml,lz4,snappy,zstd}*.jar "$work/kafka/libs/"
  rm -f "$work"/kafka/libs/flink-*.jar
  local version
  version="$(basename "$dist"/lib/kafka-clients-*.jar .jar)"
  mvn -B -ntp -q dependency:copy -Dartifact="org.apache.kafka:kafka-tools:${version#kafka-clients-}" -DoutputDirectory="$work/kafka/libs" \
    || fail "the jar of Kafka's tools could not be fetched"
  cat >"$work/kafka/bin/kafka-broker-api-versions.sh" <<'EOF'
#!/bin/sh
exec java -Xmx64m -cp '/opt/kafka/libs/*' org.apache.kafka.tools.BrokerApiVersionsCommand "$@"
EOF
  cat >"$work/kafka/run" <<'EOF'
#!/bin/sh
set -e
export CLUSTER_ID="${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}"
# As there: a folder that is formatted is none of its errors.
said="$(java -cp '/opt/kafka/libs/*' kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker \
  --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config 2>&1)" \
  || case "$said" in
    *"already formatted"*) ;;
    *) echo "$said"; exit 1 ;;
  esac
exec java -Xmx512m -cp '/opt/kafka/libs/*' -Dlog4j2.configurationFile=/opt/kafka/config/log4j2.yaml kafka.Kafka /opt/kafka/config/server.properties
EOF
  : >"$work/kafka/etc/server.properties"
  cat >"$work/kafka/etc/log4j2.yaml" <<'EOF'
Configuration:
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "[%d] %p %m (%c)%n"
  Loggers:
    Root:
      level: INFO
      AppenderRef:
        - ref: STDOUT
EOF
  cp "$work/kafka/etc/log4j2.yaml" "$work/kafka/etc/tools-log4j2.yaml"
  chmod +x "$work/kafka/run" "$work"/kafka/bin/*
  build kafka <<'EOF'
FROM affect-test/debian
RUN useradd --create-home --uid 1000 appuser && mkdir -p /opt/kafka/config /mnt/shared/config /var/lib/kafka/data \
 && chown -R appuser /opt/kafka /mnt/shared/config /var/lib/kafka
COPY libs /opt/kafka/libs
COPY bin /opt/kafka/bin
COPY etc run /etc/kafka/docker/
USER appuser
VOLUME /var/lib/kafka/data
CMD ["/etc/kafka/docker/run"]
EOF
}

# Like Prometheus's image: the command's arguments follow the program; user nobody owns /prometheus.
prometheus_image() {
  mkdir -p "$work/prometheus"
  build prometheus <<'EOF'
FROM affect-test/debian
RUN mkdir -p /prometheus /etc/prometheus && chown nobody /prometheus
USER nobody
VOLUME /prometheus
WORKDIR /prometheus
ENTRYPOINT ["/usr/bin/prometheus"]
EOF
}

# build NAME <DOCKERFILE: an image of the folder $work/NAME, which is removed.
build() {
  build_image -t "affect-test/$1" -f - "$work/$1" >"$work/build-$1.log" 2>&1 \
    || { tail -20 "$work/build-$1.log" >&2; fail "the image of $1 could not be built"; }
  rm -rf "${work:?}/$1"
}
