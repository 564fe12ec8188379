package io.affectstream.terminal;

import picocli.CommandLine.IVersionProvider;

/** Version of the product and of Java. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "affectstream %s, Java %s"
          .formatted(version == null ? "development build" : version, Runtime.version())
    };
  }
}
