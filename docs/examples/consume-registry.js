// Episodes of expressions of one stream whose records name a schema of a registry, until it is
// closed: BROKERS STREAM REGISTRY
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = require("kafkajs");
const { SchemaRegistry } = require("@kafkajs/confluent-schema-registry");
const lz4 = require("lz4js");

// The job compresses with LZ4, which kafkajs leaves to others.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [brokers, stream, host] = process.argv.slice(2);
const registry = new SchemaRegistry({ host });
const kafka = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `consume-registry.js-${process.pid}` });

async function main() {
  await consumer.connect();
  await consumer.subscribe({ topic: "affect.events", fromBeginning: true });
  await new Promise((closed, failed) =>
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        if (message.key.toString() !== stream) return; // the key is the stream
        const event = await registry.decode(message.value).catch(failed);
        if (!event) return;
        if (event.kind === "EPISODE_CLOSED" && event.expression) {
          console.log(`${event.stream} face ${event.face}: ${event.expression} from ${event.onset} to ${event.offset} us`);
        }
        if (event.kind === "STREAM_CLOSED") closed();
      },
    }).catch(failed)
  );
  await consumer.disconnect();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
