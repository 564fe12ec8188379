package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeCounter;
import io.affectstream.features.episodes.EpisodeState;
import java.util.ArrayList;
import java.util.List;

/**
 * State of the episodes stage for one stream. Public fields: it is checkpointed. Bounded by the
 * faces present.
 */
public final class EpisodesState {

  /** Numbers the stream's episodes. */
  public EpisodeCounter counter = new EpisodeCounter();

  /** Rows so far. */
  public long rows;

  /** End of the last row, microseconds. */
  public long until;

  /** The faces present. */
  public List<FaceEpisodes> faces = new ArrayList<>();

  /** One face's open episodes. */
  public static final class FaceEpisodes {
    public int face;
    public EpisodeState state = new EpisodeState();
  }

  FaceEpisodes face(int id) {
    for (FaceEpisodes face : faces) {
      if (face.face == id) {
        return face;
      }
    }
    FaceEpisodes face = new FaceEpisodes();
    face.face = id;
    faces.add(face);
    return face;
  }
}
