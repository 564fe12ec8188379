package io.affectstream.app.pipeline;

import io.affectstream.app.files.EventsJsonl;
import io.affectstream.app.files.FramesCsv;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.stream.StageListener;
import io.affectstream.inference.stream.StreamPipeline;
import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.operators.output.EventRecords;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plays a source through {@link StreamPipeline} into the files of a run. */
final class PlainRun implements RecordSink {

  private final StreamPipeline pipeline;

  private PlainRun(StreamPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Writes the table of each stream and the events of all to {@code out}. */
  static void write(
      List<StreamPlan> plans, ModelRuntime models, PipelineSettings settings, Path out)
      throws Exception {
    List<String> streams = plans.stream().map(StreamPlan::stream).toList();
    Path scratch = Files.createDirectories(out.resolve("scratch"));
    try (EventsJsonl events = EventsJsonl.create(out, scratch, streams)) {
      for (StreamPlan plan : plans) {
        List<Throwable> failures = new ArrayList<>();
        try (FramesCsv rows = FramesCsv.create(out, plan.stream());
            PlainRun run =
                new PlainRun(
                    new StreamPipeline(
                        models,
                        settings.stream(),
                        StageListener.NONE,
                        row ->
                            attempt(
                                failures, () -> rows.add(FrameRecords.of(row, settings.bundle()))),
                        event ->
                            attempt(
                                failures,
                                () -> events.add(EventRecords.of(event, settings.bundle())))))) {
          new Ingest(run).play(plan, IngestListener.NONE, new Cancellation());
          rows.commit();
        }
        if (!failures.isEmpty()) {
          throw new AssertionError("not written", failures.get(0));
        }
      }
      events.commit();
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void attempt(List<Throwable> failures, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      failures.add(e);
    }
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) {
    pipeline.records().expect(descriptor.getModalities());
    pipeline.records().role(descriptor.getRole() == null ? "" : descriptor.getRole());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    pipeline.records().video(frame);
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    pipeline.records().audio(chunk);
  }

  @Override
  public void transcript(Transcript transcript) {
    pipeline.records().transcript(transcript);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    pipeline.close();
  }
}
