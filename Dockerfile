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

FROM python:3.12-slim
COPY --from=jre /opt/java/openjdk /opt/java/openjdk
COPY --from=build /src/cli/target/millrace.jar /opt/millrace/millrace.jar
COPY examples/recommender /opt/millrace/examples/recommender
COPY config/container-millrace /usr/local/bin/millrace
# Not root, and nothing of its own is writable but its data.
RUN groupadd --gid 10001 millrace \
 && useradd --uid 10001 --gid millrace --create-home --home-dir /var/lib/millrace millrace \
 && install -d -o millrace -g millrace -m 0750 /var/lib/millrace/data /run/millrace \
 && chmod 0755 /usr/local/bin/millrace
ENV JAVA_HOME=/opt/java/openjdk MILLRACE_HOME=/var/lib/millrace/data
USER millrace
WORKDIR /var/lib/millrace
VOLUME /var/lib/millrace/data
EXPOSE 8080
ENTRYPOINT ["millrace"]
CMD ["--help"]
