package io.reelflow.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed schemas are those of the records. After a record has changed:
 * {@code mvn -pl schemas test -Dtest=JsonSchemasTest -Dtest.jvm.options=-Dschemas.write=true} writes them anew.
 */
class JsonSchemasTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas/v1");

    private final SchemaWriter writer = new SchemaWriter();

    @ParameterizedTest
    @EnumSource(Contract.class)
    void aSchemaIsThatOfItsRecord(Contract contract) throws Exception {
        Path file = SCHEMAS.resolve(contract.file());
        String schema = writer.write(contract);
        if (Boolean.getBoolean("schemas.write")) {
            Files.writeString(file, schema);
        }

        assertThat(file)
                .as("%s has changed: see this test's Javadoc", contract.type().getSimpleName())
                .hasContent(schema);
    }
}
