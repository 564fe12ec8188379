package io.affectstream.sql;

import io.affectstream.schemas.registry.RegistryAddress;
import io.affectstream.schemas.registry.WireFormat;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink SQL's {@code 'format' = 'affect-avro'}: records of one contract as rows. Columns are found
 * by name, any subset in any order; both framings are supported. Read-only.
 */
public final class AffectAvroFormatFactory implements DeserializationFormatFactory {

  /** Name of the format. */
  public static final String IDENTIFIER = "affect-avro";

  static final ConfigOption<String> CONTRACT =
      ConfigOptions.key("contract")
          .stringType()
          .noDefaultValue()
          .withDescription("What the topic holds, e.g. AffectEvent.");

  static final ConfigOption<String> REGISTRY =
      ConfigOptions.key("registry")
          .stringType()
          .defaultValue("")
          .withDescription("Address of the schema registry, for records with Confluent's framing.");

  static final ConfigOption<String> REGISTRY_CONFIG_FILE =
      ConfigOptions.key("registry-config-file")
          .stringType()
          .defaultValue("")
          .withDescription("Properties file with basic.auth.user.info=user:password.");

  static final ConfigOption<Boolean> IGNORE_PARSE_ERRORS =
      ConfigOptions.key("ignore-parse-errors")
          .booleanType()
          .defaultValue(false)
          .withDescription("Whether to skip records of other contracts.");

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(CONTRACT);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(REGISTRY, REGISTRY_CONFIG_FILE, IGNORE_PARSE_ERRORS);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    Contract contract = Contract.named(options.get(CONTRACT));
    String registry = options.get(REGISTRY);
    WireFormat wire =
        registry.isEmpty()
            ? WireFormat.SINGLE_OBJECT
            : WireFormat.reading(new RegistryAddress(registry, options.get(REGISTRY_CONFIG_FILE)));
    return new Format(contract, wire, options.get(IGNORE_PARSE_ERRORS));
  }

  private record Format(Contract contract, WireFormat wire, boolean ignoreParseErrors)
      implements DecodingFormat<DeserializationSchema<RowData>> {

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType physical) {
      return new ContractRows(
          contract,
          wire,
          RowMapping.of((RowType) physical.getLogicalType(), contract.schema()),
          ignoreParseErrors,
          context.createTypeInformation(physical));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
