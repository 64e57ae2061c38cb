package io.reelflow.bench.scale;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** Simulated time: seconds from the start, and what is to happen when. */
final class Clock {
    private final Simulator simulator = new Simulator();

    Clock() {
        simulator.init();
    }

    double now() {
        return simulator.time();
    }

    /** Something that is to happen. */
    static final class Later extends Event {
        private final Runnable what;

        private Later(Simulator simulator, Runnable what) {
            super(simulator);
            this.what = what;
        }

        @Override
        public void actions() {
            what.run();
        }
    }

    Later in(double seconds, Runnable what) {
        var later = new Later(simulator, what);
        later.schedule(seconds);
        return later;
    }

    /** Returns when nothing is to happen any more. */
    void run() {
        simulator.start();
    }
}
