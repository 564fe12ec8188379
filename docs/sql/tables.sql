CREATE TABLE `affect_streams` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `modalities` ARRAY<STRING NOT NULL> NOT NULL COMMENT 'Modalities to be waited for.',
  `frameRate` DOUBLE COMMENT 'Nominal frames per second.',
  `language` STRING COMMENT 'BCP 47 language of the speech; absent = unknown.',
  `role` STRING COMMENT 'Role of the person or channel, e.g. agent, customer, speaker.',
  `purpose` STRING COMMENT 'Why the stream is analysed; recorded for audit.',
  `consent` STRING COMMENT 'Reference to the consent or legal basis; recorded for audit.',
  `recogniseSpeech` BOOLEAN NOT NULL COMMENT 'True when the transcription job is to give the words of this stream; false when somebody else does, or nobody.',
  `source` STRING COMMENT 'What the stream was made of, for people: path of a file, address without its secrets, camera; absent = unknown.',
  `sourceDigest` STRING COMMENT 'Identifies the content of the source, so that a producer continues a stream only with the same content; absent = it cannot be computed.',
  `settingsDigest` STRING COMMENT 'Tells how the source was turned into records (transcript, channel, labels, encoding) from any other way.',
  PRIMARY KEY (`stream`) NOT ENFORCED
) COMMENT 'What is known of a stream before its data; topic affect.streams, compacted by stream.' WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'affect.streams',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'affect-avro',
  'value.affect-avro.contract' = 'StreamDescriptor'
);

CREATE TABLE `affect_video` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `sequence` BIGINT NOT NULL COMMENT 'Position of this record in its stream and topic, counted from 0 by the producer. Gaps are noted, repeats dropped.',
  `time` BIGINT NOT NULL COMMENT 'Originating (presentation) time of the frame in microseconds on the stream''s own clock.',
  `interval` BIGINT NOT NULL COMMENT 'Nominal duration of a source frame in microseconds; 0 = unknown, the distance to the previous frame is taken.',
  `encoding` STRING NOT NULL COMMENT 'Encoding of data.',
  `width` INT NOT NULL COMMENT 'Width in pixels; for BGR24 the row length, else informative.',
  `height` INT NOT NULL COMMENT 'Height in pixels; for BGR24 the row count, else informative.',
  `data` BYTES NOT NULL COMMENT 'The image.',
  `uri` STRING COMMENT 'Address of the image for REFERENCE: a path below the configured claim-check folder.',
  `endOfStream` BOOLEAN NOT NULL COMMENT 'True on the last record of this stream in this topic; such a record carries no media.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'One video frame of topic affect.video.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.video',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'VideoFrame'
);

CREATE TABLE `affect_audio` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `sequence` BIGINT NOT NULL COMMENT 'Position of this record in its stream and topic, counted from 0 by the producer. Gaps are noted, repeats dropped.',
  `time` BIGINT NOT NULL COMMENT 'Originating time of the first sample in microseconds on the stream''s own clock.',
  `sampleRate` INT NOT NULL COMMENT 'Samples per second and channel.',
  `channels` INT NOT NULL COMMENT 'Number of interleaved channels; mixed down by their mean.',
  `encoding` STRING NOT NULL COMMENT 'Sample format.',
  `data` BYTES NOT NULL COMMENT 'Interleaved samples.',
  `endOfStream` BOOLEAN NOT NULL COMMENT 'True on the last record of this stream in this topic; such a record carries no media.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'A run of audio samples of topic affect.audio.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.audio',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AudioChunk'
);

CREATE TABLE `affect_transcripts` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `sequence` BIGINT NOT NULL COMMENT 'Position of this record in its stream and topic, counted from 0 by the producer. Gaps are noted, repeats dropped.',
  `words` ARRAY<ROW<`text` STRING NOT NULL, `start` BIGINT NOT NULL, `end` BIGINT NOT NULL, `confidence` FLOAT NOT NULL> NOT NULL> NOT NULL COMMENT 'Words in order of onset.',
  `final` BOOLEAN NOT NULL COMMENT 'True when the recogniser will not revise these words.',
  `completeThrough` BIGINT NOT NULL COMMENT 'Every word that starts before this originating time (microseconds) has been published with this record or before.',
  `endOfStream` BOOLEAN NOT NULL COMMENT 'True on the last record of this stream in this topic; such a record carries no media.',
  `noWords` STRING NOT NULL COMMENT 'On the last record: why there are no words although there may have been speech.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'Words of topic affect.transcripts. Only final transcripts feed the fusion; others carry progress.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.transcripts',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'Transcript'
);

