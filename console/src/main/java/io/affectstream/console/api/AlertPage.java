package io.affectstream.console.api;

import java.util.List;

/** A page of alerts. */
@Doc("A page of alerts, in their order.")
public record AlertPage(
    @Doc("Alerts.") List<Alert> items,
    @Doc(value = "Cursor of the next page; absent on the last one.", optional = true)
        String next) {}
