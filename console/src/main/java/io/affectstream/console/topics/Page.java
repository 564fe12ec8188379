package io.affectstream.console.topics;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of one stream's records of one feed.
 *
 * @param next offset at which the next page begins; empty on the last page
 */
public record Page(List<TopicRecord> records, OptionalLong next) {}
