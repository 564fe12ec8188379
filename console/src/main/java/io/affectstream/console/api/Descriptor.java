package io.affectstream.console.api;

import io.affectstream.schemas.Modality;
import java.util.List;

/** What is known of a stream before its data. */
@Doc("What is known of a stream before its data.")
public record Descriptor(
    @Doc("Modalities that are awaited.") List<Modality> modalities,
    @Doc(value = "Nominal frames per second.", optional = true) Double frameRate,
    @Doc(value = "BCP 47 language of the speech.", optional = true) String language,
    @Doc(value = "Role of the person or channel.", optional = true) String role,
    @Doc(value = "Why the stream is analysed.", optional = true) String purpose,
    @Doc(value = "What the stream was made of, for people.", optional = true) String source) {}
