# The status service: reads, live streams, search and the dashboard. From the root of the repository, after mvn package:
#   docker build -f deploy/images/status-service.Dockerfile -t reelflow/status-service:0.1.0 .
ARG BASE=eclipse-temurin:17-jre-noble
FROM ${BASE}
LABEL org.opencontainers.image.title="reelflow/status-service"
COPY deploy/images/healthy /opt/reelflow/bin/
COPY status-service/target/lib/ /opt/reelflow/lib/
COPY status-service/target/reelflow-status-service-*.jar /opt/reelflow/lib/
RUN groupadd -g 10001 reelflow \
 && useradd -u 10001 -g 10001 -d /tmp -M -s /usr/sbin/nologin reelflow \
 && install -d -o 10001 -g 10001 /var/lib/reelflow
ENV HOME=/tmp \
    REELFLOW_HOST=0.0.0.0 \
    REELFLOW_PORT=8080 \
    REELFLOW_SEARCH_DIR=/var/lib/reelflow/search
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=90s \
  CMD ["/opt/reelflow/bin/healthy", "8080", "/actuator/health/readiness"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", \
  "-cp", "/opt/reelflow/lib/*", "io.reelflow.status.StatusApplication"]
