package io.reelflow.dataflow.stage;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A stage that hands its work on to another one. */
abstract class WorkStage implements MediaStage<Work> {
    private static final long serialVersionUID = 1L;

    /** What a stage cuts a dry run into: enough for a join to have something to wait for. */
    static final int DRY_PARTS = 2;

    @Override
    public final Work failed(Work work) {
        return work;
    }

    @Override
    public final Work admittedAs(Work out, long epoch) {
        return out.admittedAs(epoch);
    }

    @Override
    public final TypeInformation<Work> produced() {
        return SharedType.of(Work.class);
    }
}
