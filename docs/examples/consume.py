"""Episodes of expressions of one stream, until it is closed: BROKERS STREAM SCHEMA.avsc"""

import io
import json
import sys

import fastavro
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

brokers, stream, schema_file = sys.argv[1:4]
with open(schema_file) as file:
    schema = fastavro.parse_schema(json.load(file))
# Single-object encoding: C3 01, the fingerprint of the writer's schema, then the Avro body.
canonical = fastavro.schema.to_parsing_canonical_form(schema)
header = b"\xc3\x01" + bytes.fromhex(fastavro.schema.fingerprint(canonical, "CRC-64-AVRO"))

consumer = Consumer(
    {
        "bootstrap.servers": brokers,
        "group.id": "consume.py",  # required by the client; nothing is committed
        "enable.auto.commit": False,
        "isolation.level": "read_committed",  # else results of aborted transactions too
    }
)
topic = consumer.list_topics("affect.events").topics["affect.events"]
consumer.assign([TopicPartition(topic.topic, p, OFFSET_BEGINNING) for p in topic.partitions])

closed = False
while not closed:
    record = consumer.poll(1.0)
    if record is None or record.key().decode() != stream:  # the key is the stream
        continue
    if record.error():
        sys.exit(str(record.error()))
    value = record.value()
    if value[:10] != header:
        sys.exit(f"expected a record of {schema_file}, found {value[:10].hex(' ')}; fetch the schema anew")
    event = fastavro.schemaless_reader(io.BytesIO(value[10:]), schema)
    closed = event["kind"] == "STREAM_CLOSED"
    if event["kind"] == "EPISODE_CLOSED" and event["expression"]:
        print(f"{event['stream']} face {event['face']}: {event['expression']} from {event['onset']} to {event['offset']} us")
consumer.close()
