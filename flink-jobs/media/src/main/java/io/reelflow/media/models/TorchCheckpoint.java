package io.reelflow.media.models;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of a checkpoint as PyTorch wrote it before 1.6: magic number, protocol, system, object and keys of storages,
 * each a pickle; then every storage as a count and its float32s, little endian. Nothing of Python is run: what is not a
 * plain value or a float32 tensor is read as a dictionary at most, and not used.
 */
final class TorchCheckpoint {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int PROTOCOL = 1001;
    private static final IObjectConstructor FLOATS = arguments -> {
        throw new PickleException("a storage is not made by the pickle");
    };

    static {
        Unpickler.registerConstructor("collections", "OrderedDict", arguments -> new Dictionary());
        Unpickler.registerConstructor("torch", "FloatStorage", FLOATS);
        Unpickler.registerConstructor("torch._utils", "_rebuild_tensor_v2", View::of);
        Unpickler.registerConstructor("torch._utils", "_rebuild_parameter", arguments -> arguments[0]);
    }

    private final Map<String, Storage> storages = new LinkedHashMap<>();

    private TorchCheckpoint() {}

    /**
     * The tensors of one of the checkpoint's dictionaries, by name; its scalars and other values are left out.
     *
     * @throws IOException it is no such checkpoint, or not of contiguous float32 tensors
     */
    static Map<String, Tensor> read(InputStream stream, String dictionary) throws IOException {
        try {
            return new TorchCheckpoint().tensors(new DataInputStream(stream), dictionary);
        } catch (PickleException | ClassCastException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the checkpoint holds something else than float32 tensors", e);
        }
    }

    private Map<String, Tensor> tensors(DataInputStream in, String dictionary) throws IOException {
        if (!MAGIC.equals(pickle(in))) {
            throw new IOException("the checkpoint must be one that PyTorch wrote before 1.6");
        }
        Object protocol = pickle(in);
        if (!Integer.valueOf(PROTOCOL).equals(protocol)) {
            throw new IOException("the checkpoint's protocol must be " + PROTOCOL + ", was " + protocol);
        }
        pickle(in); // the system it was written on
        Object checkpoint = pickle(in);
        for (Object key : (List<?>) pickle(in)) {
            storage((String) key).data = floats(in);
        }
        if (!(((Map<?, ?>) checkpoint).get(dictionary) instanceof Map<?, ?> state)) {
            throw new IOException("the checkpoint has no '" + dictionary + "'");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : state.entrySet()) {
            if (entry.getValue() instanceof View view && view.size.length > 0) {
                tensors.put((String) entry.getKey(), view.tensor((String) entry.getKey()));
            }
        }
        return tensors;
    }

    private Object pickle(InputStream in) throws IOException {
        return new Unpickler() {
            @Override
            protected Object persistentLoad(Object id) {
                return storageOf((Object[]) id);
            }
        }.load(in);
    }

    /** {@code ('storage', type, key, device, count, view)}. */
    private Storage storageOf(Object[] id) {
        if (!id[0].equals("storage") || id[1] != FLOATS) {
            throw new PickleException("storages must be torch.FloatStorage");
        }
        return storage((String) id[2]);
    }

    private Storage storage(String key) {
        return storages.computeIfAbsent(key, any -> new Storage());
    }

    private static byte[] floats(DataInputStream in) throws IOException {
        long count = Long.reverseBytes(in.readLong());
        if (count < 0 || count > Integer.MAX_VALUE / Float.BYTES) {
            throw new IOException("a storage must have at most 2 GB, was of " + count + " numbers");
        }
        byte[] data = in.readNBytes((int) count * Float.BYTES);
        if (data.length < count * Float.BYTES) {
            throw new EOFException("the checkpoint ends inside a storage");
        }
        return data;
    }

    /** An {@code OrderedDict}; what else is set on it does not take the place of its entries. */
    public static final class Dictionary extends HashMap<Object, Object> {
        private static final long serialVersionUID = 1L;

        /** Called by the library, by its name. */
        @SuppressWarnings({"MethodName", "NonApiType", "unused"})
        public void __setstate__(HashMap<Object, Object> attributes) {}
    }

    private static final class Storage {
        private byte @Nullable [] data;
    }

    /** A tensor: where it lies in a storage. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record View(Storage storage, int offset, int[] size, int[] stride) {
        /** {@code (storage, offset, size, stride, …)}. */
        static View of(Object[] arguments) {
            return new View((Storage) arguments[0], (Integer) arguments[1], ints(arguments[2]), ints(arguments[3]));
        }

        private static int[] ints(Object tuple) {
            return Arrays.stream((Object[]) tuple)
                    .mapToInt(size -> (Integer) size)
                    .toArray();
        }

        Tensor tensor(String name) throws IOException {
            int count = 1;
            for (int i = size.length - 1; i >= 0; i--) {
                if (stride[i] != count) {
                    throw new IOException("tensor '" + name + "': must be contiguous");
                }
                count *= size[i];
            }
            int from = offset * Float.BYTES;
            int to = from + count * Float.BYTES;
            if (storage.data == null || storage.data.length < to) {
                throw new EOFException("tensor '" + name + "': its storage is too short");
            }
            return new Tensor(size, Tensor.FLOAT32, Arrays.copyOfRange(storage.data, from, to));
        }
    }
}
