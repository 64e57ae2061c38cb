package io.reelflow.bench.scale;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Something that is done by so many at once, on the cores of a machine: lower ranks first, else in the order of asking. */
final class Station {
    private final Cores cores;
    private final int servers;
    private final Queue<Order> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Order::rank).thenComparingLong(Order::number));
    private long orders;
    private int busy;

    private record Order(long rank, long number, double seconds, double most, Runnable done) {}

    Station(Cores cores, int servers) {
        this.cores = cores;
        this.servers = servers;
    }

    /** Of work that uses one core. */
    void serve(double seconds, Runnable done) {
        serve(0, seconds, 1, done);
    }

    /** As {@link Cores#work}, once it is its turn. */
    void serve(long rank, double seconds, double most, Runnable done) {
        waiting.add(new Order(rank, orders++, seconds, most, done));
        begin();
    }

    private void begin() {
        while (busy < servers && !waiting.isEmpty()) {
            Order order = waiting.remove();
            busy++;
            cores.work(order.seconds, order.most, () -> {
                busy--;
                begin();
                order.done.run();
            });
        }
    }
}
