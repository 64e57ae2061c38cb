package io.reelflow.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Samples of every released version stay here for ever, and every one must still be read. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples/v1");
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas/v1");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsReadAndWrittenWithoutLoss(Path sample) throws IOException {
        Record read = Json.read(Files.readAllBytes(sample), contract(sample).type());

        assertThat(Json.MAPPER.readTree(Json.bytes(read))).isEqualTo(Json.MAPPER.readTree(Files.readString(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleAndWhatWeWriteFitTheSchema(Path sample) throws IOException {
        Contract contract = contract(sample);
        Schema schema = schema(contract);
        Record read = Json.read(Files.readAllBytes(sample), contract.type());

        assertThat(schema.validate(Json.MAPPER.readTree(Files.readString(sample))))
                .isEmpty();
        assertThat(schema.validate(Json.MAPPER.readTree(Json.bytes(read)))).isEmpty();
    }

    /** Each required field, one after the other: without it the document is not of its schema. */
    @ParameterizedTest
    @MethodSource("samples")
    void theSchemaMissesWhatIsMissing(Path sample) throws IOException {
        Schema schema = schema(contract(sample));
        ObjectNode whole = (ObjectNode) Json.MAPPER.readTree(Files.readString(sample));
        JsonNode required = Json.MAPPER
                .readTree(Files.readString(SCHEMAS.resolve(contract(sample).file())))
                .path("required");

        assertThat(required).isNotEmpty();
        for (JsonNode name : required) {
            ObjectNode part = whole.deepCopy();
            part.remove(name.stringValue());
            assertThat(schema.validate(part)).as("without %s", name).isNotEmpty();
        }
    }

    /** What a newer version may have added does not stop this one; what an older one lacks has its default. */
    @ParameterizedTest
    @MethodSource("samples")
    void aNewerDocumentIsReadAsFarAsItIsKnown(Path sample) throws IOException {
        ObjectNode newer = (ObjectNode) Json.MAPPER.readTree(Files.readString(sample));
        newer.put("added_later", "x");

        assertThat(Json.read(Json.bytes(newer), contract(sample).type()))
                .isEqualTo(
                        Json.read(Files.readAllBytes(sample), contract(sample).type()));
    }

    @Test
    void anOlderDocumentWithoutANumberOrATruthIsRead() throws IOException {
        ObjectNode older =
                (ObjectNode) Json.MAPPER.readTree(Files.readString(SAMPLES.resolve("job-event.stage-completed.json")));
        ((ObjectNode) older.get("stage_run")).remove(List.of("reused", "seconds"));

        assertThat(Json.read(Json.bytes(older), io.reelflow.schemas.job.JobEvent.class)
                        .stageRun())
                .isNotNull();
    }

    @Test
    void everyContractHasASample() throws IOException {
        assertThat(samples().map(SamplesTest::contract).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Contract.values()));
    }

    private static Schema schema(Contract contract) throws IOException {
        return REGISTRY.getSchema(Json.MAPPER.readTree(Files.readString(SCHEMAS.resolve(contract.file()))));
    }

    /** {@code job-event.queued.json} is a sample of {@code job-event.json}. */
    private static Contract contract(Path sample) {
        return Contract.of(sample.getFileName().toString().replaceFirst("\\..*", "") + ".json");
    }
}
