package io.affectstream.console.api;

import java.util.List;

/** A page of records between two positions. */
@Doc("A page of the records between two positions, in the order of each partition.")
public record RecordPage(
    @Doc("Records.") List<LiveRecord> records,
    @Doc("Position after these records.") String position,
    @Doc("Whether the end, or the requested end, was reached.") boolean complete) {}
