package io.affectstream.console.api;

import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Severity;
import java.util.List;

/** An alert of a stream. */
@Doc("An alert: a rule's condition was met by the rows of a stream.")
public record Alert(
    @Doc("Stream id.") String stream,
    @Doc("Identity of the alert; of a FINAL one the same in every replay.") String id,
    @Doc("Name of the rule.") String rule,
    @Doc("The rule.") String text,
    @Doc("Severity of the rule.") Severity severity,
    @Doc("Originating time of the row that triggered the alert, in microseconds.") long time,
    @Doc("Originating time since which the condition has held, in microseconds.") long onset,
    @Doc("Face of that row; -1 = none.") int face,
    @Doc("The words that matched, if the rule matches words.") List<String> words,
    @Doc("Identity of the model bundle.") String bundle,
    @Doc("PROVISIONAL alerts of early rules come in feed LIVE; a FINAL one may follow or not.")
        Finality finality) {}
