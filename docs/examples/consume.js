// Episodes of expressions of one stream, until it is closed: BROKERS STREAM SCHEMA.avsc
const fs = require("fs");
const avro = require("avsc");
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = require("kafkajs");
const lz4 = require("lz4js");

// The job compresses with LZ4, which kafkajs leaves to others.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [brokers, stream, schemaFile] = process.argv.slice(2);
const type = avro.Type.forSchema(JSON.parse(fs.readFileSync(schemaFile, "utf8")));

// kafkajs reads only what is committed unless told otherwise.
const kafka = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `consume.js-${process.pid}` });

async function main() {
  await consumer.connect();
  await consumer.subscribe({ topic: "affect.events", fromBeginning: true });
  await new Promise((closed, failed) =>
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        if (message.key.toString() !== stream) return; // the key is the stream
        const value = message.value;
        if (value[0] !== 0xc3 || value[1] !== 1) return failed(new Error("no Avro single object"));
        const event = type.fromBuffer(value.subarray(10)); // C3 01, fingerprint of the schema, body
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