CREATE TABLE `affect_rules` (
  `rule` STRING NOT NULL COMMENT 'Name of the rule; with effectiveFrom the Kafka key: rule@effectiveFrom.',
  `effectiveFrom` BIGINT NOT NULL COMMENT 'Originating time in microseconds from which this version replaces earlier ones; the smallest long = from the start of every stream.',
  `text` STRING NOT NULL COMMENT 'The rule in the language of docs/alerts.md; empty if withdrawn.',
  `severity` STRING NOT NULL COMMENT 'Severity of its alerts.',
  `early` BOOLEAN NOT NULL COMMENT 'Whether provisional rows may trigger it too.',
  `withdrawn` BOOLEAN NOT NULL COMMENT 'True if the rule ends at effectiveFrom.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'A version of an alert rule, or its withdrawal; topic affect.rules, compacted by rule and effectiveFrom.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.rules',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectRule'
);

CREATE TABLE `affect_frames` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `frame` BIGINT NOT NULL COMMENT 'Sequence number of the video frame; for streams without video the index of the grid step since the first.',
  `time` BIGINT NOT NULL COMMENT 'Originating time in microseconds.',
  `face` INT NOT NULL COMMENT 'Identity of the face within the stream, never reused; -1 = no face, the row speaks for the stream.',
  `reason` STRING NOT NULL COMMENT 'MEASURED, or why not.',
  `expression` STRING COMMENT 'Most probable expression of this frame alone; null unless MEASURED.',
  `smoothed` STRING COMMENT 'Expression after the smoothing filter; null unless MEASURED.',
  `probabilities` ARRAY<FLOAT NOT NULL> NOT NULL COMMENT 'Probabilities of the eight expressions in the order of Expression; empty unless MEASURED.',
  `uncertain` BOOLEAN COMMENT 'Whether the most probable expression is less probable than the bundle requires of a certain row; null unless MEASURED, and if the bundle has no such bound.',
  `plausible` ARRAY<STRING NOT NULL> NOT NULL COMMENT 'Expressions that contain the true one in 90 % of cases, in the order of Expression; empty unless MEASURED, and if the bundle has no such bound.',
  `actionUnits` ARRAY<FLOAT NOT NULL> NOT NULL COMMENT 'Probabilities of the twelve action units in the order of ActionUnit; empty if the bundle has no such head.',
  `activeUnits` ARRAY<BOOLEAN NOT NULL> NOT NULL COMMENT 'Whether each action unit is above the bundle''s threshold; empty like actionUnits.',
  `decidedUnits` ARRAY<BOOLEAN NOT NULL> NOT NULL COMMENT 'Whether activeUnits means something for each action unit: false where the bundle reports a probability, but tells the unit too unreliably to decide. Empty like actionUnits.',
  `box` ROW<`x` FLOAT NOT NULL, `y` FLOAT NOT NULL, `width` FLOAT NOT NULL, `height` FLOAT NOT NULL> COMMENT 'Face box.',
  `confidence` FLOAT NOT NULL COMMENT 'Score of the face detector in [0, 1]; 0 without a face.',
  `quality` FLOAT NOT NULL COMMENT 'Sharpness and size of the face in [0, 1]; 0 without a face.',
  `coverage` ROW<`face` FLOAT NOT NULL, `voice` FLOAT NOT NULL, `words` FLOAT NOT NULL, `noWords` STRING NOT NULL> NOT NULL COMMENT 'Coverage of the window by modality.',
  `speaking` FLOAT COMMENT 'Probability that the voice around the frame is this face''s; of a row with face -1, that it is nobody''s in the image. null where not judged: no voice, a mouth that is not measured, a stream with a role, vision.speaking off.',
  `skippedFaces` INT NOT NULL COMMENT 'Faces found in the frame beyond vision.max-faces, which are not analysed; between two searches of the whole frame the number of the last one.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle: id@short hash.',
  `finality` STRING NOT NULL COMMENT 'FINAL in affect.frames, PROVISIONAL in affect.live.',
  `headers` MAP<STRING, BYTES> METADATA VIRTUAL,
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'The affect of one subject in one analysed frame; topics affect.frames and affect.live.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.frames',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectFrame'
);

