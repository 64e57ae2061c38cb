package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

final class SharedTypeTest {
    private static final Work WORK = Work.admitted(Jobs.job("shared"), 1, 7);

    private final TypeSerializer<Work> plain =
            TypeInformation.of(Work.class).createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<Work> shared = SharedType.of(Work.class).createSerializer(new SerializerConfigImpl());

    @Test
    void aCopyIsTheRecordItself() {
        assertThat(shared.copy(WORK)).isSameAs(WORK);
        assertThat(shared.duplicate().copy(WORK, WORK)).isSameAs(WORK);
    }

    @Test
    void eachReadsWhatTheOtherHasWritten() throws IOException {
        assertThat(shared.deserialize(written(plain))).isEqualTo(WORK);
        assertThat(plain.deserialize(written(shared))).isEqualTo(WORK);
    }

    @Test
    void eachTakesThePlaceOfTheOtherInACheckpoint() {
        assertThat(shared.snapshotConfiguration()
                        .resolveSchemaCompatibility(plain.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(plain.snapshotConfiguration()
                        .resolveSchemaCompatibility(shared.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static DataInputDeserializer written(TypeSerializer<Work> serializer) throws IOException {
        var bytes = new DataOutputSerializer(256);
        serializer.serialize(WORK, bytes);
        return new DataInputDeserializer(bytes.getCopyOfBuffer());
    }
}
