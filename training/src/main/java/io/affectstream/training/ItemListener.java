package io.affectstream.training;

/** Notified of the progress of a job over many items, on the thread of the job. */
@FunctionalInterface
public interface ItemListener {

  /** Ignores all events. */
  ItemListener NONE = (task, done, items) -> {};

  /**
   * Some items are complete.
   *
   * @param task name of the task
   * @param done completed items of the whole task
   * @param items of the task
   */
  void done(String task, long done, long items);
}
