#!/bin/sh
# Creates the topic of a deployment by hand. The bootstrap then finds the topic and does not create it.
# Requires the tools of Apache Kafka (KAFKA_HOME). Further arguments are passed to kafka-topics.sh, such as
# --command-config client.properties.
set -eu
replication="${KAFKA_REPLICATION:-1}"
exec "${KAFKA_HOME:-/opt/kafka}/bin/kafka-topics.sh" --create --if-not-exists --bootstrap-server "${KAFKA_BROKERS:?must be set to the brokers, host:port each}" \
  --topic "${KAFKA_TOPIC:-complaints.v1}" --partitions "${KAFKA_PARTITIONS:-6}" --replication-factor "$replication" \
  --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1 \
  --config "min.insync.replicas=$((replication > 1 ? replication - 1 : 1))" "$@"
