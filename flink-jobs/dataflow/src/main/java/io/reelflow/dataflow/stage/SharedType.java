package io.reelflow.dataflow.stage;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of records that never change, for streams: where Flink would copy one (in front of each async operator, field by field)
 * it hands on the same. What is written is what {@link TypeInformation#of(Class)} writes.
 */
public final class SharedType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> written;

    private SharedType(TypeInformation<T> written) {
        this.written = written;
    }

    public static <T> TypeInformation<T> of(Class<T> type) {
        return new SharedType<>(TypeInformation.of(type));
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new SharedSerializer<>(written.createSerializer(config));
    }

    @Override
    public boolean isBasicType() {
        return written.isBasicType();
    }

    @Override
    public boolean isTupleType() {
        return written.isTupleType();
    }

    @Override
    public int getArity() {
        return written.getArity();
    }

    @Override
    public int getTotalFields() {
        return written.getTotalFields();
    }

    @Override
    public Class<T> getTypeClass() {
        return written.getTypeClass();
    }

    @Override
    public boolean isKeyType() {
        return written.isKeyType();
    }

    @Override
    public String toString() {
        return "Shared<" + written + ">";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedType<?> type && written.equals(type.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SharedType;
    }
}
