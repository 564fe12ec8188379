package io.affectstream.operators.output;

import io.affectstream.features.alerts.Alert;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.Reading;

/** Alerts as records of topics affect.alerts and affect.live. */
public final class AlertRecords {

  private AlertRecords() {}

  /** The record of an alert; {@code bundle} is the identity of the model bundle. */
  public static AffectAlert of(Alert alert, String bundle) {
    return AffectAlert.newBuilder()
        .setStream(alert.stream())
        .setId(alert.id())
        .setRule(alert.rule().rule())
        .setEffectiveFrom(alert.rule().effectiveFrom())
        .setText(alert.rule().text())
        .setSeverity(alert.rule().severity())
        .setTime(alert.time())
        .setOnset(alert.onset())
        .setFrame(alert.frame())
        .setFace(alert.face())
        .setRole(alert.role().isEmpty() ? null : alert.role())
        .setReadings(
            alert.readings().stream()
                .map(reading -> new Reading(reading.measure(), reading.value()))
                .toList())
        .setWords(alert.words())
        .setBundle(bundle)
        .setFinality(alert.finality())
        .build();
  }
}
