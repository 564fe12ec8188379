package io.affectstream.console.api;

import java.util.List;

/** A page of rows. */
@Doc("A page of rows, in their order.")
public record RowPage(
    @Doc("Rows.") List<Row> items,
    @Doc(value = "Cursor of the next page; absent on the last one.", optional = true)
        String next) {}
