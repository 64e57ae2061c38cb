# S3Proxy over a folder, for one server without an object store; a cluster has its own. From the root of the repository,
# after mvn package:
#   docker build -f deploy/images/s3.Dockerfile -t reelflow/s3:0.1.0 .
ARG BASE=eclipse-temurin:17-jre-noble
FROM ${BASE}
LABEL org.opencontainers.image.title="reelflow/s3"
COPY deploy/images/healthy /opt/reelflow/bin/
COPY deploy/images/s3-entrypoint /docker-entrypoint.sh
COPY deploy/images/s3-log.xml /opt/reelflow/
COPY deploy/local/s3/target/lib/ /opt/reelflow/lib/
RUN groupadd -g 10001 reelflow \
 && useradd -u 10001 -g 10001 -d /tmp -M -s /usr/sbin/nologin reelflow \
 && install -d -o 10001 -g 10001 /var/lib/reelflow
ENV HOME=/tmp
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s CMD ["/opt/reelflow/bin/healthy", "8080"]
ENTRYPOINT ["/docker-entrypoint.sh"]
