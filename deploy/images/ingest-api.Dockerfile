# The ingest API: commands in by HTTP, out to Kafka. From the root of the repository, after mvn package:
#   docker build -f deploy/images/ingest-api.Dockerfile -t reelflow/ingest-api:0.1.0 .
ARG BASE=eclipse-temurin:17-jre-noble
FROM ${BASE}
LABEL org.opencontainers.image.title="reelflow/ingest-api"
COPY deploy/images/healthy /opt/reelflow/bin/
COPY ingest-api/target/lib/ /opt/reelflow/lib/
COPY ingest-api/target/reelflow-ingest-api-*.jar /opt/reelflow/lib/
RUN groupadd -g 10001 reelflow \
 && useradd -u 10001 -g 10001 -d /tmp -M -s /usr/sbin/nologin reelflow
ENV HOME=/tmp \
    REELFLOW_HOST=0.0.0.0 \
    REELFLOW_PORT=8080
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s \
  CMD ["/opt/reelflow/bin/healthy", "8080", "/actuator/health/readiness"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", \
  "-cp", "/opt/reelflow/lib/*", "io.reelflow.ingest.IngestApplication"]
