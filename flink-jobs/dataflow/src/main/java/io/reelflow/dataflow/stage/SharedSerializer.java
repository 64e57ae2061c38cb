package io.reelflow.dataflow.stage;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes as another serializer does, and takes its place in checkpoints both ways; a copy is the record itself. */
final class SharedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<T> written;

    SharedSerializer(TypeSerializer<T> written) {
        this.written = written;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new SharedSerializer<>(written.duplicate());
    }

    @Override
    public T createInstance() {
        return written.createInstance();
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return written.getLength();
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        written.serialize(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return written.deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return written.deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        written.copy(source, target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return written.snapshotConfiguration();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedSerializer<?> serializer && written.equals(serializer.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }
}
