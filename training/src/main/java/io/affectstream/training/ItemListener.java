package io.affectstream.training;

/** Told how far a job over many items is, by the thread that does it. */
@FunctionalInterface
public interface ItemListener {

  /** Hears nothing. */
  ItemListener NONE = (task, done, items) -> {};

  /**
   * Some items are done.
   *
   * @param task what is done to them
   * @param done how many, over the whole task
   * @param items of the task
   */
  void done(String task, long done, long items);
}
