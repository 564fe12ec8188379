package io.affectstream.inference.stream;

/** Is notified when a stage begins and ends, on the calling thread; stages do not nest. */
public interface StageListener {

  /** Ignores all stages. */
  StageListener NONE = new StageListener() {};

  default void began(Stage stage) {}

  default void ended(Stage stage) {}
}
