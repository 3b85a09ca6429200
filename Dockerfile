# One image for server and workers: a JRE for Millrace, Python for the notebooks of the workers.
# Built and tried with docker compose; see docker-compose.yml.

FROM node:22-slim AS ui
WORKDIR /src/web-ui
COPY web-ui/package.json web-ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY orchestrator-api/src/main/resources/openapi.json /src/orchestrator-api/src/main/resources/openapi.json
COPY web-ui ./
RUN npm run build

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
COPY --from=ui /src/web-ui/dist web-ui/dist
# The web UI is there; tests and checks are CI's.
RUN mvn -q -B -ntp -Dskip.ui -DskipTests -Dchecks.skip -Dspotless.check.skip -pl cli -am package

FROM eclipse-temurin:25-jre AS jre

FROM python:3.12-slim AS java
COPY --from=jre /opt/java/openjdk /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk

# Unpacked and started once, with the image's own Java, folder and options (config/container-millrace): only there can Java
# use the archive of classes that it keeps of this start. Not as root, as which the PostgreSQL of this start refuses to run.
FROM java AS prepared
COPY --from=build /src/cli/target/millrace.jar /src/millrace.jar
COPY config/prepare-start /src/prepare-start
RUN install -d -o nobody /opt/millrace
USER nobody
RUN /src/prepare-start /src/millrace.jar /opt/millrace/unpacked /opt/millrace/unpacked/starts.aot \
      "$JAVA_HOME/bin/java" -Djdk.console=java.base -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
      '-Xlog:aot*=error' \
 && rm -r /opt/millrace/unpacked/postgresql-*

FROM java
# Not root, and nothing of its own is writable but its data. A worker's steps run as yet another user, who cannot read the
# worker's token, cache or memory; only the worker may call the setpriv that can change to it.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libcap2-bin > /dev/null \
 && groupadd --gid 10001 millrace \
 && groupadd --gid 10002 steps \
 && useradd --uid 10001 --gid millrace --groups steps --create-home --home-dir /var/lib/millrace millrace \
 && useradd --uid 10002 --gid steps --create-home --home-dir /var/lib/millrace-steps steps \
 && install -d -o millrace -g millrace -m 0751 /var/lib/millrace /var/lib/millrace/data \
 && install -d -o millrace -g millrace -m 0750 /run/millrace \
 && install -D -o root -g millrace -m 0750 "$(command -v setpriv)" /usr/local/libexec/millrace/setpriv \
 && setcap cap_setuid,cap_setgid=ep /usr/local/libexec/millrace/setpriv \
 && apt-get purge -y -qq --auto-remove libcap2-bin > /dev/null \
 && rm -rf /var/lib/apt/lists/*
COPY --from=prepared --chown=root:root /opt/millrace /opt/millrace
COPY examples/recommender /opt/millrace/examples/recommender
COPY config/container-millrace /usr/local/bin/millrace
ENV MILLRACE_HOME=/var/lib/millrace/data \
    MILLRACE_RUN_AS=steps MILLRACE_SETPRIV=/usr/local/libexec/millrace/setpriv
USER millrace
WORKDIR /var/lib/millrace
VOLUME /var/lib/millrace/data
EXPOSE 8080
ENTRYPOINT ["millrace"]
CMD ["--help"]
