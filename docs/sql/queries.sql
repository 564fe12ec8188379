-- Share of each expression per stream, face and minute of the stream's own time.
SELECT
  expressions.`stream`, expressions.face, expressions.`minute`, expressions.expression,
  expressions.frames, CAST(expressions.frames AS DOUBLE) / totals.frames AS share
FROM (
  SELECT `stream`, face, `time` / 60000000 AS `minute`, smoothed AS expression, COUNT(*) AS frames
  FROM affect_frames /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
  WHERE reason = 'MEASURED'
  GROUP BY `stream`, face, `time` / 60000000, smoothed
) expressions
JOIN (
  SELECT `stream`, face, `time` / 60000000 AS `minute`, COUNT(*) AS frames
  FROM affect_frames /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
  WHERE reason = 'MEASURED'
  GROUP BY `stream`, face, `time` / 60000000
) totals
ON expressions.`stream` = totals.`stream` AND expressions.face = totals.face AND expressions.`minute` = totals.`minute`;

-- Episodes of an expression that lasted longer than a second.
SELECT
  `stream`, face, expression, onset / 1e6 AS onset_seconds, (`offset` - onset) / 1e6 AS seconds, peakConfidence
FROM affect_events /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
WHERE kind = 'EPISODE_CLOSED' AND expression IS NOT NULL AND `offset` - onset > 1000000;

-- Mean probability that the lip corners are pulled (AU12, the seventh action unit), per stream.
SELECT `stream`, AVG(actionUnits[7]) AS lip_corner_puller
FROM affect_frames /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
WHERE CARDINALITY(actionUnits) > 0
GROUP BY `stream`;

-- How many records were refused, and why.
SELECT topic, reason, COUNT(*) AS refused
FROM affect_dead_letters /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
GROUP BY topic, reason;

-- How often the final label differs from the provisional one, per stream.
SELECT
  `stream`,
  COUNT(*) AS compared,
  AVG(CASE WHEN CAST(headers['provisional'] AS STRING) = smoothed THEN 0E0 ELSE 1E0 END) AS revised
FROM affect_frames /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */
WHERE reason = 'MEASURED' AND headers['provisional'] IS NOT NULL
GROUP BY `stream`;
