# Flink's JobManager and TaskManager with the dataflow, its media workers, their tools and models: one image, as Flink's
# operator wants it. From the root of the repository, after mvn package:
#   docker build -f deploy/images/dataflow.Dockerfile -t reelflow/dataflow:0.1.0 .
ARG BASE=eclipse-temurin:17-jre-noble
FROM ${BASE} AS base
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY flink-jobs/dataflow/target/lib/ /opt/flink/lib/
COPY flink-jobs/dataflow/target/reelflow-dataflow-*.jar /opt/flink/lib/

# yt-dlp, ffmpeg and the default models, pinned by their hashes: what every job needs is in the image.
FROM base AS setup
ENV REELFLOW_CACHE=/opt/reelflow/cache
RUN java -cp '/opt/flink/lib/*' io.reelflow.media.Main setup

FROM base
LABEL org.opencontainers.image.title="reelflow/dataflow"
COPY --from=setup /opt/reelflow/cache/ /opt/reelflow/cache/
COPY deploy/images/flink-entrypoint /docker-entrypoint.sh
RUN groupadd -g 10001 reelflow \
 && useradd -u 10001 -g 10001 -d /tmp -M -s /usr/sbin/nologin reelflow \
 && install -d -o 10001 -g 10001 /var/lib/reelflow \
 && install -d /opt/flink/conf
ENV HOME=/tmp \
    FLINK_HOME=/opt/flink \
    FLINK_CONF_DIR=/opt/flink/conf \
    REELFLOW_CACHE=/var/lib/reelflow/cache \
    REELFLOW_MODELS=/opt/reelflow/cache/models \
    REELFLOW_WORK_DIR=/var/lib/reelflow/work \
    MALLOC_ARENA_MAX=2
EXPOSE 6122 6123 6124 8081 9249
USER 10001:10001
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["help"]
