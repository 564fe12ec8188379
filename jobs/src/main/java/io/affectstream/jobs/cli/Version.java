package io.affectstream.jobs.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the product and of Java. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "affectstream %s, Java %s"
          .formatted(version == null ? "development build" : version, Runtime.version())
    };
  }
}
