package io.affectstream.console.api;

import java.util.List;

/** A page of events. */
@Doc("A page of events, in their order.")
public record EventPage(
    @Doc("Events.") List<Event> items,
    @Doc(value = "Cursor of the next page; absent on the last one.", optional = true)
        String next) {}
