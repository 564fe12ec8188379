package io.affectstream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowMappingTest {

  private static RowType row(DataTypes.Field... columns) {
    DataType type = DataTypes.ROW(columns);
    return (RowType) type.getLogicalType();
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndMayBeFew() {
    RowMapping mapping =
        RowMapping.of(
            row(
                DataTypes.FIELD("confidence", DataTypes.DOUBLE()),
                DataTypes.FIELD("kind", DataTypes.STRING()),
                DataTypes.FIELD("expression", DataTypes.STRING()),
                DataTypes.FIELD("onset", DataTypes.BIGINT()),
                DataTypes.FIELD("face", DataTypes.BIGINT()),
                DataTypes.FIELD("actionUnit", DataTypes.STRING())),
            AffectEvent.getClassSchema());
    RowData row =
        mapping.row(
            AffectEvent.newBuilder()
                .setStream("s")
                .setKind(EventKind.EPISODE_CLOSED)
                .setTime(5)
                .setFace(2)
                .setExpression(Expression.FEAR)
                .setOnset(3L)
                .setConfidence(0.5f)
                .setBundle("b")
                .build());
    assertThat(row.getDouble(0)).isEqualTo(0.5);
    assertThat(row.getString(1)).hasToString("EPISODE_CLOSED");
    assertThat(row.getString(2)).hasToString("FEAR");
    assertThat(row.getLong(3)).isEqualTo(3);
    assertThat(row.getLong(4)).isEqualTo(2);
    assertThat(row.isNullAt(5)).isTrue();
  }

  @Test
  void listsAndNestedRecordsBecomeArraysAndRows() {
    RowMapping mapping =
        RowMapping.of(
            row(
                DataTypes.FIELD("probabilities", DataTypes.ARRAY(DataTypes.FLOAT())),
                DataTypes.FIELD(
                    "box",
                    DataTypes.ROW(
                        DataTypes.FIELD("width", DataTypes.FLOAT()),
                        DataTypes.FIELD("x", DataTypes.DOUBLE())))),
            AffectFrame.getClassSchema());
    RowData row =
        mapping.row(
            AffectFrame.newBuilder()
                .setStream("s")
                .setFrame(1)
                .setTime(5)
                .setFace(0)
                .setReason(Reason.MEASURED)
                .setProbabilities(List.of(0.25f, 0.75f))
                .setBox(new Box(1f, 2f, 3f, 4f))
                .setCoverage(new Coverage(1f, 0f, 0f, NoWords.NONE))
                .setBundle("b")
                .build());
    assertThat(row.getArray(0).toFloatArray()).containsExactly(0.25f, 0.75f);
    assertThat(row.getRow(1, 2).getFloat(0)).isEqualTo(3f);
    assertThat(row.getRow(1, 2).getDouble(1)).isEqualTo(1);
  }

  @Test
  void aColumnThatIsNoFieldAndOneOfAnotherTypeAreRefused() {
    assertThatThrownBy(
            () ->
                RowMapping.of(
                    row(DataTypes.FIELD("emotion", DataTypes.STRING())),
                    AffectEvent.getClassSchema()))
        .isInstanceOf(ValidationException.class)
        .hasMessageStartingWith(
            "column 'emotion': contract AffectEvent has no such field; it has [stream, kind, time,");
    assertThatThrownBy(
            () ->
                RowMapping.of(
                    row(DataTypes.FIELD("time", DataTypes.INT())), AffectEvent.getClassSchema()))
        .hasMessage("AffectEvent.time: expected a column of type BIGINT, found INT");
    assertThatThrownBy(
            () ->
                RowMapping.of(
                    row(DataTypes.FIELD("kind", DataTypes.BYTES())), AffectEvent.getClassSchema()))
        .hasMessageContaining("expected a column of type STRING");
  }

  @Test
  void anUnknownContractNamesThoseThereAre() {
    assertThatThrownBy(() -> Contract.named("AffectEvents"))
        .hasMessage(
            "affect-avro.contract: expected one of [AffectAlert, AffectEvent, AffectFrame, AffectRule, AudioChunk, DeadLetter, StreamDescriptor, Transcript, VideoFrame], found 'AffectEvents'");
  }
}
