package io.affectstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** What is said of failures. */
class FailuresTest {

  @Test
  void aNativeLibraryNamesTheFileThatTheSystemLacks() {
    Throwable failure =
        new UnsatisfiedLinkError("no jniavutil in java.library.path")
            .initCause(new UnsatisfiedLinkError("libjniavutil.so: libva-drm.so.2: cannot open"));

    assertThat(Failures.message(failure))
        .contains("libva-drm.so.2: cannot open", "docs/platforms.md")
        .doesNotContain("java.library.path", "please report");
  }

  @Test
  void filesAreNamedAndProgrammingErrorsAreReported() {
    assertThat(Failures.message(new NoSuchFileException("a.mp4")))
        .isEqualTo("a.mp4: no such file or folder");
    assertThat(Failures.message(new AccessDeniedException("a.mp4")))
        .isEqualTo("a.mp4: access denied; check its permissions");
    assertThat(Failures.message(new IOException("the disk is full"))).isEqualTo("the disk is full");
    assertThat(Failures.message(new IllegalStateException("odd")))
        .isEqualTo(
            "unexpected failure, please report it: java.lang.IllegalStateException: odd; --debug"
                + " shows where");
  }
}
