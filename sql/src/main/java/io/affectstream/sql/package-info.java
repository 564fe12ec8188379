/**
 * The topics in Flink SQL: a format that reads their records whichever way they are framed, and the
 * definitions of their tables. Stands beside the job: a SQL client needs this jar and that of the
 * schemas, not the job's.
 */
package io.affectstream.sql;
