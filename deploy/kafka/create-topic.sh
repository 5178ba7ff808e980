#!/bin/sh
# The topic of a deployment, for an administrator who makes topics by hand; whatever the bootstrap would make, it finds.
# Needs the tools of Apache Kafka (KAFKA_HOME). Further arguments are theirs, such as --command-config client.properties.
set -eu
replication="${KAFKA_REPLICATION:-1}"
exec "${KAFKA_HOME:-/opt/kafka}/bin/kafka-topics.sh" --create --if-not-exists --bootstrap-server "${KAFKA_BROKERS:?names the brokers, host:port each}" \
  --topic "${KAFKA_TOPIC:-complaints.v1}" --partitions "${KAFKA_PARTITIONS:-6}" --replication-factor "$replication" \
  --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1 \
  --config "min.insync.replicas=$((replication > 1 ? replication - 1 : 1))" "$@"
