package io.affectstream.operators.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Requests whose answers are worth something only at once. Never blocks its caller: at most {@code
 * limit} requests are open, and a further one drops the oldest, which is answered with nothing. At
 * most {@code running} are with the model at a time, those dropped included. A model that hangs
 * therefore costs answers, never the caller's time. Thread-safe.
 *
 * @param <I> request
 * @param <O> answer
 */
final class LiveQueue<I, O> {

  private final class Entry {
    private final I request;
    private final Consumer<Optional<O>> listener;
    private boolean started;
    private boolean answered;

    Entry(I request, Consumer<Optional<O>> listener) {
      this.request = request;
      this.listener = listener;
    }
  }

  private final Function<I, CompletableFuture<O>> model;
  private final int limit;
  private final int running;

  /** From the oldest request without an answer on, in order. */
  private final Deque<Entry> open = new ArrayDeque<>();

  private int busy;
  private long dropped;

  /**
   * @param model must not block while at most {@code running} requests are with it
   * @param limit requests open at a time
   */
  LiveQueue(Function<I, CompletableFuture<O>> model, int running, int limit) {
    this.model = model;
    this.running = running;
    this.limit = limit;
  }

  /**
   * Adds a request.
   *
   * @param listener is called once, from any thread: with the answer, or with nothing if the
   *     request was dropped or the model failed
   */
  void submit(I request, Consumer<Optional<O>> listener) {
    List<Runnable> actions = new ArrayList<>();
    synchronized (this) {
      if (open.size() == limit) {
        drop(open.element(), actions);
      }
      open.add(new Entry(request, listener));
      start(actions);
    }
    actions.forEach(Runnable::run);
  }

  /** Requests dropped, and failed ones, so far. */
  synchronized long dropped() {
    return dropped;
  }

  private void drop(Entry entry, List<Runnable> actions) {
    dropped++;
    answer(entry, Optional.empty(), actions);
  }

  private void answer(Entry entry, Optional<O> answer, List<Runnable> actions) {
    entry.answered = true;
    actions.add(() -> entry.listener.accept(answer));
    while (!open.isEmpty() && open.element().answered) {
      open.remove();
    }
  }

  private void start(List<Runnable> actions) {
    for (Entry entry : open) {
      if (busy == running) {
        return;
      }
      if (!entry.started && !entry.answered) {
        entry.started = true;
        busy++;
        actions.add(() -> run(entry));
      }
    }
  }

  private void run(Entry entry) {
    CompletableFuture<?> unused =
        model.apply(entry.request).whenComplete((answer, failure) -> ended(entry, answer, failure));
  }

  private void ended(Entry entry, O answer, Throwable failure) {
    List<Runnable> actions = new ArrayList<>();
    synchronized (this) {
      busy--;
      if (!entry.answered) {
        if (failure == null) {
          answer(entry, Optional.of(answer), actions);
        } else {
          drop(entry, actions);
        }
      }
      start(actions);
    }
    actions.forEach(Runnable::run);
  }
}