CREATE TABLE `affect_events` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `kind` STRING NOT NULL COMMENT 'Kind of event.',
  `time` BIGINT NOT NULL COMMENT 'Originating time of the event in microseconds.',
  `face` INT NOT NULL COMMENT 'Face within the stream; -1 = the stream itself or no face.',
  `expression` STRING COMMENT 'Expression of the episode; null for action units and stream events.',
  `actionUnit` STRING COMMENT 'Action unit of the episode; null for expressions and stream events.',
  `episode` BIGINT NOT NULL COMMENT 'Number of the episode within its stream and topic, from 0; -1 for stream events.',
  `onset` BIGINT COMMENT 'Originating time of the first frame of the episode (microseconds).',
  `peak` BIGINT COMMENT 'Originating time of its most probable frame so far (microseconds).',
  `offset` BIGINT COMMENT 'Originating time of the last frame of the episode so far (microseconds).',
  `frames` BIGINT NOT NULL COMMENT 'Rows of the episode so far; for STREAM_CLOSED rows of affect.frames written for the stream.',
  `certainFrames` BIGINT COMMENT 'Frames of an expression''s episode so far whose own label is not uncertain; null for action units and for bundles without bounds.',
  `confidence` FLOAT NOT NULL COMMENT 'Mean probability of the label over the episode so far, in [0, 1].',
  `peakConfidence` FLOAT NOT NULL COMMENT 'Probability at the peak, in [0, 1].',
  `detail` STRING COMMENT 'For STREAM_CLOSED why: END_OF_STREAM or IDLE.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle.',
  `finality` STRING NOT NULL COMMENT 'FINAL in affect.events, PROVISIONAL in affect.live.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'A begin, an update or an end; topics affect.events and affect.live.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.events',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectEvent'
);

CREATE TABLE `affect_alerts` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `id` STRING NOT NULL COMMENT 'Identity of the alert: a digest of stream, rule version, face and time, and of the finality unless it is FINAL. FINAL alerts are the same in every replay.',
  `rule` STRING NOT NULL COMMENT 'Name of the rule.',
  `effectiveFrom` BIGINT NOT NULL COMMENT 'Originating time in microseconds from which this version of the rule is effective; the smallest long = from the start of every stream.',
  `text` STRING NOT NULL COMMENT 'The rule in the language of docs/alerts.md.',
  `severity` STRING NOT NULL COMMENT 'Severity of the rule.',
  `time` BIGINT NOT NULL COMMENT 'Originating time in microseconds of the row that triggered the alert.',
  `onset` BIGINT NOT NULL COMMENT 'Originating time in microseconds of the first row of the episode: since then the condition has held.',
  `frame` BIGINT NOT NULL COMMENT 'Sequence number of that row''s frame, as in affect.frames.',
  `face` INT NOT NULL COMMENT 'Face of that row; -1 = none, or the rule concerns the stream as a whole.',
  `role` STRING COMMENT 'Role of the stream.',
  `readings` ARRAY<ROW<`measure` STRING NOT NULL, `value` FLOAT NOT NULL> NOT NULL> NOT NULL COMMENT 'Probabilities of the measures that the rule refers to, in the row that triggered the alert.',
  `words` ARRAY<STRING NOT NULL> NOT NULL COMMENT 'The words that matched, if the rule matches words.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle.',
  `finality` STRING NOT NULL COMMENT 'PROVISIONAL: provisional rows met the condition; final rows may not.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'An alert: a rule''s condition was met by the rows of a stream; topic affect.alerts, and affect.live for early ones.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.alerts',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectAlert'
);

