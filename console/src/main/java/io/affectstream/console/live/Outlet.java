package io.affectstream.console.live;

/** The connection of a live client. Nothing blocks: one message at a time is under way. */
public interface Outlet {

  /**
   * Starts to send a message.
   *
   * @param position id of the message for protocols that have one; may be empty
   * @param done runs when the connection accepts another message, in any thread
   * @param failed runs when the connection is lost
   */
  void send(String message, String position, Runnable done, Runnable failed);

  /** Ends the connection, also while a message is under way. */
  void close(String why);
}
