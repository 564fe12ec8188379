package io.affectstream.console.api;

import java.util.List;

/** A page of words. */
@Doc("A page of words, in their order.")
public record WordsPage(
    @Doc("Words.") List<Words> items,
    @Doc(value = "Cursor of the next page; absent on the last one.", optional = true)
        String next) {}