CREATE TABLE `affect_dead_letters` (
  `topic` STRING NOT NULL COMMENT 'Topic of the refused record.',
  `partition` INT NOT NULL COMMENT 'Its partition.',
  `offset` BIGINT NOT NULL COMMENT 'Its offset.',
  `stream` STRING COMMENT 'Its stream id where known.',
  `time` BIGINT COMMENT 'Its originating time in microseconds where known.',
  `reason` STRING NOT NULL COMMENT 'Reason code.',
  `message` STRING NOT NULL COMMENT 'What was expected, what was found and what to do.',
  `head` BYTES NOT NULL COMMENT 'First bytes of the refused record (at most 256).',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'A record that could not be used, with its coordinates; topic affect.dead-letters.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.dead-letters',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'DeadLetter'
);

CREATE TABLE `affect_live` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `frame` BIGINT NOT NULL COMMENT 'Sequence number of the video frame; for streams without video the index of the grid step since the first.',
  `time` BIGINT NOT NULL COMMENT 'Originating time in microseconds.',
  `face` INT NOT NULL COMMENT 'Identity of the face within the stream, never reused; -1 = no face, the row speaks for the stream.',
  `reason` STRING NOT NULL COMMENT 'MEASURED, or why not.',
  `expression` STRING COMMENT 'Most probable expression of this frame alone; null unless MEASURED.',
  `smoothed` STRING COMMENT 'Expression after the smoothing filter; null unless MEASURED.',
  `probabilities` ARRAY<FLOAT NOT NULL> NOT NULL COMMENT 'Probabilities of the eight expressions in the order of Expression; empty unless MEASURED.',
  `uncertain` BOOLEAN COMMENT 'Whether the most probable expression is less probable than the bundle requires of a certain row; null unless MEASURED, and if the bundle has no such bound.',
  `plausible` ARRAY<STRING NOT NULL> NOT NULL COMMENT 'Expressions that contain the true one in 90 % of cases, in the order of Expression; empty unless MEASURED, and if the bundle has no such bound.',
  `actionUnits` ARRAY<FLOAT NOT NULL> NOT NULL COMMENT 'Probabilities of the twelve action units in the order of ActionUnit; empty if the bundle has no such head.',
  `activeUnits` ARRAY<BOOLEAN NOT NULL> NOT NULL COMMENT 'Whether each action unit is above the bundle''s threshold; empty like actionUnits.',
  `decidedUnits` ARRAY<BOOLEAN NOT NULL> NOT NULL COMMENT 'Whether activeUnits means something for each action unit: false where the bundle reports a probability, but tells the unit too unreliably to decide. Empty like actionUnits.',
  `box` ROW<`x` FLOAT NOT NULL, `y` FLOAT NOT NULL, `width` FLOAT NOT NULL, `height` FLOAT NOT NULL> COMMENT 'Face box.',
  `confidence` FLOAT NOT NULL COMMENT 'Score of the face detector in [0, 1]; 0 without a face.',
  `quality` FLOAT NOT NULL COMMENT 'Sharpness and size of the face in [0, 1]; 0 without a face.',
  `coverage` ROW<`face` FLOAT NOT NULL, `voice` FLOAT NOT NULL, `words` FLOAT NOT NULL, `noWords` STRING NOT NULL> NOT NULL COMMENT 'Coverage of the window by modality.',
  `speaking` FLOAT COMMENT 'Probability that the voice around the frame is this face''s; of a row with face -1, that it is nobody''s in the image. null where not judged: no voice, a mouth that is not measured, a stream with a role, vision.speaking off.',
  `skippedFaces` INT NOT NULL COMMENT 'Faces found in the frame beyond vision.max-faces, which are not analysed; between two searches of the whole frame the number of the last one.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle: id@short hash.',
  `finality` STRING NOT NULL COMMENT 'FINAL in affect.frames, PROVISIONAL in affect.live.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'The affect of one subject in one analysed frame; topics affect.frames and affect.live.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.live',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectFrame',
  'affect-avro.ignore-parse-errors' = 'true'
);

