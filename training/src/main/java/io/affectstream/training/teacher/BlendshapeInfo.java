package io.affectstream.training.teacher;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Description of the teacher's graphs.
 *
 * @param subset landmarks the blendshapes graph reads
 * @param names of its scores
 */
public record BlendshapeInfo(
    @JsonProperty("landmark_subset_146") int[] subset,
    @JsonProperty("blendshape_names_52") List<String> names) {

  /** Reads {@code blendshape_info.json} of a folder. */
  public static BlendshapeInfo read(Path folder) throws IOException {
    return new JsonMapper()
        .readValue(Files.readString(folder.resolve("blendshape_info.json")), BlendshapeInfo.class);
  }
}
