/**
 * The topics in Flink SQL: a format that reads their records in both framings, and the definitions
 * of their tables. Independent of the job: a SQL client needs this jar and that of the schemas, not
 * the job's.
 */
package io.affectstream.sql;
