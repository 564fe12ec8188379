package io.affectstream.console.api;

import io.affectstream.schemas.NoWords;

/** Coverage of a row's window by modality. */
@Doc("Share of the analysed window in which each modality was present, in [0, 1].")
public record RowCoverage(
    @Doc("Face.") float face,
    @Doc("Voice.") float voice,
    @Doc("Words.") float words,
    @Doc("Why there can be no words; NONE while there may be.") NoWords noWords) {}
