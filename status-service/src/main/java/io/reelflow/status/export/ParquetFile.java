package io.reelflow.status.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Rows of Postgres' binary COPY as a Parquet file, written front to back: what is in memory is one row group. Nothing of
 * Hadoop is loaded; its types are only named by the library's own.
 */
final class ParquetFile {
    /** Some 50,000 jobs: enough for a reader to skip by, little beside a heap of 160 MB. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    /** Level 1 packs jobs to within a few percent of level 3, in half of the time. */
    private static final int ZSTD_LEVEL = 1;

    private ParquetFile() {}

    /** Ends with the footer, which makes it a file; the stream stays open. */
    static ParquetWriter<ByteBuffer> writer(String name, List<Column> columns, OutputStream out) throws IOException {
        MessageType schema = new MessageType(
                name,
                columns.stream().map(each -> each.type().schema(each.name())).toList());
        return new Builder(new StreamFile(out), new Rows(schema, columns))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    private static final class Builder extends ParquetWriter.Builder<ByteBuffer, Builder> {
        private final Rows rows;

        Builder(OutputFile file, Rows rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // still abstract
        protected WriteSupport<ByteBuffer> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<ByteBuffer> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    /** A row is at its first column: for each its length, or -1 for null, and its bytes. */
    private static final class Rows extends WriteSupport<ByteBuffer> {
        private final MessageType schema;
        private final List<Column> columns;

        @SuppressWarnings("NullAway.Init") // set before the first row
        private RecordConsumer consumer;

        Rows(MessageType schema, List<Column> columns) {
            this.schema = schema;
            this.columns = columns;
        }

        @Override
        @SuppressWarnings("deprecation") // still abstract
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer to) {
            this.consumer = to;
        }

        @Override
        public void write(ByteBuffer row) {
            consumer.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                int length = row.getInt();
                if (length >= 0) {
                    Column column = columns.get(i);
                    int end = row.position() + length;
                    consumer.startField(column.name(), i);
                    column.type().write(row, length, consumer);
                    consumer.endField(column.name(), i);
                    row.position(end);
                }
            }
            consumer.endMessage();
        }
    }

    private record StreamFile(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new CountingStream(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class CountingStream extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** The library's own goes through Hadoop. */
    private static final class ZstdCodec
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return this;
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            var plain = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
            bytes.writeAllTo(plain);
            return BytesInput.from(Zstd.compress(plain.toByteArray(), ZSTD_LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("this writes only");
        }

        @Override
        public void release() {}
    }
}
