package io.reelflow.dataflow.schedule;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Doubly linked lists of names in keyed state; a name is in one list at a time. Every call is a handful of point reads,
 * however long the list is and whoever has left it: an iterator over RocksDB state, or a head that looks for the next
 * one who has not left, would walk over all who have.
 */
final class Chains {
    private static final int KEPT_ENDS = 1_024;
    private static final int KEPT_LINKS = 4_096;

    private final KeptMap<Ends> ends;
    private final KeptMap<Link> links;

    Chains(KeptState state) {
        ends = state.map("chain-ends", TypeInformation.of(Ends.class), KEPT_ENDS);
        links = state.map("chain-links", TypeInformation.of(Link.class), KEPT_LINKS);
    }

    boolean isEmpty(String chain) throws Exception {
        return !ends.contains(chain);
    }

    /** Null where it is empty. */
    @Nullable
    String first(String chain) throws Exception {
        Ends now = ends.get(chain);
        return now == null ? null : now.first;
    }

    /** The one behind; null behind the last. */
    @Nullable
    String next(String name) throws Exception {
        Link link = links.get(name);
        return link == null ? null : link.next;
    }

    void addLast(String chain, String name) throws Exception {
        Ends now = ends.get(chain);
        if (now == null) {
            addOnly(chain, name);
            return;
        }
        links.put(now.last, new Link(linkOf(now.last).previous, name));
        links.put(name, new Link(now.last, null));
        ends.put(chain, new Ends(now.first, name));
    }

    void addFirst(String chain, String name) throws Exception {
        Ends now = ends.get(chain);
        if (now == null) {
            addOnly(chain, name);
            return;
        }
        links.put(now.first, new Link(name, linkOf(now.first).next));
        links.put(name, new Link(null, now.first));
        ends.put(chain, new Ends(name, now.last));
    }

    /** Takes a name out of the chain that it is in; false where it is in none. */
    boolean remove(String chain, String name) throws Exception {
        Link link = links.get(name);
        if (link == null) {
            return false;
        }
        links.remove(name);
        String previous = link.previous;
        String next = link.next;
        if (previous != null) {
            links.put(previous, new Link(linkOf(previous).previous, next));
        }
        if (next != null) {
            links.put(next, new Link(previous, linkOf(next).next));
        }
        if (previous == null || next == null) {
            Ends now = Objects.requireNonNull(ends.get(chain));
            String first = previous == null ? next : now.first;
            String last = next == null ? previous : now.last;
            if (first == null || last == null) {
                ends.remove(chain);
            } else {
                ends.put(chain, new Ends(first, last));
            }
        }
        return true;
    }

    private void addOnly(String chain, String name) throws Exception {
        links.put(name, new Link(null, null));
        ends.put(chain, new Ends(name, name));
    }

    private Link linkOf(String name) throws Exception {
        Link link = links.get(name);
        if (link == null) {
            throw new IllegalStateException("a chain names " + name + ", which is in none");
        }
        return link;
    }

    public record Ends(String first, String last) {}

    /** Null at either end. */
    public record Link(@Nullable String previous, @Nullable String next) {}
}
