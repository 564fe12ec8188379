package io.affectstream.ingest.demo;

/** A resonance of the vocal tract: the second-order digital resonator of Klatt (1980), eq. 1-2. */
final class Resonator {

  private final double bandwidthHz;
  private double a;
  private double b;
  private double c;
  private double last;
  private double beforeLast;

  Resonator(double bandwidthHz) {
    this.bandwidthHz = bandwidthHz;
  }

  void tune(double frequencyHz, double sampleRateHz) {
    c = -StrictMath.exp(-2 * Math.PI * bandwidthHz / sampleRateHz);
    b =
        2
            * StrictMath.exp(-Math.PI * bandwidthHz / sampleRateHz)
            * StrictMath.cos(2 * Math.PI * frequencyHz / sampleRateHz);
    a = 1 - b - c;
  }

  double next(double input) {
    double output = a * input + b * last + c * beforeLast;
    beforeLast = last;
    last = output;
    return output;
  }
}