CREATE TABLE `affect_live_events` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `kind` STRING NOT NULL COMMENT 'Kind of event.',
  `time` BIGINT NOT NULL COMMENT 'Originating time of the event in microseconds.',
  `face` INT NOT NULL COMMENT 'Face within the stream; -1 = the stream itself or no face.',
  `expression` STRING COMMENT 'Expression of the episode; null for action units and stream events.',
  `actionUnit` STRING COMMENT 'Action unit of the episode; null for expressions and stream events.',
  `episode` BIGINT NOT NULL COMMENT 'Number of the episode within its stream and topic, from 0; -1 for stream events.',
  `onset` BIGINT COMMENT 'Originating time of the first frame of the episode (microseconds).',
  `peak` BIGINT COMMENT 'Originating time of its most probable frame so far (microseconds).',
  `offset` BIGINT COMMENT 'Originating time of the last frame of the episode so far (microseconds).',
  `frames` BIGINT NOT NULL COMMENT 'Rows of the episode so far; for STREAM_CLOSED rows of affect.frames written for the stream.',
  `certainFrames` BIGINT COMMENT 'Frames of an expression''s episode so far whose own label is not uncertain; null for action units and for bundles without bounds.',
  `confidence` FLOAT NOT NULL COMMENT 'Mean probability of the label over the episode so far, in [0, 1].',
  `peakConfidence` FLOAT NOT NULL COMMENT 'Probability at the peak, in [0, 1].',
  `detail` STRING COMMENT 'For STREAM_CLOSED why: END_OF_STREAM or IDLE.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle.',
  `finality` STRING NOT NULL COMMENT 'FINAL in affect.events, PROVISIONAL in affect.live.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'A begin, an update or an end; topics affect.events and affect.live.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.live',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectEvent',
  'affect-avro.ignore-parse-errors' = 'true'
);

CREATE TABLE `affect_live_alerts` (
  `stream` STRING NOT NULL COMMENT 'Stream id; also the Kafka key.',
  `id` STRING NOT NULL COMMENT 'Identity of the alert: a digest of stream, rule version, face and time, and of the finality unless it is FINAL. FINAL alerts are the same in every replay.',
  `rule` STRING NOT NULL COMMENT 'Name of the rule.',
  `effectiveFrom` BIGINT NOT NULL COMMENT 'Originating time in microseconds from which this version of the rule is effective; the smallest long = from the start of every stream.',
  `text` STRING NOT NULL COMMENT 'The rule in the language of docs/alerts.md.',
  `severity` STRING NOT NULL COMMENT 'Severity of the rule.',
  `time` BIGINT NOT NULL COMMENT 'Originating time in microseconds of the row that triggered the alert.',
  `onset` BIGINT NOT NULL COMMENT 'Originating time in microseconds of the first row of the episode: since then the condition has held.',
  `frame` BIGINT NOT NULL COMMENT 'Sequence number of that row''s frame, as in affect.frames.',
  `face` INT NOT NULL COMMENT 'Face of that row; -1 = none, or the rule concerns the stream as a whole.',
  `role` STRING COMMENT 'Role of the stream.',
  `readings` ARRAY<ROW<`measure` STRING NOT NULL, `value` FLOAT NOT NULL> NOT NULL> NOT NULL COMMENT 'Probabilities of the measures that the rule refers to, in the row that triggered the alert.',
  `words` ARRAY<STRING NOT NULL> NOT NULL COMMENT 'The words that matched, if the rule matches words.',
  `bundle` STRING NOT NULL COMMENT 'Identity of the model bundle.',
  `finality` STRING NOT NULL COMMENT 'PROVISIONAL: provisional rows met the condition; final rows may not.',
  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) COMMENT 'An alert: a rule''s condition was met by the rows of a stream; topic affect.alerts, and affect.live for early ones.' WITH (
  'connector' = 'kafka',
  'topic' = 'affect.live',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'affect-avro',
  'affect-avro.contract' = 'AffectAlert',
  'affect-avro.ignore-parse-errors' = 'true'
);
